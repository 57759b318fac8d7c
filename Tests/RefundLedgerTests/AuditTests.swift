import EventLog
import EventLogSQLite
import JSONText
import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

@testable import RefundLedger

/// History decided again: nothing deviates that was decided, everything that was changed does.
@Suite struct AuditTests {
    @Test(arguments: try Fixture.names(in: "Fixtures/stories"))
    func `a story that was decided does not deviate`(name: String) async throws {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        _ = try await ledger.handle(try storyActions(name))
        let found = try await audit(store)
        #expect(found.deviations.isEmpty)
        #expect(Position(found.summary.events) == (await store.head().size))
    }

    @Test(arguments: [7, 11] as [UInt64])
    func `a shop's history does not deviate`(seed: UInt64) async throws {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        _ = try await ledger.handle(try shopActions(1_500, seed: seed))
        let found = try await audit(store)
        #expect(found.deviations.isEmpty)
        #expect(found.summary.refusalsFully > 0)
        let order = try #require(
            try await store.streams(after: 0, limit: 100).lazy
                .compactMap { Streams.order(of: $0.name) }.first)
        let history = try await store.read(Streams.order(order), through: nil)
        let one = try await audit(store, order: order)
        #expect(one.deviations.isEmpty)
        #expect(one.summary.events == history.count)
    }

    @Test(arguments: Planted.all)
    func `what the rules would not have given is listed`(planted: Planted) async throws {
        let honest = MemoryEventStore()
        let ledger = Ledger(store: honest)
        try await ledger.initialize()
        _ = try await ledger.handle(try Planted.history())
        #expect(try await audit(honest).deviations.isEmpty)

        let (store, position) = try await planted.plant(in: honest)
        let found = try await audit(store)
        let first = try #require(found.deviations.first)
        #expect(first.position == position + (planted.isAdded ? 1 : 0), "\(found.deviations)")
        #expect(first.kind == planted.kind)
        let same = found.deviations.first {
            $0.position == first.position && $0.field == planted.field
                && $0.expected.description == planted.expected
        }
        #expect(same != nil, "\(found.deviations)")
        #expect(found.summary.deviations == found.deviations.count)
        #expect(found.deviations.map(\.position) == found.deviations.map(\.position).sorted())
    }

    @Test func `a signal that is missing is listed with the event it comes from`() async throws {
        let honest = MemoryEventStore()
        let ledger = Ledger(store: honest)
        try await ledger.initialize()
        _ = try await ledger.handle(try Planted.history())
        let (store, position) = try await Planted.missingSignal.plant(in: honest)
        let found = try await audit(store).deviations
        #expect(found.map(\.position) == [position - 1])
        #expect(found.map(\.kind) == [.evidenceUploaded])
        #expect(found.map(\.expected.description) == [Planted.missingSignal.expected])
    }

    @Test func `refusals are told apart by how far they can be checked`() async throws {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        _ = try await ledger.handle([
            register(), apply(),
            // The case is open: recorded.
            apply(minute: 2),
            // No reviewer may be the buyer: recorded.
            action("approve", .buyer, minute: 3, #""basis":"full""#),
            // The basis is not recorded, but some basis is not allowed.
            action("approve", .reviewer, minute: 4, #""basis":"prorata""#),
            // The text is not recorded.
            action("withdraw_application", .buyer, minute: 5, #""note":"打我手机 13800138000""#),
        ])
        let found = try await audit(store)
        #expect(found.deviations.isEmpty)
        #expect(found.summary.refusalsFully == 2)
        #expect(found.summary.refusalsPartly == 1)
        #expect(found.summary.refusalsNot == 1)
    }

    @Test func `a refusal because of a key is checked against what the key counts for`()
        async throws
    {
        let honest = MemoryEventStore()
        let ledger = Ledger(store: honest)
        try await ledger.initialize()
        let note = try action("add_note", .agent, minute: 9, key: "k", #""text_ref":"n""#)
        _ = try await ledger.handle([register(), apply(key: "k"), note])
        let found = try await audit(honest)
        #expect(found.deviations.isEmpty)
        #expect(found.summary.refusalsFully == 1)

        // The application itself was no conflict; a key nobody used is none either.
        for (key, expected) in [
            (try apply(key: "k").key, "nothing: it was recorded before"),
            (
                ActionKey(text: "other", digest: [UInt8](repeating: 0, count: 16)),
                "no key_conflict: the key was not used before"
            ),
        ] {
            let store = MemoryEventStore()
            try await Planted.copy(honest, to: store) { recorded in
                guard case .actionRefused(var refused) = recorded.event else { return [recorded] }
                var header = recorded.header
                header.key = key
                refused.key = key.map { Name($0.text) }
                return [RecordedEvent(header: header, event: refused.event)]
            }
            let planted = try await audit(store).deviations
            #expect(planted.map(\.expected.description) == [expected])
        }
    }

    @Test func `a ledger of an older version does not deviate`() async throws {
        let ledger = try TemporaryLedger(copying: "v1")
        let store = try ledger.open(.readOnly)
        #expect(try await audit(store).deviations.isEmpty)
    }

    @Test func `the program lists deviations and ends with code 1`() async throws {
        let ledger = try TemporaryLedger()
        let store = try ledger.create()
        let honest = MemoryEventStore()
        let deciding = Ledger(store: honest)
        try await deciding.initialize()
        _ = try await deciding.handle(try Planted.history())
        try await Planted.copy(honest, to: store) { [$0] }
        let run = Program(directory: ledger.path)
        let clean = try run("audit", "--json")
        #expect(clean.code == 0)
        #expect(try clean.json().map { $0["deviations"] } == [.integer(0)])

        let history = try await store.read(Streams.order("KM-2"), through: nil)
        let last = try #require(history.last)
        try await Planted.copy(honest, to: store, after: last.position - 1) { [$0] }
        try store.close()
        let result = try run("audit", "--order", "KM-2", "--json")
        #expect(result.code == 1)
        let lines = try result.json()
        #expect(lines.count == 2)
        #expect(lines.first?["order"] == .string("KM-2"))
        #expect(lines.first?["position"] == .integer(last.position + 1))
        #expect(lines.first?["rules"]?.elements.isEmpty == true)
        #expect(lines.first?["expected"] == .string("nothing: nothing was due or changed"))
        #expect(lines.last?["deviations"] == .integer(1))
        #expect(try run("audit", "--order", "KM-1").code == 0)
        #expect(try run("audit", "--order", "KM-9").code == 66)
        let chinese = try run("audit", "--lang", "zh")
        #expect(chinese.code == 1 && chinese.output.hasSuffix("发现 1 处不符。\n"))
    }

    @Test func `workers that share the orders find the same in the same order`() async throws {
        let honest = MemoryEventStore()
        let ledger = Ledger(store: honest)
        try await ledger.initialize()
        _ = try await ledger.handle(try shopActions(800, seed: 7))
        let store = MemoryEventStore()
        try await Planted.copy(
            honest, to: store, changing: Planted.verdict { $0.decider = "reviewer-0" })
        var alone = Audit(store: store)
        alone.workersCount = 1
        var (expected, found): ([AuditDeviation], [AuditDeviation]) = ([], [])
        let summary = try await alone.run { expected.append($0) }
        #expect(Set(expected.compactMap(\.order)).count > 10)
        for workers: Int64 in [2, 3] {
            // Stretches that end within decisions, which are looked at whole.
            for stretch: Position in [1, 7, 16_384] {
                var audit = Audit(store: store)
                audit.workersCount = workers
                audit.positionsPerPart = stretch
                found = []
                #expect(try await audit.run { found.append($0) } == summary)
                #expect(found == expected)
            }
        }
    }

    @Test func `a sweep over all orders under a key that was used is listed`() async throws {
        let honest = MemoryEventStore()
        let ledger = Ledger(store: honest)
        try await ledger.initialize()
        let sweeps = try ["s-1", "s-2"].map { key in
            try action("sweep", .system, minute: LedgerKeyTests.late, order: nil, key: key, "")
        }
        _ = try await ledger.handle([
            register("KM-1"), apply("KM-1"), sweeps[0],
            register("KM-2"), apply("KM-2"), sweeps[1],
        ])
        #expect(try await audit(honest).deviations.isEmpty)
        let store = MemoryEventStore()
        try await Planted.copy(honest, to: store) { recorded in
            var recorded = recorded
            if recorded.header.key?.text == "s-2" { recorded.header.key = sweeps[0].key }
            return [recorded]
        }
        let found = try await audit(store).deviations
        #expect(found.map(\.order) == ["KM-2"])
        #expect(found.map(\.expected.description) == ["nothing: the key was used before"])
    }

    @Test func `an order's own file is no other order's`() async throws {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        // The same file again in the order's second case.
        let outcomes = try await ledger.handle([
            register(), apply(), upload(minute: 2),
            action("withdraw_application", .buyer, minute: 3, ""), apply(minute: 4),
            upload(minute: 5),
        ])
        #expect(outcomes.last?.names == ["evidence_uploaded"])
        #expect(try await audit(store).deviations.isEmpty)
    }

    @Test func `another order's evidence and numbers count only from when they were there`()
        async throws
    {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        // KM-1 is first and has no signal, although KM-2 has the same file later.
        _ = try await ledger.handle([
            register("KM-1"), register("KM-2"), apply("KM-1"), apply("KM-2"),
            upload("KM-1", minute: 2), upload("KM-2", minute: 3), upload("KM-1", minute: 4),
        ])
        #expect(try await audit(store).deviations.isEmpty)
    }
}

/// The deviations of a log and what was looked at.
func audit(
    _ store: any EventStore, order: OrderID? = nil
) async throws -> (deviations: [AuditDeviation], summary: AuditSummary) {
    var deviations: [AuditDeviation] = []
    let summary = try await Audit(store: store, order: order).run { deviations.append($0) }
    return (deviations, summary)
}

/// The actions of a story, without what it expects.
func storyActions(_ name: String) throws -> [Action] {
    try Fixture.text("stories/\(name)").split(separator: "\n").compactMap { line in
        guard case .object(let members) = try JSONValue.parse(String(line)),
            members.contains(where: { $0.name == "do" })
        else { return nil }
        return try? ActionCodec.action(from: .object(members.filter { $0.name != "expect" }))
    }
}
