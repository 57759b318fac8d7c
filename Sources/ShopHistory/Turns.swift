/// Whose line comes next: a binary heap of the open stories, earliest next line first.
///
/// Ties go to the story opened first, so the order of lines is the same on every machine.
struct Turns: Sendable {
    struct Turn: Comparable, Sendable {
        var at: Moment
        var opened: Int64
        var slot: Int

        static func < (one: Turn, other: Turn) -> Bool {
            (one.at.milliseconds, one.opened) < (other.at.milliseconds, other.opened)
        }
    }

    private var heap: [Turn] = []

    var first: Turn? { heap.first }
    var count: Int { heap.count }

    mutating func insert(_ turn: Turn) {
        heap.append(turn)
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// The first story's next line is later than the one just played.
    mutating func postponeFirst(to at: Moment) {
        heap[0].at = at
        settleFirst()
    }

    /// The first story has no more lines.
    mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        settleFirst()
    }

    private mutating func settleFirst() {
        var parent = 0
        while true {
            var least = parent
            for child in 2 * parent + 1...2 * parent + 2
            where child < heap.count && heap[child] < heap[least] {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
