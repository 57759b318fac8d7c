import EventLog
import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

@testable import RefundLedger

/// The shell: it loads, decides, appends and answers, whatever holds the log.
@Suite struct LedgerTests {
    @Test(arguments: Backend.allCases)
    func `what the rules forbid is recorded, too`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledger = Ledger(store: store)
        _ = try await ledger.handle(register())
        let outcome = try await ledger.handle(action("approve", .finance, #""basis":"full""#))
        #expect(outcome.names == ["action_refused", "role_not_allowed"])
        #expect(outcome.events.map(\.position) == [4])
        #expect(try await store.kinds() == ["order_registered", "action_refused"])
    }

    @Test(arguments: Backend.allCases)
    func `an order nobody knows is refused under its number and can come later`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledger = Ledger(store: store)
        #expect(try await ledger.handle(apply()).names == ["action_refused", "unknown_order"])
        #expect(try await ledger.handle(register()).names == ["order_registered"])
        #expect(try await ledger.handle(apply()).names == ["refund_applied"])
        #expect(try await store.streamHead("order-KM-1")?.version == 3)
    }

    @Test(arguments: Backend.allCases)
    func `what is already so is not recorded again`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledger = Ledger(store: store)
        _ = try await ledger.handle(register())
        let again = try await ledger.handle(register(minute: 5))
        #expect(again.events.isEmpty && again.refusal == nil)
        let state = try action("change_order_state", .system, #""to":"completed""#)
        #expect(try await ledger.handle(state).events.isEmpty)
        #expect(try await store.head().size == 3)
    }

    @Test(arguments: Backend.allCases)
    func `outcomes come in the order of the actions`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let outcomes = try await Ledger(store: store).handle([
            register("KM-1"), register("KM-1"), apply("KM-2"), register("KM-3"), apply("KM-1"),
        ])
        #expect(outcomes.map(\.order) == ["KM-1", "KM-1", "KM-2", "KM-3", "KM-1"])
        #expect(outcomes.map { $0.events.map(\.position) } == [[3], [], [4], [5], [6]])
        #expect(try await Ledger(store: store).handle([]).isEmpty)
    }

    @Test(arguments: Backend.allCases)
    func `an order that fell out of memory is folded again`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledger = Ledger(store: store, ordersInMemoryMax: 2)
        let orders = (1...9).map { "KM-\($0)" }
        _ = try await ledger.handle(orders.map { try register($0) })
        let outcomes = try await ledger.handle(orders.map { try apply($0) })
        #expect(outcomes.allSatisfy { $0.names == ["refund_applied"] })
        #expect(outcomes.map { $0.events[0].position } == Array(12...20))
    }

    /// Actions about the whole ledger may come by any way (ACTIONS.md, section 2).
    @Test(arguments: Backend.allCases)
    func `a sweep over all orders counts by whichever way it comes`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledger = Ledger(store: store)
        _ = try await ledger.handle([register("KM-1"), register("KM-2"), apply("KM-1")])
        let late = LedgerKeyTests.late
        let one = try action("sweep", .system, minute: late, #""via":"phone""#)
        #expect(try await ledger.handle(one).names == ["action_refused", "unofficial_channel"])
        let all = try action("sweep", .system, minute: late, order: nil, #""via":"phone""#)
        let outcome = try await ledger.handle(all)
        #expect(Set(outcome.names) == ["sla_breach_recorded"])
        let entries = try await store.read("order-KM-1", through: nil)
        let last = try EventCodec.decode(try #require(entries.last))
        #expect(last.header.context.via == .phone)
        #expect(try await audit(store).deviations.isEmpty)
    }

    /// Unicode calls these equal; SQLite, and every hash, does not.
    @Test(arguments: Backend.allCases)
    func `names that merely look alike are two, in memory as on disk`(
        backend: Backend
    ) async throws {
        let (composed, combining) = ("caf\u{E9}", "cafe\u{301}")
        try #require(composed == combining)
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledger = Ledger(store: store)
        let orders = try await ledger.handle([composed, combining].map { try register($0) })
        #expect(orders.map(\.names) == [["order_registered"], ["order_registered"]])
        let note = #""text_ref":"n""#
        let notes = try [composed, combining].map {
            try action("add_note", .agent, minute: 9, order: composed, key: $0, note)
        }
        let outcomes = try await ledger.handle(notes)
        #expect(outcomes.map(\.names) == [["note_added"], ["note_added"]])
        let again = try await Ledger(store: store).handle(notes)
        #expect(again.allSatisfy { $0.events.isEmpty && $0.refusal == nil })
    }

    @Test func `callers that come together share one commit`() async throws {
        let (base, keep) = try await Backend.sqlite.store()
        defer { withExtendedLifetime(keep) {} }
        let store = WatchedStore(base, gateClosed: true)
        let ledger = Ledger(store: store)
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for number in 0..<40 {
                group.addTask { try await ledger.handle(register("KM-\(number)")) }
            }
            while await !store.isSomeoneWaiting { await Task.yield() }
            try await Task.sleep(for: .milliseconds(100))
            await store.openGate()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.flatMap { $0.events.map(\.position) }.sorted() == Array(3...42))
        #expect(await store.batches <= 4)
        for outcome in outcomes {
            let order = try #require(outcome.order)
            let stream = try await base.streamHead(Streams.order(order))
            #expect(stream?.id == outcome.events.first?.position)
        }
    }

    @Test func `many actions are appended in groups of bounded size`() async throws {
        let store = WatchedStore(try await Backend.memory.store().store)
        var action = try action("change_order_state", .system, #""to":"unused""#)
        let count = DecisionGroup.eventsMax + 500
        let actions = (1...count).map { number in
            action.order = OrderID("KM-\(number % 5_000)")
            return action
        }
        let outcomes = try await Ledger(store: store).handle(actions)
        #expect(outcomes.map { $0.events.first?.position } == (1...Int64(count)).map { $0 + 2 })
        #expect(await store.eventsInLargestBatch == DecisionGroup.eventsMax)
        #expect(await store.batches == 2)
    }

    @Test(arguments: Backend.allCases)
    func `a failed append leaves nothing behind, in the log or in memory`(
        backend: Backend
    ) async throws {
        let (base, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let store = WatchedStore(base)
        let ledger = Ledger(store: store)
        _ = try await ledger.handle(register())
        await store.failOnce()
        await #expect(throws: EventStoreError.self) {
            _ = try await ledger.handle(apply(key: "k-1"))
        }
        #expect(try await store.head().size == 3)
        #expect(try await ledger.handle(apply(key: "k-1")).names == ["refund_applied"])
    }

    @Test(arguments: Backend.allCases)
    func `a ledger is initialised once`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        await #expect(throws: EventStoreError.self) {
            try await Ledger(store: store).initialize()
        }
        #expect(try await store.head().size == 2)
        let kinds = try await store.readAll(after: 0, limit: 9).map {
            try EventCodec.decode($0).event.kind
        }
        #expect(kinds == [.policyPublished, .calendarPublished])
    }
}
