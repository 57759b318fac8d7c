import EventLog
import RefundDomain

/// Which streams a worker looks at.
struct AuditShare: Sendable {
    /// Its number, from 0.
    let number: Int64
    /// How many workers there are.
    let count: Int64
    /// The streams of policies, calendars and the ledger itself, which every worker reads.
    let ledgerStreams: [StreamID]
    /// Whether it looks at these, too, not only for what they publish.
    let auditsLedger: Bool

    func includes(_ stream: StreamID) -> Bool {
        stream % count == number || ledgerStreams.contains(stream)
    }
}

/// What a worker found in a part of the log.
struct AuditStretch: Sendable {
    var summary = AuditSummary()
    var deviations: [AuditDeviation] = []
    /// Up to where everything of its share was looked at; what may go on in the next part was not.
    var through: Position = 0
}

/// What all workers found together.
struct AuditFindings {
    private(set) var summary = AuditSummary()
    private var deviations: [AuditDeviation] = []

    /// Takes what each worker found in the same part of the log.
    ///
    /// - Returns: The deviations up to where all of them are, in order of the log; those of one
    ///   event, as they were found.
    mutating func take(_ stretches: [AuditStretch]) -> [AuditDeviation] {
        for stretch in stretches {
            summary.add(stretch.summary)
            deviations += stretch.deviations
        }
        let through = stretches.map(\.through).min() ?? 0
        let inOrder = deviations.enumerated()
            .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
            .map(\.element)
        let ready = inOrder.prefix { $0.position <= through }
        deviations = Array(inOrder.dropFirst(ready.count))
        return Array(ready)
    }
}

extension AuditSummary {
    fileprivate mutating func add(_ other: AuditSummary) {
        events += other.events
        decisions += other.decisions
        refusalsFully += other.refusalsFully
        refusalsPartly += other.refusalsPartly
        refusalsNot += other.refusalsNot
        deviations += other.deviations
    }
}

/// Looks at its share of the streams in a task of its own, one part of the log after the other.
struct AuditWorker: Sendable {
    private let parts = AsyncStream.makeStream(of: AuditPart.self)
    private let stretches = AsyncThrowingStream.makeStream(of: AuditStretch.self)
    private let start: @Sendable () -> AuditRun

    /// - Parameter start: Begins at the first event of the share.
    init(_ start: @escaping @Sendable () -> AuditRun) { self.start = start }

    /// The work, until ``end()``; every part that is given is answered.
    func work() async {
        do {
            var run = start()
            for await part in parts.stream {
                stretches.continuation.yield(try await run.look(at: part))
            }
            stretches.continuation.finish()
        } catch { stretches.continuation.finish(throwing: error) }
    }

    /// Gives it the next part.
    func look(at part: AuditPart) { parts.continuation.yield(part) }

    /// What was found in the next part that was given.
    func found() async throws -> AuditStretch {
        for try await stretch in stretches.stream { return stretch }
        throw CancellationError()
    }

    /// Gives it nothing more.
    func end() { parts.continuation.finish() }
}
