public import EventLog
import RefundDomain

/// What came of folding every order anew.
public struct InvariantReport: Equatable, Sendable {
    /// What does not hold.
    public internal(set) var findings: [OrderFinding] = []

    /// How many more findings there are than ``findings`` has room for.
    public internal(set) var findingsLeftOut = 0

    /// The number of events that were folded.
    public internal(set) var events: Int64 = 0

    /// The number of orders.
    public internal(set) var orders: Int64 = 0

    /// The number of events that could not be folded, because they or earlier ones of their order
    /// do not read.
    public internal(set) var eventsNotFolded: Int64 = 0

    /// The most findings that are kept.
    public static let findingsMax = 100_000

    mutating func add(_ finding: OrderFinding) {
        guard findings.count < Self.findingsMax else { return findingsLeftOut += 1 }
        findings.append(finding)
    }
}

/// Folds every order anew and looks whether its money adds up and duties were kept apart.
///
/// In bounded memory, in one pass over the log; workers that share the streams fold side by side.
/// It goes on behind events that do not read.
public struct InvariantCheck: Sendable {
    /// The most orders that are kept folded, by all workers together.
    public static let ordersInMemoryMax = 48_000

    /// The most events read at a time.
    private static let eventsPerPageMax = 2_048

    /// The most events read at a time where there is damage: a segment, so that it costs no more.
    private static let eventsPerPieceMax = 256

    /// Pages between two reports of progress.
    private static let pagesPerRun = 8

    private static let workersCount: Int64 = 2

    private let store: any EventStore
    private let ordersInMemoryMax: Int

    /// Creates a check of a log.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - ordersInMemoryMax: How many orders are kept folded.
    public init(
        store: any EventStore, ordersInMemoryMax: Int = InvariantCheck.ordersInMemoryMax
    ) {
        self.store = store
        self.ordersInMemoryMax = ordersInMemoryMax
    }

    /// Checks the log as it stands.
    ///
    /// - Parameters:
    ///   - visit: Given the events that read, in order of position; what it throws ends it.
    ///   - progress: Told how many of how many events are done; what it throws ends it.
    /// - Returns: What was found.
    /// - Throws: ``EventStoreError`` when the log cannot be read at all; damage is a finding.
    public func run(
        visit: ([Entry]) throws -> Void = { _ in },
        progress: (_ done: Position, _ total: Position) throws -> Void = { _, _ in }
    ) async throws -> InvariantReport {
        let stated = try await store.head().size
        let end = try await presentEnd(stated)
        // Policies that do not read are those of the built-in one; the events are findings anyway.
        let policies = (try? await Ledger.books(in: store, through: end))?.policies
        let workers = (0..<Self.workersCount).map { number in
            InvariantWorker(
                number: number, count: Self.workersCount, policies: policies ?? PolicyBook(),
                store: store, through: end,
                ordersMax: max(2, ordersInMemoryMax / Int(Self.workersCount)))
        }
        var runs = WorkerRuns(workers) { try await $0.fold($1) }
        var damage = InvariantReport()
        var pages = LogPages(
            store: store, after: 0, through: end, eventsPerPageMax: Self.eventsPerPageMax)
        var position: Position = 0
        while position < end {
            var run: [LogPages.Page] = []
            while position < end, run.count < Self.pagesPerRun {
                run.append(try await next(&pages, after: position, through: end, &damage))
                position = run[run.count - 1].through
            }
            try await runs.start(run)
            for page in run { try visit(page.entries) }
            try progress(position, end)
        }
        for report in try await runs.end({ await $0.end() }) { damage.add(report) }
        if end < stated {
            damage.leaveOut(
                end + 1, stated - end, at: end + 1,
                "the log ends at \(end), and \(stated) events were recorded")
        }
        return damage.sorted()
    }

    /// Where the log ends in fact: what a damaged file states may be any number.
    private func presentEnd(_ stated: Position) async throws -> Position {
        guard stated > 0 else { return 0 }
        do throws(EventStoreError) {
            _ = try await store.readAll(after: stated - 1, limit: 1)
            return stated
        } catch {
            if case .cutShort(let end, _) = error { return end }
            guard error.corruption != nil else { throw error }
            return stated
        }
    }

