import EventLog
import RefundDomain

/// Outcomes of actions that wait to be recorded.
public struct PendingOutcomes: Sendable {
    private let stream: AsyncThrowingStream<[Outcome], any Error>

    /// The outcomes, once all of them are durable; to be asked for once.
    ///
    /// - Throws: ``EventStoreError`` when the store cannot be read or written.
    public func outcomes() async throws -> [Outcome] {
        for try await outcomes in stream { return outcomes }
        throw CancellationError()
    }

    static func make() -> (PendingOutcomes, @Sendable (Result<[Outcome], any Error>) -> Void) {
        let (stream, continuation) = AsyncThrowingStream<[Outcome], any Error>.makeStream()
        return (
            PendingOutcomes(stream: stream),
            { result in
                continuation.yield(with: result)
                continuation.finish()
            }
        )
    }
}

/// Somebody who waits for outcomes.
struct Caller: Sendable {
    let actions: [Action]
    let answer: @Sendable (Result<[Outcome], any Error>) -> Void
}

/// A group that is being made durable, with those who wait for it.
struct PendingGroup {
    let group: DecisionGroup
    let actions: [Action]
    let callers: [Caller]
    let appending: Task<[AppendResult], any Error>
}

/// Which orders are being written to; reading them from the log must wait.
struct InFlight {
    let orders: Set<OrderID>
    let appending: Task<[AppendResult], any Error>

    /// Returns when the append has ended, however it ended.
    func hasEnded() async { _ = await appending.result }
}
