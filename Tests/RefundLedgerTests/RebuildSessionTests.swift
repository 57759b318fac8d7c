import Foundation
import GRDB
import JSONText
import LedgerTesting
import ShopHistory
import Testing

/// `rebuild` as people and scripts meet it: anew, checked, in part, and interrupted.
@Suite struct RebuildSessionTests {
    let ledger: TemporaryLedger
    let run: Program

    init() throws {
        ledger = try TemporaryLedger()
        run = Program(directory: ledger.path + "/ledger")
        _ = try run("init")
        let lines = ShopHistory(seed: 7, actions: 300).map { String(decoding: $0, as: UTF8.self) }
        #expect(try run("record", "-", "--quiet", input: lines.joined(separator: "\n")).code == 0)
        #expect(try run("rebuild").code == 0)
    }

    @Test func `a check says that the views are what the log says`() throws {
        let result = try run("rebuild", "--check")
        #expect(result.code == 0 && result.output.hasPrefix("All "), "\(result.errors)")
        let check = try #require(try run("rebuild", "--check", "--json").json().first)
        #expect(check["state"] == .string("same") && check["differing"] == .integer(0))
        #expect(try files() == ["views-1.sqlite", "views.lock", "views.sqlite"])
    }

    @Test func `a check names each value that differs, and one table alone mends it`() throws {
        try change("UPDATE sla_clock SET due_at = due_at + 1 WHERE number = 1")
        try change("DELETE FROM order_status WHERE order_no IN (SELECT min(order_no) FROM payout)")
        let people = try run("rebuild", "--check")
        #expect(people.code == 1 && people.output.contains("sla_clock"), "\(people.output)")
        #expect(people.output.contains("due_at") && people.output.contains("(whole row)"))
        let result = try run("rebuild", "--check", "--json")
        #expect(result.code == 1)
        let check = try #require(try result.json().first)
        #expect(check["state"] == .string("different"))
        let rows = check["differences"]?.elements ?? []
        #expect(rows.first?["table"] == .string("order_status"))
        #expect(rows.first?["fault"] == .string("missing"))
        #expect(rows.last?["table"] == .string("sla_clock"))
        #expect(rows.last?["columns"]?.elements.first?["column"] == .string("due_at"))

        #expect(try run("rebuild", "--projection", "sla_clock").code == 0)
        let half = try #require(try run("rebuild", "--check", "--json").json().first)
        #expect(half["differing"] == .integer(1))
        #expect(try run("rebuild", "--projection", "order_status", "--json").code == 0)
        #expect(try run("rebuild", "--check", "--lang", "zh").code == 0)
    }

    @Test func `a check of views that cannot be read says why`() throws {
        try change("UPDATE views_position SET schema_digest = 'x'")
        let result = try run("rebuild", "--check", "--json")
        #expect(result.code == 1)
        #expect(try result.json().first?["state"] == .string("unusable"))
        #expect(try run("rebuild", "--check").output.contains("other tables"))
    }

    @Test func `tables are listed, and others refused`() throws {
        let names = try run("rebuild", "--list", "--json").json().first?.elements ?? []
        #expect(names.contains { $0["name"] == .string("payout_daily") })
        #expect(try run("rebuild", "--list").output.contains("payout_daily"))
        #expect(try run("rebuild", "--projection", "moon").code == 64)
        #expect(try run("rebuild", "--check", "--list").code == 64)
    }

    @Test func `views of another log are made anew`() throws {
        let before = try run("report", "--json").output
        try change(
            """
            UPDATE case_timeline SET hash = zeroblob(32) WHERE global_position =
                (SELECT max(global_position) FROM case_timeline)
            """)
        let after = try run("report", "--json")
        #expect(after.output == before)
        #expect(after.errors.contains("because they tell of another event"))
        #expect(try run("report", "--json").errors.isEmpty)
    }

    @Test(arguments: [SIGTERM, SIGKILL])
    func `a rebuild that is ended halfway leaves the views in use`(signal: Int32) throws {
        let before = try run("report", "--json").output
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        process.arguments = ["rebuild", "--ledger", run.directory]
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning, try !files().contains("views-2.sqlite.building") { usleep(500) }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        let isTerminated = signal == SIGTERM
        #expect(process.terminationReason == (isTerminated ? .exit : .uncaughtSignal))
        #expect(process.terminationStatus == (isTerminated ? 143 : SIGKILL))
        #expect(try files().contains("views-2.sqlite.building") == !isTerminated)
        let after = try run("report", "--json")
        #expect(after.output == before && after.errors.isEmpty)
        // Whoever was asked to stop keeps what it has made, if there is anything.
        let paused = try files().filter { $0.hasSuffix(".paused") }
        #expect(isTerminated || paused.isEmpty)
        #expect(try files() == ["views-1.sqlite"] + paused + ["views.lock", "views.sqlite"])
        let again = try run("rebuild")
        #expect(again.code == 0)
        #expect(again.errors.contains("Going on behind event") == !paused.isEmpty)
        #expect(try run("report", "--json").output == before)
        #expect(try files().count == 4 && files().allSatisfy { !$0.hasSuffix(".paused") })
        #expect(try run("rebuild", "--check").code == 0)
    }

    private func change(_ sql: String) throws {
        let queue = try DatabaseQueue(path: run.directory + "/views.sqlite")
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// The files of the views, but not those that SQLite keeps while they are open.
    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: run.directory)
            .filter { $0.hasPrefix("views") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
            .sorted()
    }
}