    /// The next page; where it does not read, as much of it as reads.
    private func next(
        _ pages: inout LogPages, after position: Position, through end: Position,
        _ damage: inout InvariantReport
    ) async throws -> LogPages.Page {
        do {
            if let page = try await pages.next() { return page }
        } catch let error as EventStoreError {
            guard error.corruption != nil else { throw error }
        }
        let last = min(end, position + Int64(Self.eventsPerPageMax))
        var entries: [Entry] = []
        var next = position
        while next < last {
            let limit = min(Int64(Self.eventsPerPieceMax), last - next)
            do throws(EventStoreError) {
                entries += try await store.readAll(after: next, limit: Int(limit))
            } catch {
                guard case .corrupted(let place, let detail) = error else { throw error }
                damage.leaveOut(next + 1, limit, at: place, detail)
            }
            next += limit
        }
        return LogPages.Page(entries: entries, through: last)
    }
}

extension InvariantReport {
    /// Takes note of events that do not read.
    fileprivate mutating func leaveOut(
        _ first: Position, _ count: Int64, at place: Position, _ detail: String
    ) {
        eventsNotFolded += count
        add(
            OrderFinding(
                invariant: .readable, position: max(place, first), order: nil, detail: detail))
    }

    /// Takes in what was found in other orders.
    fileprivate mutating func add(_ other: InvariantReport) {
        events += other.events
        orders += other.orders
        eventsNotFolded += other.eventsNotFolded
        findingsLeftOut += other.findingsLeftOut
        for finding in other.findings { add(finding) }
    }

    /// The same with the findings in order of the log.
    fileprivate func sorted() -> InvariantReport {
        var sorted = self
        sorted.findings.sort { $0.position < $1.position }
        return sorted
    }
}

extension EventStoreError {
    /// What is damaged; `nil` for every other error.
    fileprivate var corruption: String? {
        if case .corrupted(_, let detail) = self { detail } else { nil }
    }
}

/// Folds and checks its share of the streams.
private actor InvariantWorker {
    private var report = InvariantReport()
    private let number: Int64
    private let count: Int64
    private let store: any EventStore
    private let invariants: OrderInvariants
    private var folds: OrderFolds
    private var decoder = EventDecoder()

    /// Creates a worker for the streams whose first positions leave its number when divided.
    init(
        number: Int64, count: Int64, policies: PolicyBook, store: any EventStore,
        through end: Position, ordersMax: Int
    ) {
        self.number = number
        self.count = count
        self.store = store
        invariants = OrderInvariants(policies: policies)
        folds = OrderFolds(store: store, moment: .position(end), capacity: ordersMax)
    }

    /// Takes the next pages of the log.
    func fold(_ run: [LogPages.Page]) async throws {
        for page in run {
            // By place: only a worker's own entries are taken out.
            for place in page.entries.indices where page.entries[place].stream % count == number {
                let entry = page.entries[place]
                // What is in memory is not awaited: that would cost as much as folding does.
                if let known = folds.known(entry) {
                    read(entry, of: known)
                } else {
                    read(entry, of: try await before(entry))
                }
            }
        }
    }

    /// What was found in its streams; forgets the orders.
    func end() -> InvariantReport {
        folds.forgetAll()
        return report
    }

    private func read(_ entry: Entry, of stream: OrderFolds.Stream) {
        switch stream {
        case .own: read(entry, into: nil)
        case .broken: report.eventsNotFolded += 1
        case .order(let folded):
            if entry.version == 1 { report.orders += 1 }
            guard folded.version + 1 == entry.version else {
                report.eventsNotFolded += 1
                return folds.give(up: entry.stream)
            }
            read(entry, into: folded)
        }
    }

    /// As ``OrderFolds/before(_:)``, which an actor cannot await on its own state.
    private func before(_ entry: Entry) async throws(EventStoreError) -> OrderFolds.Stream {
        do throws(EventStoreError) {
            let name = try await OrderFolds.name(of: entry, in: store)
            let earlier = try await store.read(name, through: entry.position - 1)
            return try folds.fold(name, earlier, as: entry.stream)
        } catch {
            guard case .corrupted = error else { throw error }
            folds.give(up: entry.stream)
            return .broken
        }
    }

    private func read(_ entry: Entry, into folded: FoldedOrder?) {
        do throws(EventStoreError) {
            let recorded = try decoder.decode(entry, withKey: false)
            report.events += 1
            guard let folded else { return }
            folded.evolve(recorded)
            invariants.check(recorded, folded.order) { invariant, detail in
                report.add(
                    OrderFinding(
                        invariant: invariant, position: entry.position,
                        order: folded.order.number, detail: detail))
            }
        } catch {
            report.eventsNotFolded += 1
            report.add(
                OrderFinding(
                    invariant: .readable, position: entry.position,
                    order: folded?.order.number,
                    detail: error.corruption ?? "\(error)"))
            if folded != nil { folds.give(up: entry.stream) }
        }
    }
}
