import EventLog
import GRDB
import LedgerTesting
import Testing
import Wording

@testable import EventLogSQLite

/// `verify` names everything that is wrong with a file, and goes on behind damage.
@Suite struct VerificationTests {
    /// What is done to a sound ledger of 1,500 events (five segments, a tail from 1,281 on, an
    /// append at every hundredth event), and what must be found.
    struct Damage: CustomTestStringConvertible, Sendable {
        let sql: String
        let parts: [LogFinding.Part]
        var segments: [Int64] = []
        var position: Position?
        var events: Position = 1_500

        var testDescription: String { sql }
    }

    @Test func `a sound ledger has no findings`() async throws {
        let directory = try await Self.sound.value
        let store = try directory.open(.readOnly)
        let report = try await store.verify(marks: verifyMarks)
        #expect(report.findings == [])
        #expect(report.isComplete && report.events == 1_500 && report.segments == 5)
        #expect(report.head == (try await store.head()))
        for (heads, marks) in [(1, 1), (2, 1_000), (1_000, 3), (40, 40)] {
            let limits = DerivedTables.Limits(headsMax: heads, marksMax: marks)
            #expect(try await store.verify(marks: verifyMarks, limits: limits).findings == [])
        }
        #expect(report.treeHeads == 15 && report.treeHeadsUnchecked == 0)
        let bytes = try await store.readAll(after: 0, limit: 1_500).reduce(0) {
            $0 + $1.bytes.count
        }
        #expect(report.entryBytes == Int64(bytes))
        #expect(report.fileBytes > 50_000)
    }

    @Test(arguments: [
        Damage(
            sql: flip("entries", of: "segment", at: 300) + " WHERE number = 2", parts: [.segment],
            segments: [2], position: 513, events: 1_500 - 256),
        Damage(
            sql: "UPDATE segment SET entries = substr(entries, 1, 99) WHERE number IN (0, 3)",
            parts: [.segment, .segment], segments: [0, 3], position: 1, events: 1_500 - 512),
        Damage(
            sql: "UPDATE segment SET root = zeroblob(32) WHERE number = 1", parts: [.segment],
            segments: [1], position: 257),
        Damage(
            sql: """
                CREATE TEMP TABLE old AS SELECT * FROM segment;
                UPDATE segment SET (entries, bytes, root) = (SELECT entries, bytes, root FROM old
                    WHERE old.number = 7 - segment.number) WHERE number IN (3, 4)
                """, parts: [.chain, .head, .mark, .node, .segment, .treeHead], segments: [3, 4],
            position: 769),
        Damage(
            sql: "DELETE FROM segment WHERE number = 1", parts: [.segment], segments: [1],
            position: 257, events: 1_500 - 256),
        Damage(
            sql: "DELETE FROM segment WHERE number = 4", parts: [.tail], position: 1_025,
            events: 1_500 - 256),
        Damage(
            sql: flip("entry", of: "tail", at: 9) + " WHERE position = 1290",
            parts: [.tail, .treeHead], position: 1_290),
        Damage(
            sql: "UPDATE tail SET entry = x'80' WHERE position = 1290", parts: [.tail, .treeHead],
            position: 1_290),
        Damage(
            sql: "DELETE FROM tail WHERE position = 1290", parts: [.tail], position: 1_290,
            events: 1_499),
        Damage(
            sql: "DELETE FROM tail WHERE position > 1450", parts: [.tail], position: 1_451,
            events: 1_450),
        Damage(
            sql: "UPDATE tree_head SET root = zeroblob(32) WHERE size = 600", parts: [.treeHead],
            position: 600),
        Damage(
            sql: "DELETE FROM tree_head WHERE size = 1500", parts: [.treeHead], position: 1_401),
        Damage(
            sql: "UPDATE head SET last = last - 1 WHERE first = 13", parts: [.head], position: 13),
        Damage(sql: "UPDATE head SET name = 'x' WHERE first = 25", parts: [.head], position: 25),
        Damage(sql: "DELETE FROM head WHERE first = 37", parts: [.head], position: 37),
        Damage(
            sql: "INSERT INTO head VALUES (38, 'ghost', 1, 38)", parts: [.head], position: 38),
        Damage(
            sql: "DELETE FROM mark WHERE stream = (SELECT min(stream) FROM mark)", parts: [.mark],
            position: 1),
        Damage(sql: "INSERT INTO mark VALUES (zeroblob(16), 49)", parts: [.mark], position: 49),
        Damage(
            sql: "UPDATE node SET hash = zeroblob(32) WHERE level = 9 AND position = 1",
            parts: [.node]),
        Damage(sql: "DELETE FROM node WHERE level = 10", parts: [.node]),
        Damage(sql: "INSERT INTO node VALUES (20, 0, zeroblob(32))", parts: [.node]),
        Damage(sql: "DELETE FROM ledger", parts: [.ledger]),
        Damage(sql: "CREATE TABLE more (x)", parts: [.guards]),
    ])
    func `damage is named`(damage: Damage) async throws {
        let directory = try await Self.sound.value.copyAsIs()
        try directory.damage(damage.sql)
        let store = try directory.open(.readOnly)
        let report = try await store.verify(marks: verifyMarks)
        // As in a log that is too large for memory: rows wait in temporary tables.
        let limits = DerivedTables.Limits(headsMax: 7, marksMax: 5)
        let other = try await store.verify(marks: verifyMarks, limits: limits)
        #expect(other.findings == report.findings)
        let parts = Set(report.findings.map(\.part.rawValue)).sorted()
        #expect(parts == Set(damage.parts.map(\.rawValue)).sorted(), "\(report.findings)")
        if !damage.parts.contains(.chain) {
            #expect(report.findings.count == damage.parts.count, "\(report.findings)")
        }
        #expect(Set(report.findings.compactMap(\.segment)).sorted() == damage.segments)
        #expect(report.findings.compactMap(\.position).min() == damage.position)
        #expect(report.events == damage.events)
        #expect(report.isComplete)
        for finding in report.findings {
            #expect(FindingTexts.wording(of: finding.detail) != nil, "\(finding.detail)")
        }
    }

