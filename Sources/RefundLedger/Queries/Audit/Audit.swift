public import EventLog
import Records
public import RefundDomain
public import Units

/// Decides history again: what was recorded must follow from the policy, the calendar and the
/// facts of its time.
///
/// It reads the log in order and folds every order up to before an event. From the event it reads
/// the action that must have led to it, decides that action again with the policies, calendars and
/// other orders as they were then, and compares. Where one decision made several events, deciding
/// again says how many must follow. Sweeps are decided by what was due.
///
/// What it cannot see, because it is not recorded: whether a sweep over all orders left out one
/// that had something due, and whether the digest of a key is that of the action.
///
/// Orders are decided apart from one another, and what one asks about others is answered as of the
/// event's position: so workers share the streams, and go through the log side by side.
/// The pages of the log are read once for all of them; each decodes and decides its own events.
public struct Audit: Sendable {
    /// The most folded orders in memory, of all workers together.
    static let ordersInMemoryMax = 48_000

    /// The most marks of several streams that are kept in memory; with more, each is looked up.
    static let sharedMarksMax = 262_144

    /// How many positions all workers go through before what they found is reported.
    var positionsPerPart: Position = 16_384

    var workersCount: Int64 = 2

    private let store: any EventStore
    private let order: OrderID?
    private let texts: TextOpener?

    /// Creates an audit.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - order: The only order to look at; `nil` for the whole log.
    ///   - texts: What reads sealed texts; what follows from a text that cannot be read is taken
    ///     as it was recorded.
    public init(store: any EventStore, order: OrderID? = nil, texts: TextOpener? = nil) {
        self.store = store
        self.order = order
        self.texts = texts
    }

    /// Looks at everything recorded up to now.
    ///
    /// - Parameters:
    ///   - progress: Is told the position reached and the last one, now and then; may throw to
    ///     stop.
    ///   - report: Takes each deviation, in order of the log.
    /// - Returns: What was looked at.
    /// - Throws: ``EventStoreError`` when the log cannot be read; what the two closures throw.
    public func run(
        progress: (Position, Position) throws -> Void = { _, _ in },
        report: (AuditDeviation) throws -> Void
    ) async throws -> AuditSummary {
        let end = try await store.head().size
        let shares = try await shares()
        // One order has so few marks that they are looked up.
        let shared = order == nil ? try await store.sharedMarks(atMost: Self.sharedMarksMax) : nil
        var parts = try await parts(through: end)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let workers = shares.map { share in AuditWorker { start(share, shared) } }
            defer { for worker in workers { worker.end() } }
            for worker in workers { group.addTask { await worker.work() } }
            var findings = AuditFindings()
            var ahead = try await parts.next()
            if let ahead { for worker in workers { worker.look(at: ahead) } }
            while let part = ahead {
                // One part ahead: a worker that is late for a while keeps nobody waiting.
                ahead = try await parts.next()
                if let ahead { for worker in workers { worker.look(at: ahead) } }
                var stretches: [AuditStretch] = []
                for worker in workers { stretches.append(try await worker.found()) }
                for deviation in findings.take(stretches) { try report(deviation) }
                try progress(part.through, end)
                try Task.checkCancellation()
            }
            return findings.summary
        }
    }

    private func shares() async throws -> [AuditShare] {
        var own: [StreamID] = []
        for name in Streams.own {
            if let stream = try await store.streamHead(name)?.id { own.append(stream) }
        }
        let count = order == nil ? workersCount : 1
        return (0..<count).map { number in
            AuditShare(
                number: number, count: count, ledgerStreams: own,
                auditsLedger: order == nil && number == 0)
        }
    }

    private func parts(through end: Position) async throws -> AuditParts {
        if let order { return try await AuditParts(store: store, order: order, through: end) }
        return AuditParts(store: store, positionsPerPart: positionsPerPart, through: end)
    }

    private func start(
        _ share: AuditShare, _ sharedMarks: [MarkDigest: [StreamID]]?
    ) -> AuditRun {
        AuditRun(
            share: share, store: store, texts: texts, sharedMarks: sharedMarks,
            ordersInMemoryMax: Self.ordersInMemoryMax / Int(share.count))
    }
}
