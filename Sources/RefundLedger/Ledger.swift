public import EventLog
public import RefundDomain
import Synchronization
public import Units
public import Vault

/// The shell around the domain: loads, decides, appends, answers.
///
/// Callers that come at the same time share one transaction and one fsync (group commit): their
/// actions wait in a queue, are decided one after the other, appended as one batch, and answered
/// when that batch is durable. While one batch is being made durable, the next is decided upon it.
public actor Ledger {
    /// The most actions that are decided before they are made durable.
    public static let actionsPerGroupMax = 4_096

    /// The fewest actions that are decided while others are being made durable.
    ///
    /// Fewer are decided in no time, and wait for company instead: callers that come one by one
    /// would otherwise each have a commit of their own.
    static let actionsAheadMin = 256

    /// The most events that are appended in the task that decided them.
    ///
    /// A task of its own would be two changes of threads, which take as long as the rest. More
    /// events are worth it, because the next group is decided meanwhile.
    static let eventsAtOnceMax = 256

    /// How often a decision is made again because somebody else wrote first.
    static let attemptsMax = 10

    let store: any EventStore
    let now: @Sendable () -> Instant
    /// Seals texts; `nil` in a ledger whose texts are plain.
    let sealing: TextSealing?
    var cache: RecentOrders<OrderID, CachedOrder>
    var books = Books()

    /// The last position this ledger wrote or saw; when the log has moved on, somebody else wrote.
    private var knownEnd: Position = 0

    /// What is being made durable while the next group is decided.
    var inFlight: InFlight?

    private let queue = Mutex(Queue())

    /// Rung when a caller comes and when an append has ended.
    private let bell = Bell()

    private struct Queue {
        var waiting: [Caller] = []
        var isWorking = false
    }

    /// Opens a ledger on a store that has been initialised.
    ///
    /// - Parameters:
    ///   - store: Where the events are.
    ///   - vault: The keys that its texts are sealed with; only a ledger from before texts were
    ///     sealed has none.
    ///   - evidence: The files of evidence, which are removed when they are erased.
    ///   - ordersInMemoryMax: How many folded orders are kept.
    ///   - now: The ledger's own clock, in UTC milliseconds; it only stamps `recorded_at`.
    public init(
        store: any EventStore, vault: Vault? = nil, evidence: EvidenceStore? = nil,
        ordersInMemoryMax: Int = 28_000,
        now: @escaping @Sendable () -> Instant
    ) {
        self.store = store
        sealing = vault.map { TextSealing(vault: $0, evidence: evidence) }
        self.now = now
        cache = RecentOrders(capacity: ordersInMemoryMax)
    }

    /// Records an action, whatever comes of it; returns when that is durable.
    ///
    /// - Throws: ``EventStoreError`` when the store cannot be read or written; nothing of the
    ///   action was recorded then.
    public nonisolated func handle(_ action: Action) async throws -> Outcome {
        try await handle([action])[0]
    }

    /// Records actions in order; returns when all are durable.
    ///
    /// Each action is atomic, the group is not: if the store fails, the actions that were made
    /// durable before stay.
    public nonisolated func handle(_ actions: [Action]) async throws -> [Outcome] {
        let (pending, mustStart) = place(actions)
        // Whoever finds nobody at work does it in its own task: the first group needs no other one
        // to be woken, and its caller neither.
        if mustStart { await workOnce() }
        return try await pending.outcomes()
    }

    /// Puts actions behind those that wait already; what comes of them can be asked for later.
    ///
    /// A caller with many actions keeps the ledger busy by enqueueing the next ones before it
    /// asks for the outcomes of the last.
    public nonisolated func enqueue(_ actions: [Action]) -> PendingOutcomes {
        let (pending, mustStart) = place(actions)
        if mustStart { Task { await work() } }
        return pending
    }

    /// Puts actions behind those that wait; tells whether the caller must see to the work, because
    /// nobody is at it.
    private nonisolated func place(
        _ actions: [Action]
    ) -> (pending: PendingOutcomes, mustStart: Bool) {
        let pending = PendingOutcomes()
        guard !actions.isEmpty else {
            pending.answer(.success([]))
            return (pending, false)
        }
        let mustStart = queue.withLock { queue in
            queue.waiting.append(Caller(actions: actions, pending: pending))
            defer { queue.isWorking = true }
            return !queue.isWorking
        }
        if !mustStart { bell.ring() }
        return (pending, mustStart)
    }

    /// Takes one group in the task of the caller that came first; what came meanwhile goes on in a
    /// task of its own, so that this caller waits for nobody else's actions.
    private func workOnce() async {
        var last: PendingGroup?
        if let callers = takeWaiting(atLeast: 1) { last = await advance(callers, behind: nil) }
        guard last != nil || !rest() else { return }
        Task { [last] in await work(behind: last) }
    }

    /// Takes what waits, group by group, until nothing is left.
    ///
    /// Two stages, one group in each: while a group is hashed, compressed and written in a task of
    /// its own, the next one is decided, sealed and encoded here.
    private func work(behind started: PendingGroup? = nil) async {
        var last = started
        while true {
            if let ended = last, ended.hasEnded {
                last = nil
                await finish(ended)
            } else if let callers = takeWaiting(atLeast: last == nil ? 1 : Self.actionsAheadMin) {
                last = await advance(callers, behind: last)
                // Whoever was answered stands in line before this, and may have a next action.
                if last == nil { await Task.yield() }
            } else if last != nil {
                await bell.hasRung()
            } else if rest() {
                return
            }
        }
    }

    /// Ends the work unless somebody waits; answers whether it did.
    private nonisolated func rest() -> Bool {
        queue.withLock { queue in
            queue.isWorking = !queue.waiting.isEmpty
            return !queue.isWorking
        }
    }

    /// The next callers, as many as fit into a group; `nil` when fewer actions wait than wanted.
    private func takeWaiting(atLeast wanted: Int) -> [Caller]? {
        queue.withLock { queue in
            var (count, callers) = (0, 0)
            for caller in queue.waiting {
                guard callers == 0 || count + caller.actions.count <= Self.actionsPerGroupMax
                else { break }
                count += caller.actions.count
                callers += 1
            }
            guard count >= wanted else { return nil }
            let taken = Array(queue.waiting.prefix(callers))
            queue.waiting.removeFirst(callers)
            return taken
        }
    }

    /// Decides a group upon the one that is being made durable, and starts to append it.
    private func advance(_ first: [Caller], behind last: PendingGroup?) async -> PendingGroup? {
        var callers = first
        var actions = first.actions
        var group: DecisionGroup?
        var last = last
        if let erasing = last, erasing.group.hasErasure {
            // What comes next must find the keys gone.
            await finish(erasing)
            last = nil
        }
        do {
            group = try await newGroup(behind: last?.group, for: actions.count)
            try await decideAll(actions[...], in: &group)
            // Until the last group is written, this one takes in what comes meanwhile.
            while let last, !last.hasEnded, group?.hasRoom == true {
                guard let more = takeWaiting(atLeast: Self.actionsAheadMin) else {
                    await bell.hasRung()
                    continue
                }
                callers += more
                actions += more.actions
                try await decideAll(actions.suffix(more.actionCount), in: &group)
            }
        } catch {
            forget()
            if let last { await finish(last) }
            callers.fail(error)
            return nil
        }
        if let last, await !finish(last) { group = nil }
        guard let group else {
            // Too much for one group, or decided upon what did not come to be: one by one.
            forget()
            do { callers.answer(try await record(actions)) } catch {
                forget()
                callers.fail(error)
            }
            return nil
        }
        if group.end - group.start <= Self.eventsAtOnceMax {
            await finish(actions, callers, group) { try await group.append(to: store) }
            return nil
        }
        return start(group, actions, callers)
    }

    /// Decides further actions of a group; it becomes `nil` when they are too much for it.
    private func decideAll(
        _ actions: ArraySlice<Action>, in group: inout DecisionGroup?
    ) async throws {
        // Taken out, so that only one holds it and nothing is copied.
        guard var open = group.take() else { return }
        try await prepare(actions, in: &open)
        for index in actions.indices {
            guard !open.isFull else { return }
            try await decide(actions[index], at: index, in: &open)
        }
        group = open
    }

    /// A group behind the end of the log; what was remembered is forgotten if another one wrote.
    private func newGroup(
        behind last: DecisionGroup?, for actionCount: Int
    ) async throws -> DecisionGroup {
        var head = last?.end ?? 0
        if last == nil {
            head = try await store.head().size
            if head != knownEnd { forget() }
            knownEnd = head
        }
        try await refreshBooks()
        return DecisionGroup(
            head: head, recordedAt: now(), behind: last, sealing: sealing, actions: actionCount)
    }

    private func start(
        _ group: DecisionGroup, _ actions: [Action], _ callers: [Caller]
    ) -> PendingGroup {
        let end = AppendEnd(bell: bell)
        let appending = Task<[AppendResult], any Error> { [store] in
            defer { end.note() }
            return try await group.append(to: store)
        }
        inFlight = InFlight(orders: group.ordersWritten, appending: appending)
        return PendingGroup(
            group: group, actions: actions, callers: callers, appending: appending, end: end)
    }

    /// Answers the callers of a group when it is durable.
    ///
    /// - Returns: Whether everything came to be as the next group assumed.
    @discardableResult
    private func finish(_ pending: PendingGroup) async -> Bool {
        await finish(pending.actions, pending.callers, pending.group) {
            try await pending.appending.value
        }
    }

    @discardableResult
    private func finish(
        _ actions: [Action], _ callers: [Caller], _ group: DecisionGroup,
        results: nonisolated(nonsending) () async throws -> [AppendResult]
    ) async -> Bool {
        var outcomes = [Outcome?](repeating: nil, count: actions.count)
        do {
            let results = try await results()
            inFlight = nil
            let conflicts = take(results, of: group, into: &outcomes)
            for index in conflicts { outcomes[index] = try await record([actions[index]])[0] }
            callers.answer(outcomes.compactMap { $0 })
            return conflicts.isEmpty
        } catch {
            inFlight = nil
            forget()
            callers.fail(error)
            return false
        }
    }

    /// Forgets what was decided but perhaps not recorded; it is read again from the log.
    private func forget() {
        cache.removeAll()
        books = Books()
    }

    /// Decides and appends actions, in groups of bounded size, with nothing in flight.
    private func record(_ actions: [Action]) async throws -> [Outcome] {
        var outcomes: [Outcome?] = actions.map { _ in nil }
        var left = Array(actions.indices)
        var attempt = 0
        while !left.isEmpty {
            var group = try await newGroup(behind: nil, for: left.count)
            var rest = left[...]
            while let index = rest.first, !group.isFull {
                try await decide(actions[index], at: index, in: &group)
                rest = rest.dropFirst()
            }
            let results = try await group.append(to: store)
            let conflicts = take(results, of: group, into: &outcomes)
            attempt = conflicts.isEmpty ? 0 : attempt + 1
            guard attempt < Self.attemptsMax else {
                throw EventStoreError.unavailable(
                    operation: "append",
                    detail: "others wrote first \(attempt) times in a row")
            }
            // Whoever writes on without a pause would be first every time; it gets ever more of one.
            if attempt > 0 { try? await Task.sleep(for: .milliseconds(1 << min(attempt, 6))) }
            left = conflicts + rest
        }
        return outcomes.compactMap { $0 }
    }

    /// Takes note of what came of a group; returns the actions that must be decided again.
    private func take(
        _ results: [AppendResult], of group: DecisionGroup, into outcomes: inout [Outcome?]
    ) -> [Int] {
        let conflicts = group.settle(results) { outcomes[$0] = $1 }
        if conflicts.isEmpty { knownEnd = group.end } else { forget() }
        return conflicts
    }
}
