import EventLog
import GRDB
import LedgerTesting
import Testing

@testable import EventLogSQLite

@Suite struct DamageTests {
    @Test(arguments: [
        "UPDATE segment SET root = zeroblob(32)", "DELETE FROM segment",
        "UPDATE segment SET number = 99 WHERE number = 1",
        "INSERT INTO segment SELECT 7, dictionary, root, bytes, entries FROM segment LIMIT 1",
        "INSERT OR REPLACE INTO segment SELECT * FROM segment LIMIT 1",
        "UPDATE tail SET entry = zeroblob(9)", "DELETE FROM tail",
        "DELETE FROM tail WHERE position = (SELECT max(position) FROM tail)",
        "INSERT OR REPLACE INTO tail SELECT * FROM tail LIMIT 1",
        "INSERT INTO tail SELECT max(position) + 2, entry FROM tail",
        "UPDATE tree_head SET root = zeroblob(32)", "DELETE FROM tree_head",
        "INSERT OR REPLACE INTO tree_head SELECT * FROM tree_head LIMIT 1",
        "UPDATE dictionary SET bytes = zeroblob(9)", "DELETE FROM dictionary",
        "INSERT OR REPLACE INTO dictionary SELECT * FROM dictionary",
        "UPDATE ledger SET origin = 'x'", "DELETE FROM ledger",
        "INSERT OR REPLACE INTO ledger SELECT * FROM ledger",
    ])
    func `the database itself refuses to rewrite the log`(sql: String) async throws {
        let directory = try await DamageTests.sealed.value
        #expect(throws: DatabaseError.self) { try directory.tamper(sql) }
    }

    @Test func `a stream is not taken for another one whose name the index gives it`() async throws
    {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(24, batch: 24)
        try store.close()
        try directory.damage(
            """
            UPDATE head SET name = 'x' WHERE name = 'order-1';
            UPDATE head SET name = 'order-1' WHERE name = 'order-13';
            UPDATE head SET name = 'order-13' WHERE name = 'x';
            """)
        for mode in [SQLiteEventStore.Mode.readOnly, .readWrite] {
            let store = try directory.open(mode)
            await #expect(
                throws: EventStoreError.corrupted(
                    position: 13, detail: "the index says that it begins the stream 'order-1'")
            ) { try await store.read("order-1", through: nil) }
            try store.close()
        }
    }

    /// A closed ledger of 66 segments with a dictionary and a tail, for tests that change nothing.
    private static let sealed = Task {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(66 * 256 + 9, batch: 5_000)
        #expect(try await store.statistics().dictionaries == 1)
        try store.close()
        return directory
    }

    @Test(arguments: [
        ("UPDATE segment SET entries = substr(entries, 1, length(entries) - 1)", "segment_update"),
        ("UPDATE segment SET root = zeroblob(32) WHERE number = 1", "segment_update"),
        ("UPDATE segment SET bytes = bytes - 1 WHERE number = 1", "segment_update"),
        (
            "UPDATE segment SET entries = (SELECT entries FROM segment WHERE number = 0), "
                + "bytes = (SELECT bytes FROM segment WHERE number = 0) WHERE number = 1",
            "segment_update"
        ),
        ("DELETE FROM segment WHERE number = 0", "segment_delete"),
        ("UPDATE tail SET entry = zeroblob(length(entry)) WHERE position = 513", "tail_update"),
        ("UPDATE tree_head SET root = zeroblob(32) WHERE size = 100", "tree_head_update"),
        ("DELETE FROM tree_head WHERE size = 600", "tree_head_delete"),
    ])
    func `damage is found`(sql: String, trigger: String) async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(600, batch: 100)
        try store.close()
        try directory.tamper("DROP TRIGGER \(trigger); \(sql)")

        let reader = try directory.open(.readOnly)
        let error = await #expect(throws: EventStoreError.self) { try await reader.verify() }
        #expect(isCorrupted(error), "\(String(describing: error))")
    }

    @Test func `when a ledger was created is told by its first event, which is hashed`()
        async throws
    {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(3, batch: 3)
        let recorded = try await store.readAll(after: 0, limit: 1).first?.recordedAt
        try store.close()
        try directory.tamper("DROP TRIGGER ledger_update; UPDATE ledger SET created = created + 7")
        let reader = try directory.open(.readOnly)
        #expect(try await reader.statistics().created == recorded)
    }

    @Test func `a flipped bit in a frame is found by whoever reads it`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(300, batch: 100)
        try store.close()
        try directory.tamper(
            """
            DROP TRIGGER segment_update;
            UPDATE segment SET entries = CAST(
                substr(entries, 1, 200) || x'00' || substr(entries, 202) AS BLOB)
            """)
        let reader = try directory.open(.readOnly)
        await #expect(throws: EventStoreError.self) { try await reader.readAll(after: 0, limit: 1) }
        await #expect(throws: EventStoreError.self) {
            try await reader.read("order-1", through: nil)
        }
        #expect(try await reader.readAll(after: 256, limit: 100).count == 44)
    }

    @Test(arguments: ["segment", "tail", "tree_head"])
    func `a writer does not go on upon a log that does not give its root`(
        table: String
    ) async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(300, batch: 100)
        try store.close()
        let column = table == "tail" ? "entry = x'80'" : "root = zeroblob(32)"
        try directory.tamper("DROP TRIGGER \(table)_update; UPDATE \(table) SET \(column)")
        let error = #expect(throws: EventStoreError.self) { try directory.open() }
        #expect(isCorrupted(error))
    }

    @Test func `a dictionary that was replaced is found`() async throws {
        let directory = try await DamageTests.sealed.value.copyAsIs()
        try directory.tamper("DROP TRIGGER dictionary_update; UPDATE dictionary SET bytes = x'00'")
        let store = try directory.open(.readOnly)
        #expect(try await store.readAll(after: 0, limit: 100).count == 100)
        await #expect(throws: EventStoreError.self) {
            try await store.readAll(after: 65 * 256, limit: 1)
        }
    }
}

@Suite struct RebuildTests {
    @Test func `derived tables are as the log says`() async throws {
        let store = try TemporaryDirectory().create()
        try await store.fill(2_000, batch: 300)
        let report = try await store.rebuildDerived(marks: fillMarks)
        #expect(report == RebuildReport(events: 2_000, heads: 0, marks: 0, nodes: 0))
    }

    @Test func `derived tables that were lost or changed are put right`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(2_000, batch: 300)
        let head = try await store.streamHead("order-1")
        try store.close()
        try directory.tamper(
            """
            DELETE FROM node;
            UPDATE head SET version = 3 WHERE first = 1;
            DELETE FROM head WHERE first = 13;
            DELETE FROM mark;
            INSERT INTO mark VALUES (zeroblob(16), 1)
            """)
        let reopened = try directory.open()
        let report = try await reopened.rebuildDerived(marks: fillMarks)
        #expect(report == RebuildReport(events: 2_000, heads: 3, marks: 101, nodes: 4))
        #expect(try await reopened.streamHead("order-1") == head)
        #expect(try await reopened.find(fillMark(20)) == [13])
        #expect(try await reopened.rebuildDerived(marks: fillMarks).isUnchanged)
    }
}

/// The marks that ``SQLiteEventStore/fill(_:batch:)`` gave.
@Sendable private func fillMarks(_ entry: Entry) -> [Mark] {
    (entry.position - 1) % 20 == 0 ? [fillMark(entry.position - 1)] : []
}

private func isCorrupted(_ error: EventStoreError?) -> Bool {
    if case .corrupted = error { true } else { false }
}
