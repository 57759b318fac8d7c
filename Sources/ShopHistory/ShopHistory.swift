/// A made-up history of a shop for digital goods, as the lines a ledger's `record` reads.
///
/// The same seed gives the same bytes on every machine, and a shorter history is the beginning of a
/// longer one. Lines come in the order of their `at`. Memory stays bounded however long the history
/// is: only orders with lines still to come are held, at most ``openOrdersMax`` of them.
///
/// Nearly every action is one the ledger takes. Some are made to be refused, some are exact
/// repeats, and some are messages of a channel sent twice or in the wrong order.
public struct ShopHistory: Sequence, Sendable {
    /// How many orders may have lines to come; a new one then waits until another is over.
    public static let openOrdersMax = 16_384

    private let seed: UInt64
    private let actions: Int

    /// Describes a history; nothing is made up before it is asked for.
    ///
    /// - Parameters:
    ///   - seed: Which history.
    ///   - actions: How many lines; without end when left out.
    public init(seed: UInt64, actions: Int = .max) {
        self.seed = seed
        self.actions = actions
    }

    public func makeIterator() -> Iterator { Iterator(seed: seed, actions: actions) }

    /// The number of the n-th order, counting from one.
    static func orderNumber(_ index: Int) -> String {
        let digits = String(index)
        return "KM-" + String(repeating: "0", count: Swift.max(0, 7 - digits.count)) + digits
    }
}

extension ShopHistory {
    /// Plays the stories of all orders, interleaved by time.
    public struct Iterator: IteratorProtocol, Sendable {
        private var random: SplitMix64
        private var left: Int
        private var turns = Turns()
        private var open: [OpenStory] = []
        private var free: [Int] = []
        private var opened: Int64 = 0
        private var orders = 0
        private var nextOrder: Moment
        private var nextChores: Moment
        private var latest = OpeningDay.start

        /// How many stories have lines still to come.
        public var openOrders: Int { turns.count }

        init(seed: UInt64, actions: Int) {
            random = SplitMix64(seed: seed)
            left = actions
            nextOrder = OpeningDay.start + 2 * Moment.hour
            nextChores = OpeningDay.start + 4 * Moment.hour
            add(OpeningDay.publications())
            for index in 0..<OpeningDay.foundingOrders {
                openOrder(.founding, at: OpeningDay.start + Moment.hour + Int64(index) * 20_000)
            }
        }

        /// The next line, UTF-8, without its newline.
        public mutating func next() -> [UInt8]? {
            guard left > 0 else { return nil }
            left -= 1
            openWhatIsDue()
            guard let turn = turns.first else { return nil }
            latest = turn.at
            let line = open[turn.slot].next()
            if let at = open[turn.slot].nextAt {
                turns.postponeFirst(to: at)
            } else {
                turns.removeFirst()
                open[turn.slot] = OpenStory()
                free.append(turn.slot)
            }
            return line
        }
    }
}

extension ShopHistory.Iterator {
    /// Opens stories until the next line of those open is no later than the next story's first.
    private mutating func openWhatIsDue() {
        while turns.count < ShopHistory.openOrdersMax,
            min(nextOrder, nextChores) <= turns.first?.at ?? nextOrder
        {
            if nextChores < nextOrder {
                let day = (nextChores - OpeningDay.start) / Moment.day
                let at = Swift.max(nextChores, latest)
                add(DailyChores.lines(day: day, at: at, seed: random.next()))
                nextChores = nextChores + Moment.day
            } else {
                // Later than it wanted to be when there was no room.
                let at = Swift.max(nextOrder, latest)
                openOrder(random.pick(weighted: Script.weighted), at: at)
                nextOrder = at + Arrivals.gap(after: at, &random)
            }
        }
    }

    private mutating func openOrder(_ script: Script, at: Moment) {
        orders += 1
        let paidAt = Moment(milliseconds: at.milliseconds - random.number(0...90) * 1000)
        let wish = script.wish(&random)
        let order = Order.draw(
            number: ShopHistory.orderNumber(orders), paidAt: paidAt, wish: wish, from: &random)
        var story = Story(order: order, at: at, seed: random.next())
        script.tell(&story)
        add(story.told)
    }

    private mutating func add(_ told: ToldLines) {
        guard let first = told.marks.first else { return }
        let story = OpenStory(told)
        let slot: Int
        if let vacant = free.popLast() {
            slot = vacant
            open[slot] = story
        } else {
            slot = open.count
            open.append(story)
        }
        opened += 1
        turns.insert(Turns.Turn(at: first.at, opened: opened, slot: slot))
    }
}

/// A story being played: its lines, and how many have been.
private struct OpenStory: Sendable {
    private let bytes: [UInt8]
    private let marks: [ToldLines.Mark]
    private var played = 0

    init() {
        bytes = []
        marks = []
    }

    init(_ told: ToldLines) {
        bytes = told.bytes
        marks = told.marks
    }

    /// When its next line comes; nil when there is none.
    var nextAt: Moment? { played < marks.count ? marks[played].at : nil }

    mutating func next() -> [UInt8] {
        let start = played == 0 ? 0 : marks[played - 1].end + 1
        let line = Array(bytes[start..<marks[played].end])
        played += 1
        return line
    }
}
