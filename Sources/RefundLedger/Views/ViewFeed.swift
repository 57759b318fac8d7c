public import EventLog
import MerkleTree
import RefundDomain
public import RefundProjections
public import Units

/// Views that can be brought forward; how they are written is theirs to know.
public protocol ViewWriting: Sendable {
    /// The position they are current to; 0 for none.
    func currentPosition() throws -> Position

    /// Takes changes that follow the present position, all of them or none.
    func write(_ changes: ViewChanges) throws
}

/// Brings views forward from the log: one ordered pipeline of read, decode, fold and write.
///
/// Memory is bounded: batches have a size, and folded orders that fall out of the cache are folded
/// again from the log.
public struct ViewFeed: Sendable {
    /// The most events in one batch, and so in one transaction of the views.
    public static let eventsPerBatchMax = 16_384

    /// The most events read from the log at a time.
    static let eventsPerPageMax = 4_096

    /// The most orders kept folded while feeding.
    static let ordersInMemoryMax = 40_000

    private let store: any EventStore
    private let moment: AsOf

    /// Creates a feed.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - moment: Which events count; all of them unless the views are for an as-of question.
    public init(store: any EventStore, moment: AsOf = .now(.distantFuture)) {
        self.store = store
        self.moment = moment
    }

    /// Brings views up to the end of the log, or to the moment the feed is for.
    ///
    /// - Parameters:
    ///   - views: The views.
    ///   - progress: Is told after each batch how far the views are.
    /// - Returns: How many events were added.
    /// - Throws: ``EventStoreError`` when the log cannot be read; what the views throw.
    @discardableResult
    public func bringForward(
        _ views: some ViewWriting, progress: (Position) -> Void = { _ in }
    ) async throws -> Int {
        let start = try views.currentPosition()
        let end = min(try await store.head().size, moment.through ?? .max)
        guard start < end else { return 0 }
        var fold = ViewFold(
            store: store, moment: moment,
            books: try await Ledger.books(in: store, through: start))
        var position = start
        var writing: Task<Void, any Error>?
        while position < end {
            var batch = ViewBatch(after: position)
            while position < end, batch.count < Self.eventsPerBatchMax {
                let limit = min(
                    Self.eventsPerPageMax, Self.eventsPerBatchMax - batch.count,
                    Int(end - position))
                for entry in try await store.readAll(after: position, limit: limit) {
                    try await fold.add(entry, to: &batch)
                    position = entry.position
                }
                try Task.checkCancellation()
            }
            let changes = batch.changes()
            try await writing?.value
            progress(changes.after)
            writing = Task { try views.write(changes) }
        }
        try await writing?.value
        progress(position)
        return Int(end - start)
    }
}

/// Folds entries into orders and puts them, with the order before and after, into a batch.
private struct ViewFold {
    let store: any EventStore
    let moment: AsOf
    var books: Books
    private var young: [StreamID: Folded] = [:]
    private var old: [StreamID: Folded] = [:]

    private enum Folded {
        case order(Order)
        case ledgers(StreamName)
    }

    init(store: any EventStore, moment: AsOf, books: Books) {
        self.store = store
        self.moment = moment
        self.books = books
    }

    mutating func add(_ entry: Entry, to batch: inout ViewBatch) async throws {
        guard moment.includes(entry.occurredAt) else { return batch.skip(to: entry.position) }
        let recorded = try EventCodec.decode(entry)
        let hash = MerkleTree.leafHash(entry.bytes).bytes
        var view = ViewEntry(
            recorded: recorded, order: nil, version: entry.version, hash: hash)
        switch try await take(entry) {
        case .ledgers(let stream):
            books.evolve(recorded, in: stream)
            keep(.ledgers(stream), entry.stream)
            let none = Order(ledgerKeys: [:])
            batch.add(view, before: none, after: none, calendar: calendar(entry))
        case .order(let before):
            var after = before
            after.evolve(recorded.event, recorded.header)
            view.order = before.number
            batch.add(view, before: before, after: after, calendar: calendar(entry))
            keep(.order(after), entry.stream)
        }
    }

    private func calendar(_ entry: Entry) -> WorkingCalendar {
        books.calendars.inForce(at: entry.occurredAt)
    }

    /// What a stream was before an entry: from memory, or folded again from the log.
    private mutating func take(_ entry: Entry) async throws -> Folded {
        if let name = entry.name { return start(name) }
        if let found = young.removeValue(forKey: entry.stream) { return found }
        if let found = old.removeValue(forKey: entry.stream) { return found }
        guard
            let name = try await store.streams(after: entry.stream - 1, limit: 1).first?.name
        else {
            throw EventStoreError.corrupted(
                position: entry.position, detail: "its stream has no first event")
        }
        guard case .order(var order) = start(name) else { return .ledgers(name) }
        for earlier in try await store.read(name, through: entry.position - 1)
        where moment.includes(earlier.occurredAt) {
            let recorded = try EventCodec.decode(earlier)
            order.evolve(recorded.event, recorded.header)
        }
        return .order(order)
    }

    private func start(_ name: StreamName) -> Folded {
        Streams.order(of: name).map { .order(Order($0)) } ?? .ledgers(name)
    }

    private mutating func keep(_ folded: Folded, _ stream: StreamID) {
        if young.count >= ViewFeed.ordersInMemoryMax / 2 {
            old = young
            young = [:]
        }
        young[stream] = folded
    }
}
