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

/// Brings views forward from the log: an ordered pipeline of read and decode, fold, and write.
///
/// Pages are read and decoded ahead, and a batch is written while the next is folded; each stage
/// is one or a few tasks. Memory is bounded: pages ahead and batches have a size, at most one batch
/// waits to be written, and folded orders that fall out of the cache are folded again from the log.
public struct ViewFeed: Sendable {
    /// The most events in one batch, and so in one transaction of the views.
    ///
    /// Orders that were touched are written once a batch. In the sample ledger of a million events
    /// and 185,558 orders that is 316,913 orders in batches of 16,384, and 224,056 in batches of
    /// 65,536.
    public static let eventsPerBatchMax = 28_672

    /// The most orders kept folded while feeding, the few of a batch not counted.
    static let ordersInMemoryMax = 24_000

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
    ///   - progress: Is told after each batch how far the views are; what it throws ends the work.
    /// - Returns: How many events were added.
    /// - Throws: ``EventStoreError`` when the log cannot be read; what the views throw.
    @discardableResult
    public func bringForward(
        _ views: some ViewWriting, progress: (Position) throws -> Void = { _ in }
    ) async throws -> Int {
        let start = try views.currentPosition()
        let end = min(try await store.head().size, moment.through ?? .max)
        guard start < end else { return 0 }
        var fold = ViewFold(
            store: store, moment: moment,
            books: try await Ledger.books(in: store, through: start))
        var pages = DecodedPages(store: store, moment: moment, after: start, through: end)
        var position = start
        var writing: Task<Void, any Error>?
        while position < end {
            fold.forgetOld()
            var batch = ViewBatch(after: position)
            while batch.count <= Self.eventsPerBatchMax - DecodedPages.eventsPerPageMax,
                var page = try await pages.next()
            {
                while let event = page.takeFirst() { try await fold.add(event, to: &batch) }
                batch.skip(to: page.through)
                position = page.through
                try Task.checkCancellation()
            }
            let changes = batch.changes()
            try await writing?.value
            try progress(changes.after)
            writing = Task { try views.write(changes) }
        }
        try await writing?.value
        try progress(position)
        return Int(end - start)
    }
}

/// Folds events into their orders and puts them into a batch.
private struct ViewFold {
    let store: any EventStore
    let moment: AsOf
    var books: Books
    private var young: [StreamID: Folded] = [:]
    private var old: [StreamID: Folded] = [:]

    private enum Folded {
        case order(ViewOrder)
        case ledgers(StreamName)
    }

    init(store: any EventStore, moment: AsOf, books: Books) {
        self.store = store
        self.moment = moment
        self.books = books
    }

    mutating func add(_ event: consuming DecodedEvent, to batch: inout ViewBatch) async throws {
        var folded = young[event.stream]
        if folded == nil {
            folded = try await take(event)
            young[event.stream] = folded
        }
        let stream = event.stream
        let at = event.entry.recorded.header.occurredAt
        switch folded {
        case .order(let order):
            event.entry.order = order.order.number
            batch.add(event.entry, to: order, calendar: books.calendars.inForce(at: at))
        case .ledgers(let name):
            books.evolve(event.entry.recorded, in: name)
            batch.add(event.entry, to: nil, calendar: books.calendars.inForce(at: at))
        case nil: preconditionFailure("\(stream) was taken")
        }
    }

    /// What a stream was before an event: new, from memory, or folded again from the log.
    private mutating func take(_ event: DecodedEvent) async throws -> Folded {
        if let name = event.name { return start(name) }
        if let found = old.removeValue(forKey: event.stream) { return found }
        let position = event.entry.recorded.header.position
        guard
            let name = try await store.streams(after: event.stream - 1, limit: 1).first?.name
        else {
            throw EventStoreError.corrupted(
                position: position, detail: "its stream has no first event")
        }
        guard let number = Streams.order(of: name) else { return .ledgers(name) }
        var order = Order(number)
        for earlier in try await store.read(name, through: position - 1)
        where moment.includes(earlier) {
            let recorded = try EventCodec.decode(earlier, withKey: false)
            order.evolve(recorded.event, recorded.header)
        }
        return .order(ViewOrder(order))
    }

    private func start(_ name: StreamName) -> Folded {
        Streams.order(of: name).map { .order(ViewOrder(Order($0))) } ?? .ledgers(name)
    }

    /// Makes room; only between batches, because an order must stay the same while in a batch.
    mutating func forgetOld() {
        guard young.count >= ViewFeed.ordersInMemoryMax / 2 else { return }
        old = young
        young = [:]
    }
}
