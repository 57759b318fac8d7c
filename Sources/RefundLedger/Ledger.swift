public import EventLog
public import RefundDomain
public import Units

/// The shell around the domain: loads, decides, appends, answers.
///
/// Callers that come at the same time share one transaction and one fsync (group commit): their
/// actions wait in a queue, are decided one after the other, appended as one batch, and answered
/// when that batch is durable.
public actor Ledger {
    /// The most actions that are decided before they are made durable.
    public static let actionsPerGroupMax = 4_096

    /// How often a decision is made again because somebody else wrote first.
    static let attemptsMax = 10

    let store: any EventStore
    let now: @Sendable () -> Instant
    var cache: OrderCache
    var books = Books()
    private var waiting: [Waiting] = []
    private var isWorking = false

    private struct Waiting {
        let actions: [Action]
        let resume: CheckedContinuation<[Outcome], any Error>
    }

    /// Opens a ledger on a store that has been initialised.
    ///
    /// - Parameters:
    ///   - store: Where the events are.
    ///   - ordersInMemoryMax: How many folded orders are kept.
    ///   - now: The ledger's own clock, in UTC milliseconds; it only stamps `recorded_at`.
    public init(
        store: any EventStore, ordersInMemoryMax: Int = 20_000,
        now: @escaping @Sendable () -> Instant
    ) {
        self.store = store
        self.now = now
        cache = OrderCache(capacity: ordersInMemoryMax)
    }

    /// Records an action, whatever comes of it; returns when that is durable.
    ///
    /// - Throws: ``EventStoreError`` when the store cannot be read or written; nothing of the
    ///   action was recorded then.
    public func handle(_ action: Action) async throws -> Outcome {
        let outcomes = try await handle([action])
        return outcomes[0]
    }

    /// Records actions in order; returns when all are durable.
    ///
    /// Each action is atomic, the group is not: if the store fails, the actions that were made
    /// durable before stay.
    public func handle(_ actions: [Action]) async throws -> [Outcome] {
        guard !actions.isEmpty else { return [] }
        return try await withCheckedThrowingContinuation { continuation in
            waiting.append(Waiting(actions: actions, resume: continuation))
            guard !isWorking else { return }
            isWorking = true
            Task { await work() }
        }
    }

    /// Takes what waits, group by group, until nothing is left.
    private func work() async {
        while !waiting.isEmpty {
            var group: [Waiting] = []
            var count = 0
            while let next = waiting.first,
                count == 0 || count + next.actions.count <= Self.actionsPerGroupMax
            {
                group.append(next)
                count += next.actions.count
                waiting.removeFirst()
            }
            do {
                var outcomes = try await record(group.flatMap(\.actions))[...]
                for caller in group {
                    caller.resume.resume(returning: Array(outcomes.prefix(caller.actions.count)))
                    outcomes = outcomes.dropFirst(caller.actions.count)
                }
            } catch {
                cache.forgetAll()
                books = Books()
                for caller in group { caller.resume.resume(throwing: error) }
            }
        }
        isWorking = false
    }

    /// Decides and appends actions, in groups of bounded size.
    private func record(_ actions: [Action]) async throws -> [Outcome] {
        var outcomes: [Outcome?] = actions.map { _ in nil }
        var left = Array(actions.indices)
        var attempt = 0
        while !left.isEmpty {
            var group = DecisionGroup(head: try await store.head().size, recordedAt: now())
            try await refreshBooks()
            var rest = left[...]
            while let index = rest.first, !group.isFull {
                try await decide(actions[index], at: index, in: &group)
                rest = rest.dropFirst()
            }
            let conflicts = try await append(group, into: &outcomes)
            attempt = conflicts.isEmpty ? 0 : attempt + 1
            guard attempt < Self.attemptsMax else {
                throw EventStoreError.unavailable(
                    operation: "append",
                    detail: "others wrote first \(attempt) times in a row")
            }
            left = conflicts + rest
        }
        return outcomes.compactMap { $0 }
    }

    /// Appends what a group decided; returns the actions that must be decided again.
    private func append(
        _ group: DecisionGroup, into outcomes: inout [Outcome?]
    ) async throws -> [Int] {
        for done in group.decided where done.append == nil { outcomes[done.index] = done.outcome }
        let pending = group.decided.filter { $0.append != nil }
        let results = try await store.append(
            pending.compactMap(\.append), recordedAt: group.recordedAt)
        var conflicts: [Int] = []
        for (decided, result) in zip(pending, results) {
            switch result {
            case .appended(let first, _):
                outcomes[decided.index] = decided.outcome.moved(to: first)
            case .repeated, .keyConflict, .conflict: conflicts.append(decided.index)
            }
        }
        if !conflicts.isEmpty {
            cache.forgetAll()
            books = Books()
        }
        return conflicts
    }
}

extension Outcome {
    /// The same outcome with its events from a position on.
    func moved(to first: Position) -> Outcome {
        guard let assumed = events.first?.position, assumed != first else { return self }
        return Outcome(
            order: order,
            events: events.map {
                Event(position: $0.position - assumed + first, kind: $0.kind, order: $0.order)
            }, refusal: refusal)
    }
}
