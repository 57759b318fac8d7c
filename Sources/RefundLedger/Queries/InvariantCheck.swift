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
/// In bounded memory, in one pass over the log; it goes on behind events that do not read.
public struct InvariantCheck: Sendable {
    /// The most events read at a time: a segment, so that damage costs no more than that.
    private static let eventsPerPageMax = 256

    private let store: any EventStore
    private let ordersInMemoryMax: Int

    /// Creates a check of a log.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - ordersInMemoryMax: How many orders are kept folded.
    public init(
        store: any EventStore, ordersInMemoryMax: Int = LogReplay.ordersInMemoryMax
    ) {
        self.store = store
        self.ordersInMemoryMax = ordersInMemoryMax
    }

    /// Checks the log as it stands.
    ///
    /// - Parameter progress: Told how many of how many events are done; what it throws ends it.
    /// - Returns: What was found.
    /// - Throws: ``EventStoreError`` when the log cannot be read at all; damage is a finding.
    public func run(
        progress: (_ done: Position, _ total: Position) throws -> Void = { _, _ in }
    ) async throws -> InvariantReport {
        let end = try await store.head().size
        var pass = InvariantPass(
            folds: OrderFolds(
                store: store, moment: .position(end), capacity: ordersInMemoryMax))
        await pass.readPolicies(store, through: end)
        var position: Position = 0
        while position < end {
            let limit = min(Int64(Self.eventsPerPageMax), end - position)
            do throws(EventStoreError) {
                for entry in try await store.readAll(after: position, limit: Int(limit)) {
                    try await pass.read(entry)
                }
            } catch {
                guard case .corrupted(let place, let detail) = error else { throw error }
                pass.leaveOut(position + 1, limit, at: place, detail)
            }
            position += limit
            try progress(position, end)
        }
        return pass.report
    }
}

extension EventStoreError {
    /// What is damaged; `nil` for every other error.
    fileprivate var corruption: String? {
        if case .corrupted(_, let detail) = self { detail } else { nil }
    }
}

/// One pass over the log.
private struct InvariantPass {
    var folds: OrderFolds
    var report = InvariantReport()
    private var invariants = OrderInvariants(policies: PolicyBook())

    init(folds: OrderFolds) { self.folds = folds }

    /// Policies that do not read are those of the built-in one; the events are findings anyway.
    mutating func readPolicies(_ store: any EventStore, through end: Position) async {
        guard let books = try? await Ledger.books(in: store, through: end) else { return }
        invariants = OrderInvariants(policies: books.policies)
    }

    /// Takes note of events that do not read.
    mutating func leaveOut(
        _ first: Position, _ count: Int64, at place: Position, _ detail: String
    ) {
        report.eventsNotFolded += count
        report.add(
            OrderFinding(
                invariant: .readable, position: max(place, first), order: nil, detail: detail))
    }

    mutating func read(_ entry: Entry) async throws(EventStoreError) {
        let stream: OrderFolds.Stream
        do throws(EventStoreError) {
            stream = try await folds.before(entry)
        } catch {
            guard case .corrupted = error else { throw error }
            folds.give(up: entry.stream)
            stream = .broken
        }
        switch stream {
        case .own: read(entry, of: nil)
        case .broken: report.eventsNotFolded += 1
        case .order(let folded):
            if entry.version == 1 { report.orders += 1 }
            guard folded.version + 1 == entry.version else {
                report.eventsNotFolded += 1
                return folds.give(up: entry.stream)
            }
            read(entry, of: folded)
        }
    }

    private mutating func read(_ entry: Entry, of folded: FoldedOrder?) {
        do throws(EventStoreError) {
            let recorded = try EventCodec.decode(entry, withKey: false)
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
