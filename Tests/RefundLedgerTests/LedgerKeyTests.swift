import EventLog
import LedgerTesting
import RefundDomain
import RefundLedger
import Testing
import Units

/// Idempotency keys: per order, and per ledger for actions without one (ACTIONS.md, section 2).
@Suite struct LedgerKeyTests {
    /// Minutes until every clock of a fresh application has run out.
    static let late: Int64 = 60 * 24 * 20

    @Test(arguments: Backend.allCases)
    func `a key of an order means one action, also after reopening`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        _ = try await first.handle(register())
        #expect(try await first.handle(apply(key: "k-1")).names == ["refund_applied"])
        for ledger in [first, Ledger(store: store)] {
            let again = try await ledger.handle(apply(minute: 9, key: "k-1"))
            #expect(again.events.isEmpty && again.refusal == nil)
            let text = ledger === first ? "n-1" : "n-2"
            let other = try action(
                "add_note", .agent, minute: 9, key: "k-1", #""text_ref":"\#(text)""#)
            #expect(try await ledger.handle(other).names == ["action_refused", "key_conflict"])
            #expect(try await ledger.handle(apply(minute: 9, key: "k-1")).events.isEmpty)
        }
    }

    @Test(arguments: Backend.allCases)
    func `what was refused because of its key is not refused again`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        let note = #""text_ref":"n""#
        let file = [
            try register(), try apply(key: "k"),
            try action("add_note", .agent, minute: 9, key: "k", note),
            try action("record_contact", .agent, minute: 9, key: "k", contact),
        ]
        #expect(
            try await first.handle(file).map(\.names) == [
                ["order_registered"], ["refund_applied"], ["action_refused", "key_conflict"],
                ["action_refused", "key_conflict"],
            ])
        for ledger in [first, Ledger(store: store)] {
            #expect(try await ledger.handle(file).allSatisfy { $0.names.isEmpty })
            let later = try action("add_note", .agent, minute: 10, key: "k", note)
            #expect(try await ledger.handle(later).names.isEmpty, "apart from `at` the same")
        }
        #expect(try await store.head().size == 6)
    }

    @Test(arguments: Backend.allCases)
    func `a publication and a sweep refused because of their key are not refused again`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        let file = [
            try register(), try apply(), try sweep(key: "s"), try policy("v2", key: "s"),
            try sweep(key: "s", #""client":"other""#), try policy("v3", key: "s"),
        ]
        #expect(
            try await first.handle(file).map(\.names.last) == [
                "order_registered", "refund_applied", "sla_breach_recorded", "key_conflict",
                "key_conflict", "key_conflict",
            ])
        let end = try await store.head().size
        for ledger in [first, Ledger(store: store), Ledger(store: store)] {
            for index in [3, 5, 4, 2] {
                #expect(try await ledger.handle(file[index]).names.isEmpty)
            }
        }
        #expect(try await store.head().size == end)
    }

    @Test(arguments: Backend.allCases)
    func `a key counts in its own order only`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledger = Ledger(store: store)
        #expect(try await ledger.handle(register("KM-1", key: "k")).events.count == 1)
        #expect(try await ledger.handle(register("KM-2", key: "k")).events.count == 1)
    }

    @Test(arguments: Backend.allCases)
    func `a refused action holds its key`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        #expect(
            try await first.handle(apply(key: "k")).names == ["action_refused", "unknown_order"])
        _ = try await first.handle(register())
        for ledger in [first, Ledger(store: store)] {
            let again = try await ledger.handle(apply(minute: 3, key: "k"))
            #expect(again.events.isEmpty && again.refusal == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a key of a publication means one action in the whole ledger`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        #expect(try await first.handle(policy("v2", key: "p")).names == ["policy_published"])
        for ledger in [first, Ledger(store: store)] {
            #expect(try await ledger.handle(policy("v2", minute: 2, key: "p")).events.isEmpty)
            let client = ledger === first ? #""client":"a""# : #""client":"b""#
            let other = try await ledger.handle(policy("v\(ledger === first ? 3 : 4)", key: "p"))
            #expect(other.names == ["action_refused", "key_conflict"])
            let sweep = try await ledger.handle(sweep(key: "p", client))
            #expect(sweep.names == ["action_refused", "key_conflict"])
        }
    }

    @Test(arguments: Backend.allCases)
    func `a key of a sweep over all orders means one sweep, also after reopening`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        _ = try await first.handle([register("KM-1"), apply("KM-1")])
        #expect(try await first.handle(sweep(key: "s")).names == ["sla_breach_recorded"])
        _ = try await first.handle([register("KM-2"), apply("KM-2")])
        for ledger in [first, Ledger(store: store)] {
            let again = try await ledger.handle(sweep(minute: Self.late + 5, key: "s"))
            #expect(again.events.isEmpty && again.refusal == nil)
            let client = ledger === first ? #""client":"a""# : #""client":"b""#
            let other = try await ledger.handle(sweep(key: "s", client))
            #expect(other.names == ["action_refused", "key_conflict"])
            #expect(other.order == nil)
        }
        let another = try await first.handle(sweep(minute: Self.late + 5, key: "s-2"))
        #expect(another.events.map(\.order) == ["KM-2"])
    }

    @Test(arguments: Backend.allCases)
    func `a key of the whole ledger is free in the orders its sweep has touched`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        _ = try await first.handle([register(), apply()])
        _ = try await first.handle(sweep(key: "s"))
        let note = try action(
            "add_note", .agent, minute: Self.late + 1, key: "s", #""text_ref":"n""#)
        #expect(try await first.handle(note).names == ["note_added"])
    }

    @Test(arguments: Backend.allCases)
    func `a sweep of one order does not take the ledger's key`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        _ = try await first.handle([register("KM-1"), apply("KM-1")])
        _ = try await first.handle([register("KM-2"), apply("KM-2")])
        let one = try action("sweep", .system, minute: Self.late, order: "KM-2", key: "s")
        #expect(try await first.handle(one).names == ["sla_breach_recorded"])
        #expect(try await first.handle(sweep(key: "s")).events.map(\.order) == ["KM-1"])
        let again = try await Ledger(store: store).handle(sweep(key: "s"))
        #expect(again.events.isEmpty && again.refusal == nil)
    }

    private let contact = #""medium":"phone","outcome":"reached""#

    private func policy(_ version: String, minute: Int64 = 1, key: String) throws -> Action {
        try action(
            "publish_policy", .compliance, minute: minute, order: nil, key: key,
            #""version":"\#(version)","effective_from":"2026-04-01T00:00:00Z","params":{}"#)
    }

    private func sweep(
        minute: Int64 = late, key: String, _ fields: String = ""
    ) throws -> Action {
        try action("sweep", .system, minute: minute, order: nil, key: key, fields)
    }
}
