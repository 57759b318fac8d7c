import EventLog
import LedgerTesting
import RefundDomain
import Testing

@testable import RefundLedger

/// Recording has two stages: one group is decided while the one before it is made durable.
@Suite struct TwoStageTests {
    /// Holds the first append until its gate is opened.
    let store: WatchedStore
    let ledger: Ledger

    init() async throws {
        store = WatchedStore(try await Backend.memory.store().store, gateClosed: true)
        ledger = Ledger(store: store)
    }

    /// Starts an append, which waits at the gate: a small one is awaited by whoever decides, a
    /// large one is not.
    private func holdFirst(large: Bool = false) async throws -> PendingOutcomes {
        let others = large ? try registrations("KM-1") : []
        let first = ledger.enqueue([try register()] + others)
        while await !store.isSomeoneWaiting { await Task.yield() }
        return first
    }

    private func registrations(_ name: String = "KM-2") throws -> [Action] {
        try (0..<Ledger.actionsAheadMin).map { try register("\(name)-\($0)") }
    }

    /// The position behind a large first group.
    private let next = Int64(4 + Ledger.actionsAheadMin)

    @Test(.timeLimit(.minutes(1)))
    func `many actions are decided while others are made durable`() async throws {
        let first = try await holdFirst(large: true)
        let known = await store.streamsAskedAbout
        let second = ledger.enqueue(try registrations())
        while await store.streamsAskedAbout < known + Ledger.actionsAheadMin { await Task.yield() }
        #expect(await store.batches == 1)
        await store.openGate()
        let positions = try await first.outcomes().flatMap(\.events).map(\.position)
        #expect(positions == (3..<next).map { $0 })
        let later = try await second.outcomes().flatMap(\.events).map(\.position)
        #expect(later == (next..<next + Int64(Ledger.actionsAheadMin)).map { $0 })
        #expect(await store.batches == 2)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [false, true])
    func `what comes while the last group is written joins the one behind it`(
        fails: Bool
    ) async throws {
        let first = try await holdFirst(large: true)
        let count = Ledger.actionsAheadMin
        var later: [PendingOutcomes] = []
        for name in ["KM-2", "KM-3"] {
            let known = await store.streamsAskedAbout
            later.append(ledger.enqueue(try registrations(name)))
            while await store.streamsAskedAbout < known + count { await Task.yield() }
        }
        if fails { await store.failOnce() }
        await store.openGate()
        var end = Int64(2)
        if fails {
            await #expect(throws: EventStoreError.self) { try await first.outcomes() }
        } else {
            end = try await first.outcomes().last?.events.last?.position ?? 0
        }
        for pending in later {
            let positions = try await pending.outcomes().flatMap(\.events).map(\.position)
            #expect(positions == (end + 1...end + Int64(count)).map { $0 })
            end += Int64(count)
        }
        #expect(await store.batches == 2)
        #expect(try await store.head().size == end)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a few actions wait for one another and share a commit`() async throws {
        let first = try await holdFirst()
        let known = await store.streamsAskedAbout
        let next = try (0..<9).map { ledger.enqueue([try register("KM-2-\($0)")]) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(await store.streamsAskedAbout == known)
        await store.openGate()
        _ = try await first.outcomes()
        for pending in next { #expect(try await pending.outcomes()[0].events.count == 1) }
        #expect(await store.batches == 2)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a caller that was cancelled learns what became of its action, and others go on`()
        async throws
    {
        // The first caller does the work in its own task; the other one comes meanwhile.
        let first = Task { try await ledger.handle(try register()) }
        while await !store.isSomeoneWaiting { await Task.yield() }
        let second = Task { try await ledger.handle(try register("KM-2")) }
        first.cancel()
        second.cancel()
        await store.openGate()
        #expect(try await first.value.events.map(\.position) == [3])
        #expect(try await second.value.events.map(\.position) == [4])
        #expect(try await ledger.handle(try register("KM-3")).events.map(\.position) == [5])
    }

    @Test(.timeLimit(.minutes(1)))
    func `outcomes can be asked for before and after they are there`() async throws {
        let first = try await holdFirst()
        let early = Task { try await first.outcomes() }
        let earlyToo = Task { try await first.outcomes() }
        await store.openGate()
        let outcomes = try await early.value
        #expect(outcomes.flatMap(\.names) == ["order_registered"])
        #expect(try await earlyToo.value == outcomes)
        #expect(try await first.outcomes() == outcomes)
    }

    @Test(.timeLimit(.minutes(1)))
    func `what was decided upon a failed append is decided again`() async throws {
        let first = try await holdFirst(large: true)
        let known = await store.streamsAskedAbout
        // The order they are about was registered in the append that fails.
        let next = ledger.enqueue([try apply()] + (try registrations()))
        while await store.streamsAskedAbout < known + Ledger.actionsAheadMin { await Task.yield() }
        await store.failOnce()
        await store.openGate()
        await #expect(throws: EventStoreError.self) { try await first.outcomes() }
        let outcomes = try await next.outcomes()
        #expect(outcomes[0].names == ["action_refused", "unknown_order"])
        #expect(outcomes.dropFirst().allSatisfy { $0.names == ["order_registered"] })
        #expect(try await store.head().size == Int64(3 + Ledger.actionsAheadMin))
    }
}
