internal import EventLog

/// Where many streams stand, in some 40 bytes each.
///
/// A stream is named by the position of its first event, so a bit for each position says whether
/// one begins there, and the number of bits before it is the stream's place: no dictionary, and no
/// object for a name.
struct StreamTable {
    private struct Slot {
        var version: StreamVersion = 0
        var last: Position = 0
        let nameEnd: Int
    }

    /// The position before the first word.
    private let base: Position
    private var words: [UInt64] = []
    /// How many streams begin before each word.
    private var ranks: [Int] = []
    private var slots: [Slot] = []
    private var names: [UInt8] = []

    /// Creates an empty table for streams that begin behind a position.
    init(after base: Position = 0) { self.base = base }

    /// The number of streams.
    var count: Int { slots.count }

    /// The place of a stream; `nil` when it is not here.
    func place(of stream: StreamID) -> Int? {
        let offset = stream &- base &- 1
        guard offset >= 0, offset >> 6 < words.count else { return nil }
        let word = words[Int(offset >> 6)]
        let bit = 1 << UInt64(offset & 63) as UInt64
        guard word & bit != 0 else { return nil }
        return ranks[Int(offset >> 6)] + (word & (bit - 1)).nonzeroBitCount
    }

    /// Adds a stream that begins behind all others.
    ///
    /// - Returns: Whether it does; if not, nothing is added.
    mutating func begin(_ stream: StreamID, name: StreamName) -> Bool {
        let offset = stream &- base &- 1
        guard offset >= 0, offset >> 6 >= words.count - 1 else { return false }
        let index = Int(offset >> 6)
        let bit = 1 << UInt64(offset & 63) as UInt64
        if index == words.count - 1, words[index] >= bit { return false }
        while words.count <= index {
            words.append(0)
            ranks.append(slots.count)
        }
        words[index] |= bit
        names.append(contentsOf: name.rawValue.utf8)
        slots.append(Slot(nameEnd: names.count))
        return true
    }

    /// How a stream stands.
    subscript(place: Int) -> DerivedTables.Head {
        let slot = slots[place]
        let start = place == 0 ? 0 : slots[place - 1].nameEnd
        return DerivedTables.Head(
            name: StreamName(
                rawValue: String(decoding: names[start..<slot.nameEnd], as: UTF8.self)),
            version: slot.version, last: slot.last)
    }

    /// Goes on to the next entry of a stream.
    ///
    /// - Returns: The version and position of the entry before it.
    mutating func advance(
        _ place: Int, to version: StreamVersion, at position: Position
    ) -> (version: StreamVersion, last: Position) {
        defer {
            slots[place].version = version
            slots[place].last = position
        }
        return (slots[place].version, slots[place].last)
    }

    /// Every stream, in order.
    func forEach(_ body: (StreamID, DerivedTables.Head) throws -> Void) rethrows {
        var place = 0
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                let bit = rest.trailingZeroBitCount
                try body(base + Int64(index) << 6 + Int64(bit) + 1, self[place])
                place += 1
                rest &= rest - 1
            }
        }
    }
}
