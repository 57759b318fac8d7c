import EventLog
import RefundDomain
import Synchronization

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
    let end: AppendEnd

    /// Whether the append has ended, however it ended.
    var hasEnded: Bool { end.isThere }
}

/// Says that an append has ended, and rings.
final class AppendEnd: Sendable {
    private let bell: Bell
    private let ended = Atomic(false)

    init(bell: Bell) { self.bell = bell }

    var isThere: Bool { ended.load(ordering: .acquiring) }

    func note() {
        ended.store(true, ordering: .releasing)
        bell.ring()
    }
}

/// Wakes the one who waits for any of several things.
final class Bell: Sendable {
    private struct State {
        var hasRung = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Wakes who waits; without anybody, the next one does not wait.
    func ring() {
        let sleeper = state.withLock { state in
            defer { state.sleeper = nil }
            state.hasRung = state.sleeper == nil
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Returns at once if it rang since this was last called, else when it rings; for one alone.
    func hasRung() async {
        await withCheckedContinuation { sleeper in
            let isAwake = state.withLock { state in
                defer { state.hasRung = false }
                if !state.hasRung { state.sleeper = sleeper }
                return state.hasRung
            }
            if isAwake { sleeper.resume() }
        }
    }
}

/// Which orders are being written to; reading them from the log must wait.
struct InFlight {
    let orders: Set<OrderID>
    let appending: Task<[AppendResult], any Error>

    /// Returns when the append has ended, however it ended.
    func hasEnded() async { _ = await appending.result }
}