    @Test func `a guard that was dropped is missed`() async throws {
        let directory = try await Self.sound.value.copyAsIs()
        try directory.tamper("DROP TRIGGER tail_delete")
        let report = try await directory.open(.readOnly).verify(marks: verifyMarks)
        #expect(report.findings.map(\.part) == [.guards])
        #expect(report.findings.first?.detail == "the trigger 'tail_delete' is missing")
    }

    /// What SQLite reads as a part of the guard, and a careless eye as a comment.
    @Test(arguments: [
        "BEFORE UPDATE ON segment --\r\nWHEN 0\nBEGIN SELECT RAISE(ABORT, 'segment is never updated'); END",
        "BEFORE UPDATE ON segment\nBEGIN SELECT RAISE(ABORT, 'segment --') WHERE 0; SELECT ('"
            + "\nis never updated'); END",
        "BEFORE UPDATE OF bytes ON segment\nBEGIN SELECT RAISE(ABORT, 'segment is never updated'); END",
        "BEFORE UPDATE ON segment /* */\nBEGIN SELECT RAISE(ABORT, 'segment is never updated'); END",
    ])
    func `a weaker guard is not taken for the one that was there`(guarding: String) async throws {
        let directory = try await Self.sound.value.copyAsIs()
        try directory.tamper(
            "DROP TRIGGER segment_update; CREATE TRIGGER segment_update \(guarding)")
        let report = try await directory.open(.readOnly).verify(marks: verifyMarks)
        #expect(
            report.findings.map(\.detail) == ["the trigger 'segment_update' is not this program's"])
    }

    @Test func `comments and spaces make no other guard`() async throws {
        let directory = try await Self.sound.value.copyAsIs()
        let sql = try #require(
            try directory.query("SELECT sql FROM sqlite_schema WHERE name = 'segment_update'"))
        try directory.tamper(
            "DROP TRIGGER segment_update; "
                + sql.replacing("BEFORE", with: " -- 'quoted' \n  BEFORE"))
        #expect(try await directory.open(.readOnly).verify(marks: verifyMarks).findings.isEmpty)
    }

    @Test func `a dictionary that is gone makes every segment that needs it bad`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(66 * 256 + 9, batch: 5_000)
        try store.close()
        try directory.damage("DELETE FROM dictionary")
        let report = try await directory.open(.readOnly).verify(marks: verifyMarks)
        #expect(report.findings.map(\.part) == [.dictionary, .segment, .segment])
        #expect(report.findings.compactMap(\.segment) == [64, 65])
        #expect(report.events == 64 * 256 + 9)
    }

    @Test func `a page of the database that was overwritten is found, the rest is read`()
        async throws
    {
        let directory = try await Self.sound.value.copyAsIs()
        let page = try #require(
            try directory.query("SELECT rootpage FROM sqlite_schema WHERE name = 'mark'"))
        try directory.overwritePage(try #require(Int(page)))
        let report = try await directory.open(.readOnly).verify(marks: verifyMarks)
        #expect(Set(report.findings.map(\.part)) == [.file, .mark])
        #expect(report.events == 1_500 && report.head?.size == 1_500)
    }

    @Test func `it stops when told to`() async throws {
        let store = try await Self.sound.value.open(.readOnly)
        let report = try await store.verify(marks: nil) { done, _ in done < 600 }
        #expect(!report.isComplete && report.events == 768)
    }

    private static let sound = Task {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(1_500, batch: 100)
        try store.close()
        return directory
    }
}

/// Reads that touch damage fail and name the position; all others work.
@Suite struct DamagedReadTests {
    @Test func `only what touches the damage fails`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(1_500, batch: 100)
        try store.close()
        try directory.damage(flip("entries", of: "segment", at: 300) + " WHERE number = 2")

        let reader = try directory.open(.readOnly)
        for (start, limit) in [(500, 100), (512, 1), (0, 1_500)] {
            let error = await #expect(throws: EventStoreError.self) {
                try await reader.readAll(after: Position(start), limit: limit)
            }
            guard case .corrupted(513, _)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        await #expect(throws: EventStoreError.self) {
            try await reader.read("order-601", through: nil)
        }
        #expect(try await reader.readAll(after: 0, limit: 512).count == 512)
        #expect(try await reader.readAll(after: 768, limit: 1_000).count == 732)
        #expect(try await reader.read("order-1", through: nil).count == 12)
        #expect(try await reader.read("order-1201", through: nil).count == 12)
        #expect(try await reader.head().size == 1_500)
    }
}

/// An update that changes one byte of a blob.
private func flip(_ column: String, of table: String, at offset: Int) -> String {
    """
    UPDATE \(table) SET \(column) = CAST(substr(\(column), 1, \(offset - 1))
        || CASE hex(substr(\(column), \(offset), 1)) WHEN '01' THEN x'02' ELSE x'01' END
        || substr(\(column), \(offset + 1)) AS BLOB)
    """
}

/// The marks that ``SQLiteEventStore/fill(_:batch:)`` gave.
@Sendable private func verifyMarks(_ entry: Entry) -> [Mark] {
    (entry.position - 1) % 20 == 0 ? [fillMark(entry.position - 1)] : []
}
