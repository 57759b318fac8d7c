import EventLog
import LedgerTesting
import RefundDomain
import RefundLedger
import Testing
import Units

/// Two ledgers on one log: whoever was overtaken decides again on what the other wrote.
@Suite struct OvertakenLedgerTests {
    @Test(arguments: Backend.allCases)
    func `an overtaken writer decides again`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let (one, other) = (Ledger(store: store), Ledger(store: store))
        _ = try await one.handle([register(), apply()])
        _ = try await other.handle(action("withdraw_application", .buyer, minute: 2))
        let late = try await one.handle(approve(minute: 3))
        #expect(late.names == ["action_refused", "wrong_status"])
        #expect(late.events.map(\.position) == [6])
    }

    @Test(arguments: Backend.allCases)
    func `an overtaken writer takes the same action for a repeat`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let (one, other) = (Ledger(store: store), Ledger(store: store))
        _ = try await one.handle(register())
        _ = try await other.handle(apply(key: "k"))
        let again = try await one.handle(apply(key: "k"))
        #expect(again.events.isEmpty && again.refusal == nil)
        #expect(try await store.head().size == 4)
    }

    @Test(arguments: Backend.allCases)
    func `two ledgers on one log lose nothing and double nothing`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledgers = [Ledger(store: store), Ledger(store: store)]
        _ = try await ledgers[0].handle(register())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (side, ledger) in ledgers.enumerated() {
                group.addTask {
                    for number in 0..<20 {
                        _ = try await ledger.handle(
                            action("add_note", .agent, #""text_ref":"n-\#(side)-\#(number)""#))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.kinds().count { $0 == "note_added" } == 40)
        #expect(try await store.streamHead("order-KM-1")?.version == 41)
    }

    @Test func `a policy that another writer published counts`() async throws {
        let store = try await Backend.memory.store().store
        let (one, other) = (Ledger(store: store), Ledger(store: store))
        _ = try await one.handle(register())
        let from = Sample.paidAt.adding(minutes: 1).shanghaiText
        _ = try await other.handle(
            action(
                "publish_policy", .compliance, minute: 1, order: nil,
                #""version":"v2","effective_from":"\#(from)","params":{"window_hours":24}"#))
        let late = try await one.handle(apply(minute: 60 * 30))
        #expect(late.names == ["action_refused", "window_expired"])
    }

    @Test func `what another writer changed is not taken for already so`() async throws {
        let store = try await Backend.memory.store().store
        let (one, other) = (Ledger(store: store), Ledger(store: store))
        _ = try await one.handle(register())
        _ = try await other.handle(
            action("change_order_state", .system, minute: 1, #""to":"closed""#))
        let back = try action("change_order_state", .system, minute: 2, #""to":"completed""#)
        let names = try await one.handle(back).names
        #expect(names == ["order_state_changed"])
    }
}
