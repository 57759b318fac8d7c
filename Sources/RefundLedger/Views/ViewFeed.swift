import Dispatch
public import EventLog
public import RefundProjections
import Synchronization
public import Units

/// Views that can be brought forward; how they are written is theirs to know.
public protocol ViewWriting: Sendable {
    /// The position they are current to; 0 for none.
    func currentPosition() throws -> Position

    /// Whether nobody reads them until they are complete.
    ///
    /// The rows of an order are then written when it is forgotten, not after every batch.
    var isUnderConstruction: Bool { get }

    /// Takes changes that follow the present position, all of them or none.
    func write(_ changes: ViewChanges) throws
}

/// Brings views forward from the log: an ordered pipeline of read, fold, and write.
///
/// Pages are read ahead; workers that share the streams decode and fold each page side by side;
/// what they made of a batch is written while the next batch is folded. Memory is bounded: pages
/// ahead and batches have a size, at most one batch waits to be written, and folded orders that
/// fall out of the cache are folded again from the log. Whoever keeps views current keeps the feed:
/// the orders that it has folded are at hand the next time.
public final class ViewFeed: Sendable {
    /// What bounds the memory of a feed.
    public struct Limits: Sendable {
        /// The most events in one batch, and so in one transaction of the views.
        ///
        /// Orders that were touched are written once a batch. In the sample ledger of a million
        /// events and 185,558 orders that is 316,913 orders in batches of 16,384, and 224,056 in
        /// batches of 65,536.
        public var eventsPerBatchMax = 28_672

        /// The most events in a page; a batch is made of whole pages.
        public var eventsPerPageMax = 2_048

        /// The most orders kept folded while feeding, the few of a batch not counted.
        public var ordersInMemoryMax = 24_000

        /// The most orders whose rows are made at a time for views under construction, when no
        /// more events follow.
        public var waitingOrdersMax = 4_096

        /// The usual limits.
        public init() {}
    }

    /// How many workers fold side by side; the writer, and SQLite in it, is as busy as one more.
    static let workersCount: Int64 = 2

    private let store: any EventStore
    private let moment: AsOf
    private let limits: Limits

    /// The workers between one time and the next, as of the last position they folded.
    private let resting = Mutex<(workers: [FoldWorker], position: Position)?>(nil)

    /// Creates a feed.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - moment: Which events count; all of them unless the views are for an as-of question.
    ///   - limits: What bounds its memory.
    public init(
        store: any EventStore, moment: AsOf = .now(.distantFuture), limits: Limits = Limits()
    ) {
        self.limits = limits
        self.store = store
        self.moment = moment
    }

    /// Brings views up to the end of the log, or to the moment the feed is for.
    ///
    /// - Parameters:
    ///   - views: The views.
    ///   - progress: Is told after each batch how far the views are; what it throws ends the work.
    ///     Views under construction are then complete up to the events that were folded, so that
    ///     they can be gone on with.
    /// - Returns: How many events were added.
    /// - Throws: ``EventStoreError`` when the log cannot be read; what the views throw, and what
    ///   `progress` throws.
    @discardableResult
    public func bringForward(
        _ views: some ViewWriting, progress: (Position) throws -> Void = { _ in }
    ) async throws -> Int {
        let start = try views.currentPosition()
        let end = min(try await store.head().size, moment.through ?? .max)
        guard start < end else { return 0 }
        let areNew = views.isUnderConstruction
        let workers = try await workers(after: start)
        var pages = LogPages(
            store: store, after: start, through: end, eventsPerPageMax: limits.eventsPerPageMax)
        var position = start
        var writing: Task<Void, any Error>?
        var stop: (any Error)?
        while position < end, stop == nil {
            var run: [LogPages.Page] = []
            let last = position + Int64(limits.eventsPerBatchMax - limits.eventsPerPageMax)
            while position <= last, let page = try await pages.next() {
                position = page.through
                run.append(page)
            }
            try Task.checkCancellation()
            let changes = try await Self.fold(run, workers, isComplete: !areNew)
            try await writing?.value
            do { try progress(changes.after) } catch {
                guard areNew else { throw error }
                stop = error
            }
            writing = Task { try await Self.write(changes, to: views) }
        }
        // While SQLite writes the rows of some orders, those of the next ones are made.
        while areNew, let rest = try await takeWaiting(workers) {
            try await writing?.value
            writing = Task { try await Self.write(rest, to: views) }
        }
        try await writing?.value
        if let stop { throw stop }
        try progress(position)
        if !areNew { resting.withLock { $0 = (workers, end) } }
        return Int(end - start)
    }

    /// The rows of some orders that still wait for events to come; `nil` when none does.
    private func takeWaiting(_ workers: [FoldWorker]) async throws -> ViewChanges? {
        try Task.checkCancellation()
        let ordersMax = max(1, limits.waitingOrdersMax / workers.count)
        let taking = workers.map { worker in
            Task { await worker.takeWaiting(ordersMax: ordersMax) }
        }
        var changes: ViewChanges?
        for task in taking {
            guard let more = await task.value else { continue }
            if changes == nil { changes = more } else { changes?.add(more) }
        }
        return changes
    }

    /// The workers that have come to a position, or new ones.
    private func workers(after start: Position) async throws -> [FoldWorker] {
        let rested = resting.withLock { resting in
            defer { resting = nil }
            return resting
        }
        if let rested, rested.position == start { return rested.workers }
        return try await makeWorkers(after: start)
    }

    private func makeWorkers(after start: Position) async throws -> [FoldWorker] {
        let books = try await Ledger.books(in: store, through: start)
        var ledgerStreams: [StreamID: StreamName] = [:]
        for name in Streams.own {
            if let head = try await store.streamHead(name) { ledgerStreams[head.id] = name }
        }
        return (0..<Self.workersCount).map { [ledgerStreams] number in
            FoldWorker(
                share: FoldWorker.Share(
                    number: number, count: Self.workersCount,
                    ordersMax: max(2, limits.ordersInMemoryMax / Int(Self.workersCount))),
                store: store,
                moment: moment, after: start, ledgerStreams: ledgerStreams, books: books)
        }
    }

    /// Has a thread of its own.
    ///
    /// Tasks have no more threads than there are cores, and the global queues share those. While
    /// SQLite works on one of them, a worker would have to wait for its end instead of taking turns.
    private static let writerQueue = DispatchQueue(label: "views.writer")

    /// Writes on a thread of its own.
    private static func write(
        _ changes: ViewChanges, to views: some ViewWriting
    ) async throws {
        try await withCheckedThrowingContinuation { done in
            writerQueue.async {
                done.resume(with: Result { try views.write(changes) })
            }
        }
    }

    /// Folds a run of pages and gives what all workers made of it, together.
    ///
    /// They do not wait for one another before its end.
    private static func fold(
        _ run: [LogPages.Page], _ workers: [FoldWorker], isComplete: Bool
    ) async throws -> ViewChanges {
        let folding = workers.map { worker in
            Task { try await worker.fold(run, isComplete: isComplete) }
        }
        var changes = try await folding[0].value
        for task in folding.dropFirst() { changes.add(try await task.value) }
        return changes
    }
}
