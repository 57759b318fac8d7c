import EventLog
import EventLogSQLite
import JSONText
import LedgerTesting
import MerkleTree
import RefundDomain
import RefundLedger
import Testing
import Units

/// An export of a whole log makes the same log again, entry for entry.
@Suite struct ImportTests {
    @Test(arguments: OldLedgerTests.names)
    func `a ledger of an earlier version comes back with its root`(name: String) async throws {
        let directory = try TemporaryLedger(copying: name)
        let store = try directory.open(.readOnly)
        let lines = try await Self.lines(of: store, origin: "ledger.example/v1")
        let copy = MemoryEventStore()
        let head = try await Self.import(lines, into: copy)
        #expect(head == (try await store.head()))
    }

    @Test func `what differs in kind comes back: keys, refusals, policies, signals, notes`()
        async throws
    {
        let store = try await Backend.memory.store().store
        var clock = Sample.paidAt
        for (index, action) in try shopActions(600).enumerated() {
            // Each in a batch of its own, at an instant of its own.
            clock = clock.adding(milliseconds: Int64(index % 5 - 1))
            _ = try await Ledger(store: store) { [clock] in clock }.handle([action])
        }
        _ = try await Ledger(store: store).handle([
            register("KM/中文 1", key: "键/1"), register("KM/中文 1", minute: 1, key: "x"),
            action(
                "raise_risk_signal", .compliance, order: "KM/中文 1",
                #""signal":"s","inputs":{"b":1.50,"a":[],"c":{"z":null}}"#),
            InvariantCheckTests.strict,
            // Its deadlines lie behind the last year that can be given.
            parse(
                line("register_order", .system, order: "KM-9999", registrationFields)
                    .replacing("2026-03-02T09:00:00", with: "9999-12-31T09:00:00")),
            parse(
                line("apply_refund", .buyer, order: "KM-9999", #""reason":"not_delivered""#)
                    .replacing("2026-03-02T09:00:00", with: "9999-12-31T10:00:00")),
        ])
        let lines = try await Self.lines(of: store)
        #expect(lines.contains { $0.contains("T00:00:00+08:00") })
        #expect(lines.contains { $0.contains(#""10000-01-"#) })
        let copy = MemoryEventStore()
        _ = try await Self.import(lines, into: copy)
        let (old, new) = (
            try await store.readAll(after: 0, limit: 65_536),
            try await copy.readAll(after: 0, limit: 65_536)
        )
        #expect(old.map { Array($0.bytes) } == new.map { Array($0.bytes) })
        #expect(try await Self.lines(of: copy) == lines)
        // Marks came along: the same evidence and refund numbers are found.
        let marks = try old.flatMap { try EventCodec.marks(of: $0) }
        #expect(marks.count > 20)
        for mark in marks {
            let found = await copy.find(mark)
            #expect(found == (try await store.find(mark)))
        }
    }

    @Test func `a log of several groups comes back in order`() async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle(shopActions(200))
        let watched = WatchedStore(MemoryEventStore())
        let head = try await Self.import(
            try await Self.lines(of: store), into: watched, eventsPerGroupMax: 100)
        #expect(head == (try await store.head()))
        #expect(await watched.batches == Int(head.size + 99) / 100)
        #expect(await watched.eventsInLargestBatch == 100)
    }

    /// A line is changed, and must be named with the field that does not fit.
    @Test(arguments: [
        (5, #""position":5"#, #""position":6"#, "position"),
        (5, #""version":2"#, #""version":3"#, "version"),
        (5, #""previous":4"#, #""previous":3"#, "previous"),
        (5, #""type":"refund_applied""#, #""type":"danced""#, "type"),
        (5, #""order":"KM-1""#, #""ordre":"KM-1""#, "ordre"),
        (5, #""recorded_at":""#, #""recorded_at":"x"#, "recorded_at"),
        (5, #""reason_code":"not_delivered""#, #""reason_code":"bored""#, "payload.reason_code"),
        (5, #""requested_fen":10000"#, #""requested_fen":"10000""#, "payload.requested_fen"),
        (5, #""role":"buyer""#, #""role":"queen""#, "context.role"),
        (5, #""policy""#, #""politics""#, "context.policy"),
        (5, #""key_digest":""#, #""key_digest":"zz"#, "key_digest"),
        (1, #""export":1"#, #""export":2"#, "log.export"),
        (1, #""log":"#, #""lag":"#, "log"),
        (1, #""complete":true"#, #""complete":false"#, "log.complete"),
        (1, #""root":"ab"#, #""root":"ab"#, "log.root"),
        (4, #""paid_fen":10000,"guaranteed"#, #""paid_fen":9999,"guaranteed"#, "log.root"),
    ])
    func `a line that is not as it was exported is named`(
        number: Int, old: String, new: String, field: String
    ) async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle([
            register("KM-0"), register(), apply(key: "k"), apply("KM-0", minute: 2),
        ])
        var lines = try await Self.lines(
            of: store, root: field == "log.root" && number == 1 ? Digest.sha256([1]) : nil)
        let changed = lines[number - 1].replacing(old, with: new)
        #expect(changed != lines[number - 1] || number == 1)
        lines[number - 1] = changed
        let error = await #expect(throws: InputError.self) {
            try await Self.import(lines, into: MemoryEventStore())
        }
        #expect(error?.field == field, "\(String(describing: error))")
        #expect(error?.line == (field.hasPrefix("log") ? 1 : number))
    }

    @Test func `an export that ends too early is refused, and so is a log with events`()
        async throws
    {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle([register(), apply()])
        let lines = try await Self.lines(of: store)
        let error = await #expect(throws: InputError.self) {
            try await Self.import(lines.dropLast(), into: MemoryEventStore())
        }
        #expect(error?.expected == "4 events in all" && error?.line == 3)
        await #expect(throws: EventStoreError.self) { try await Self.import(lines, into: store) }
    }

    static func lines(
        of store: any EventStore, origin: String = "ledger.example/test", root: Digest? = nil
    ) async throws -> [String] {
        let head = try await store.head()
        var header: ExportHeader? = ExportHeader(
            origin: origin, created: .sample, size: head.size, root: root ?? head.root,
            isComplete: true)
        var lines: [String] = []
        try await LogReplay(store: store).run(folding: false) { event in
            var writer = JSONWriter()
            #expect(ExportedEvent.write(event, header: header, to: &writer))
            header = nil
            lines.append(String(decoding: writer.bytes, as: UTF8.self))
        }
        return lines
    }

    @discardableResult
    static func `import`(
        _ lines: some Collection<String>, into store: any EventStore,
        eventsPerGroupMax: Int = LogImport.eventsPerGroupMax
    ) async throws -> LogHead {
        let first = Array((lines.first ?? "").utf8)[...]
        func inLine<Value>(
            _ line: Int, _ read: () throws(InputError) -> Value
        ) throws(InputError) -> Value {
            do throws(InputError) { return try read() } catch { throw error.inLine(line) }
        }
        let header = try inLine(1) { () throws(InputError) in try ExportHeader(line: first) }
        var log = try await LogImport(
            into: store, header: header, eventsPerGroupMax: eventsPerGroupMax)
        for (index, line) in lines.enumerated() {
            let event = try inLine(index + 1) { () throws(InputError) in
                try ExportedEvent(line: Array(line.utf8)[...])
            }
            try await log.add(event, line: index + 1)
        }
        return try await log.finish()
    }
}
