import EventLog
import RefundDomain

/// Which streams a worker looks at.
struct AuditShare: Sendable {
    /// Its number, from 0.
    let number: Int64
    /// How many workers there are.
    let count: Int64
    /// The streams of policies, calendars and the ledger itself, which every worker reads.
    let ledgerStreams: Set<StreamID>
    /// Whether it looks at these, too, not only for what they publish.
    let auditsLedger: Bool

    func includes(_ stream: StreamID) -> Bool {
        stream % count == number || ledgerStreams.contains(stream)
    }
}

/// What was found in a stretch of the log.
struct AuditStretch: Sendable {
    var summary = AuditSummary()
    var deviations: [AuditDeviation] = []

    mutating func add(_ other: AuditStretch) {
        summary.add(other.summary)
        deviations += other.deviations
    }

    /// The deviations in order of the log; those of one event, as they were found.
    var inOrder: [AuditDeviation] {
        deviations.enumerated()
            .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
            .map(\.element)
    }
}

extension AuditSummary {
    mutating func add(_ other: AuditSummary) {
        events += other.events
        decisions += other.decisions
        refusalsFully += other.refusalsFully
        refusalsPartly += other.refusalsPartly
        refusalsNot += other.refusalsNot
        deviations += other.deviations
    }
}

/// Looks at its share of the streams in a task of its own, one stretch of the log after the other.
struct AuditWorker: Sendable {
    private let ends = AsyncStream.makeStream(of: Position.self)
    private let stretches = AsyncThrowingStream.makeStream(of: AuditStretch.self)
    private let start: @Sendable () async throws -> AuditRun

    /// - Parameter start: Begins at the first event of the share.
    init(_ start: @escaping @Sendable () async throws -> AuditRun) { self.start = start }

    /// The work, until ``end()``; every stretch that is asked for is answered.
    func work() async {
        do {
            var run = try await start()
            for await end in ends.stream {
                try await run.look(through: end)
                stretches.continuation.yield(run.takeFound())
            }
            stretches.continuation.finish()
        } catch { stretches.continuation.finish(throwing: error) }
    }

    /// Asks for the next stretch, up to a position.
    func look(through end: Position) { ends.continuation.yield(end) }

    /// What was found in the stretch that was asked for.
    func found() async throws -> AuditStretch {
        for try await stretch in stretches.stream { return stretch }
        throw CancellationError()
    }

    /// Asks for nothing more.
    func end() { ends.continuation.finish() }
}
