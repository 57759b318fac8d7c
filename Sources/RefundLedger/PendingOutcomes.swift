import EventLog
import RefundDomain
import Synchronization

/// Outcomes of actions that wait to be recorded.
///
/// Whoever asks is not let go when its task is cancelled: it must learn what became of its actions.
public final class PendingOutcomes: Sendable {
    private struct State {
        var result: Result<[Outcome], any Error>?
        var waiting: [CheckedContinuation<[Outcome], any Error>] = []
    }

    private let state = Mutex(State())

    init() {}

    /// The outcomes, once all of them are durable.
    ///
    /// - Throws: ``EventStoreError`` when the store cannot be read or written.
    public func outcomes() async throws -> [Outcome] {
        // Usually there for whoever did the work itself.
        if let result = state.withLock(\.result) { return try result.get() }
        return try await withCheckedThrowingContinuation { caller in
            let result = state.withLock { state in
                if state.result == nil { state.waiting.append(caller) }
                return state.result
            }
            if let result { caller.resume(with: result) }
        }
    }

    /// Tells whoever asks, now or later.
    func answer(_ result: Result<[Outcome], any Error>) {
        let waiting = state.withLock { state in
            state.result = result
            defer { state.waiting = [] }
            return state.waiting
        }
        for caller in waiting { caller.resume(with: result) }
    }
}

/// Somebody who waits for outcomes.
struct Caller: Sendable {
    let actions: [Action]
    let pending: PendingOutcomes
}

extension [Caller] {
    /// What all of them ask, in order.
    var actions: [Action] { count == 1 ? self[0].actions : flatMap(\.actions) }

    /// How many actions that are.
    var actionCount: Int { reduce(0) { $0 + $1.actions.count } }

    /// Gives each its own of all outcomes.
    func answer(_ outcomes: [Outcome]) {
        guard count > 1 else {
            first?.pending.answer(.success(outcomes))
            return
        }
        var rest = outcomes[...]
        for caller in self {
            caller.pending.answer(.success([Outcome](rest.prefix(caller.actions.count))))
            rest = rest.dropFirst(caller.actions.count)
        }
    }

    /// Tells each that nothing can be said of its actions.
    func fail(_ error: any Error) { for caller in self { caller.pending.answer(.failure(error)) } }
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
