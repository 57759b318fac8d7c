import EventLog
import LedgerTesting
import Records
import RefundDomain
import RefundLedger
import Testing
import Units

/// Every kind of event has golden files; the bytes of the past stay readable for ever.
@Suite struct GoldenEventTests {
    @Test func `every kind of event has its two golden files and there is no other`() throws {
        let files = EventKind.allCases.flatMap { ["\($0.name).hex", "\($0.name).json"] }.sorted()
        #expect(try Fixture.names(in: "Fixtures/events") == files)
    }

    @Test func `every file in Events is a kind the ledger can read`() throws {
        let files = LedgerEvent.bodies.map { "\($0).swift" }.sorted()
        #expect(try Fixture.names(in: "Sources/RefundDomain/Events") == files)
    }

    @Test func `kinds are listed in order of number, none is left out`() {
        #expect(LedgerEvent.bodies.map { $0.kind } == EventKind.allCases)
        #expect(EventKind.allCases.map(\.rawValue) == Array(1...62))
    }

    @Test func `actions are listed in order of number, none is left out`() {
        #expect(actionBodies.map { $0.name } == ActionName.allCases)
        #expect(ActionName.allCases.map(\.rawValue) == Array(1...58))
    }

    @Test(arguments: EventKind.allCases)
    func `golden bytes are read and written back unchanged`(kind: EventKind) throws {
        let entry = try GoldenEvent(kind).entry()
        #expect(entry.type == Int(kind.rawValue))
        #expect(try EventCodec.decode(entry).event.kind == kind)
        #expect(try entry.encodedAgain() == Array(entry.bytes))
    }

    @Test(arguments: EventKind.allCases)
    func `golden bytes are shown as the golden JSON`(kind: EventKind) throws {
        let golden = try GoldenEvent(kind)
        let shown = try GoldenEvent(golden.entry(), golden.order())
        #expect(shown.json == golden.json)
        #expect(shown.hex == golden.hex)
    }

    @Test func `an unknown kind of event stops the reading`() async throws {
        let entry = try await onlyEntry(.sample(1, type: 63))
        #expect(
            throws: EventStoreError.corrupted(position: 1, detail: "unknown event type number 63")
        ) { try EventCodec.decode(entry) }
        let far = try await onlyEntry(.sample(1, type: 317))
        #expect(throws: EventStoreError.self) { try EventCodec.decode(far) }
    }

    @Test func `an event without a field it must have stops the reading`() async throws {
        // A context that is a text, and a payload {1: 1}: neither is what an order was made of.
        let entry = try await onlyEntry(.sample(1, type: 1))
        #expect(throws: EventStoreError.self) { try EventCodec.decode(entry) }
    }

    private func onlyEntry(_ event: NewEvent) async throws -> Entry {
        let store = MemoryEventStore()
        try await store.append(event, to: "order-1", expecting: 0)
        return try #require(try await store.readAll(after: 0, limit: 1).first)
    }
}
