import EventLog
import MerkleTree
import RefundDomain
import RefundProjections
import Units

/// Folds its share of the streams and puts their events into batches.
///
/// Orders do not touch one another, so workers that divide the streams between them need not wait
/// for each other within a run of events. The ledger's own streams belong to the first worker, and
/// are folded by all.
actor FoldWorker {
    private let share: Share
    private let store: any EventStore
    private let moment: AsOf
    private let ledgerStreams: [StreamID: StreamName]
    private var books: Books
    private var decoder = EventDecoder()
    private var batch: ViewBatch
    /// An order must stay the same while it is in a batch, so turns end with batches.
    private var orders: RecentOrders<StreamID, ViewOrder>

    /// Which streams a worker folds.
    struct Share: Sendable {
        /// Its number, from 0.
        let number: Int64
        /// How many workers there are.
        let count: Int64
        /// The most orders it keeps folded.
        let ordersMax: Int

        func includes(_ stream: StreamID) -> Bool { stream % count == number }
    }

    /// Creates a worker for events that follow a position.
    ///
    /// - Parameters:
    ///   - share: Which streams it folds.
    ///   - store: The log, for orders that fell out of memory.
    ///   - moment: Which events count.
    ///   - position: What it takes next follows it.
    ///   - ledgerStreams: The streams of policies, calendars and the ledger itself.
    ///   - books: What those had published by then.
    init(
        share: Share, store: any EventStore, moment: AsOf, after position: Position,
        ledgerStreams: [StreamID: StreamName], books: Books
    ) {
        self.share = share
        self.store = store
        self.moment = moment
        self.ledgerStreams = ledgerStreams
        self.books = books
        batch = ViewBatch(after: position)
        orders = RecentOrders(capacity: share.ordersMax, endsTurns: false)
    }

    /// Takes the next pages of the log, folds what is its own, and ends a batch.
    ///
    /// - Parameters:
    ///   - run: The pages, which follow one another.
    ///   - isComplete: Whether the rows of orders that are still at hand are wanted, too.
    /// - Returns: What the events change in the views.
    /// - Throws: ``EventStoreError`` when an event, or one it builds upon, does not read.
    func fold(_ run: [LogPages.Page], isComplete: Bool) async throws -> ViewChanges {
        for page in run { try await fold(page) }
        return takeChanges(isComplete: isComplete)
    }

    /// The rows of some orders that still wait, in order of key; `nil` when none does.
    ///
    /// No events may follow: the orders themselves are forgotten.
    func takeWaiting(ordersMax: Int) -> ViewChanges? {
        orders.removeAll()
        return batch.takeWaiting(ordersMax: ordersMax)
    }

    private func fold(_ page: LogPages.Page) async throws {
        // By place: only what a worker folds is taken out.
        for place in page.entries.indices where moment.includes(page.entries[place]) {
            let stream = page.entries[place].stream
            if let name = ledgerStreams[stream] {
                let entry = page.entries[place]
                if share.includes(stream) {
                    try foldLedger(entry, name)
                } else {
                    books.evolve(try decoder.decode(entry, withKey: false), in: name)
                }
            } else if share.includes(stream) {
                let entry = page.entries[place]
                if let order = orders.use(stream) {
                    try fold(entry, into: order)
                } else {
                    let order = try await take(entry)
                    orders.insert(order, for: stream)
                    try fold(entry, into: order)
                }
            }
        }
        batch.skip(to: page.through)
    }

    private func takeChanges(isComplete: Bool) -> ViewChanges {
        orders.endTurn { $0.isRemembered = false }
        let changes = batch.changes(isComplete: isComplete)
        batch = ViewBatch(following: batch)
        return changes
    }

    private func foldLedger(_ entry: Entry, _ name: StreamName) throws {
        let event = try decode(entry, order: nil)
        books.evolve(event.recorded, in: name)
        batch.add(event, to: nil, calendar: books.calendars.inForce(at: entry.occurredAt))
    }

    private func fold(_ entry: Entry, into order: ViewOrder) throws {
        batch.add(
            try decode(entry, order: order.order.number), to: order,
            calendar: books.calendars.inForce(at: entry.occurredAt))
    }

    private func decode(_ entry: Entry, order: OrderID?) throws -> ViewEntry {
        ViewEntry(
            recorded: try decoder.decode(entry, withKey: false), order: order,
            version: entry.version, hash: ContentHash(MerkleTree.leafHash(entry.bytes)))
    }

    /// What an order was before an event: new, or folded again from the log.
    private func take(_ entry: Entry) async throws -> ViewOrder {
        if let name = entry.name { return ViewOrder(Order(try Self.order(of: name, entry))) }
        guard
            let name = try await store.streams(after: entry.stream - 1, limit: 1).first?.name
        else {
            throw EventStoreError.corrupted(
                position: entry.position, detail: "its stream has no first event")
        }
        var order = Order(try Self.order(of: name, entry))
        for earlier in try await store.read(name, through: entry.position - 1)
        where moment.includes(earlier) {
            let recorded = try EventCodec.decode(earlier, withKey: false)
            order.evolve(recorded.event, recorded.header)
        }
        return ViewOrder(order)
    }

    private static func order(of name: StreamName, _ entry: Entry) throws -> OrderID {
        guard let order = Streams.order(of: name) else {
            throw EventStoreError.corrupted(
                position: entry.position, detail: "'\(name.rawValue)' is no stream of this ledger")
        }
        return order
    }
}

extension ViewOrder: Keepable {
    var isSettled: Bool { order.isSettled }
}

extension ContentHash {
    /// The digest as the views take it.
    fileprivate init(_ digest: Digest) {
        self.init()
        words = digest.withUnsafeBytes { bytes in
            // A digest is four words of eight bytes.
            func word(_ index: Int) -> UInt64 {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
            }
            return (word(0), word(1), word(2), word(3))
        }
    }
}
