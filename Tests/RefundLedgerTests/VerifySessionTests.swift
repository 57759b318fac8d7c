import EventLogSQLite
import GRDB
import JSONText
import LedgerTesting
import RefundLedger
import Testing

/// `verify` on the command line.
@Suite struct VerifySessionTests {
    let ledger: TemporaryLedger
    let run: Program

    init() throws {
        ledger = try TemporaryLedger(copying: "v1")
        run = Program(directory: ledger.path)
    }

    @Test func `a sound ledger is said to be so`() throws {
        let result = try run("verify")
        #expect(result.code == 0)
        #expect(result.output.contains("17153 events in 67 segments"))
        #expect(
            result.output.contains(
                "Root of 17153 events: "
                    + "46e005d07ee01a8abe46d50de9f9cba254e004004449b5286434501845cd4ed9"))
        #expect(result.output.hasSuffix("every order adds up.\n"))
    }

    @Test func `damage is exit code 1, and a list for people and programs`() throws {
        let queue = try DatabaseQueue(path: ledger.path + "/log.sqlite")
        try queue.writeWithoutTransaction { db in
            let trigger = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'segment_update'")
            try db.execute(
                sql: """
                    DROP TRIGGER segment_update;
                    UPDATE segment SET entries = substr(entries, 1, 99) WHERE number IN (3, 66);
                    UPDATE head SET last = last + 1 WHERE first = 3;
                    """ + (trigger ?? ""))
        }
        try queue.close()
        let result = try run("verify", "--json")
        #expect(result.code == 1)
        let json = try #require(try result.json().first)
        #expect(json["sound"] == .bool(false))
        #expect(json["first_bad_position"] == .integer(769))
        #expect(json["bad_segments"]?.elements == [.integer(3), .integer(66)])
        let parts = json["findings"]?.elements.compactMap { $0["part"] }
        #expect(parts == [.string("segment"), .string("segment"), .string("head")])
        guard case .integer(let left)? = json["events_not_folded"] else {
            Issue.record("events_not_folded is no number")
            return
        }
        #expect(left >= 512)
        let text = try run("verify", "--lang", "zh")
        #expect(text.code == 1)
        #expect(text.output.contains("首个损坏位置：769。损坏的段：3, 66。"), "\(text.output)")
    }
}
