import Foundation
import GRDB
import JSONText
import LedgerTesting
import RefundDomain
import Testing
import Units

/// What the program answers: the shapes of `--json`, as-of questions, views that were lost.
@Suite struct AnswerSessionTests {
    let ledger: TemporaryLedger
    let run: Program

    init() throws {
        ledger = try TemporaryLedger()
        run = Program(directory: ledger.path + "/ledger")
        _ = try run("init")
        let lines = [
            line("register_order", .system, registrationFields),
            line("apply_refund", .buyer, minute: 10, #""reason":"not_delivered""#),
            line("approve", .reviewer, minute: 20, #""basis":"full""#),
            line("initiate_payout", .finance, minute: 30),
            line(
                "report_payout_succeeded", .channel, minute: 40,
                #""payout":"P1","channel_refund_id":"c","amount":10000"#),
            line("chase_payout", .buyer, minute: 50),
            line(
                "file_complaint", .buyer, minute: 60,
                #""channel":"12315","external_ref":"X-1","subject":"other","demand":"other""#),
        ]
        #expect(try run("record", "-", input: lines.joined(separator: "\n")).code == 0)
    }

    @Test func `status has the members of the contract`() throws {
        let status = try #require(try run("status", "KM-1", "--json").json().first)
        #expect(
            status.names == [
                "order", "order_state", "case", "case_status", "refund_status", "money", "clocks",
                "cases", "position",
            ])
        #expect(
            status["money"]?.names == ["paid", "approved", "in_flight", "paid_out", "refundable"])
        let clocks = try #require(status["clocks"]).elements
        #expect(
            clocks.map { $0["clock"] }
                == ["review", "payout", "arrival", "chase"].map { .string($0) })
        #expect(
            clocks.first?.names == [
                "clock", "cycle", "started_at", "due_at", "outcome", "overdue_working_days",
                "provisional", "stopped_at",
            ])
        #expect(status["cases"]?.elements.map(\.names) == [["id", "status"]])
        #expect(status["position"] == .integer(9))
    }

    @Test func `status is as of any time and any position`() throws {
        func status(_ options: String...) throws -> JSONValue? {
            let result = try run(["status", "KM-1", "--json"] + options, input: Data())
            return try result.json().first?["case_status"]
        }
        func minute(_ minute: Int64) -> String {
            Sample.paidAt.adding(minutes: minute).shanghaiText
        }
        #expect(try status("--as-of", minute(9)) == .null)
        #expect(try status("--as-of", minute(10)) == .string("under_review"))
        #expect(try status("--as-of", minute(20)) == .string("approved"))
        #expect(try status("--at-position", "3") == .null)
        #expect(try status("--at-position", "6") == .string("paying"))
        #expect(try status() == .string("paid"))
        let early = try run("status", "KM-1", "--as-of", minute(-1))
        #expect(early.code == 66)
    }

    @Test func `complaints have the members of the contract`() throws {
        let rows = try #require(try run("complaints", "KM-1", "--json").json().first).elements
        #expect(rows.map { $0["step"] } == [.string("chased"), .string("filed")])
        let names = Set(rows.last?.names ?? [])
        #expect(
            names.isSuperset(of: [
                "at", "kind", "id", "actor_role", "step", "channel", "external_ref",
                "explanation_code", "commitment_at",
            ]))
        #expect(rows.last?["channel"] == .string("12315"))
        #expect(rows.last?["external_ref"] == .string("X-1"))
    }

    @Test func `complaints from the log are those in the views`() throws {
        let steps = try #require(try run("complaints", "KM-1", "--json").json().first).elements
        _ = try run("rebuild")
        let views = try DatabaseQueue(path: run.directory + "/views.sqlite")
        let rows = try views.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT position, kind, id, actor_role, step, channel, external_ref, \
                    explanation_code FROM complaint_timeline ORDER BY position
                    """)
        }
        #expect(rows.count == steps.count && !steps.isEmpty)
        for (row, step) in zip(rows, steps) {
            for (name, value) in row {
                switch value.storage {
                case .string(let text): #expect(step[name] == .string(text), "\(name)")
                case .int64(let number): #expect(step[name] == .integer(number), "\(name)")
                case .null: #expect(step[name] == .null, "\(name)")
                case .double, .blob: Issue.record("\(name)")
                }
            }
        }
        try views.close()
    }

    @Test func `totals end in the total, as of any moment`() throws {
        let members = [
            "key", "count", "gross", "reversed", "net", "fees", "fixed_costs", "time_zone",
        ]
        let rows = try #require(try run("totals", "--by", "day", "--json").json().first).elements
        #expect(rows.map { $0["key"] } == [.string("2026-03-02"), .string("total")])
        #expect(rows.allSatisfy { $0.names == members })
        #expect(rows.last?["net"] == .integer(10_000))
        func net(_ options: String...) throws -> JSONValue? {
            let result = try run(["totals", "--json"] + options, input: Data())
            return try result.json().first?.elements.last?["net"]
        }
        #expect(try net() == .integer(10_000))
        #expect(try net("--at-position", "6") == .integer(0))
        #expect(try net("--as-of", "2026-03-02T09:39:59+08:00") == .integer(0))
        #expect(try net("--as-of", "2026-03-02T09:40:00+08:00") == .integer(10_000))
        #expect(try net("--from", "2026-03-03") == .integer(0))
        #expect(try net("--to", "2026-03-01") == .integer(0))
    }

    @Test func `totals come as CSV with the zone of their days, without a sum to count twice`()
        throws
    {
        let byDay = try run("totals", "--by", "day", "--csv")
        #expect(
            byDay.output == """
                day,count,gross_fen,reversed_fen,net_fen,fees_fen,fixed_costs_fen,time_zone
                2026-03-02,1,10000,0,10000,0,0,Asia/Shanghai

                """)
        let both = try run("totals", "--by", "category_channel", "--csv").output
        #expect(both.hasPrefix("category,channel,count,"))
        #expect(both.split(separator: "\n").last?.split(separator: ",").count == 9)
        #expect(try run("totals", "--csv").output.contains("\ntotal,1,10000,"))
        #expect(try run("totals", "--csv", "--json").code == 64)
        #expect(try run("totals", "--from", "2026-03-02", "--to", "2026-03-01").code == 64)
        let report = try run("report", "--csv").output
        #expect(report.contains("\nnet_paid_out,10000,fen\n"))
        #expect(report.contains("\norders_full,1,count\n"))
    }

    @Test func `people are told whose days count, in their language`() throws {
        for command in [["totals", "--by", "month"], ["report"]] {
            let english = try run(command, input: Data()).output
            #expect(english.contains("Days are Shanghai days (UTC+08:00)."))
            let chinese = try run(command + ["--lang", "zh"], input: Data()).output
            #expect(chinese.contains("日期按上海时间（UTC+08:00）计。"))
            #expect(chinese.contains("退款") && !chinese.contains("gross"))
        }
        let both = try run("totals", "--by", "category_channel", "--lang", "zh").output
        #expect(both.contains("/") && !both.contains(/[a-z]{3,}/), "\(both)")
    }

    @Test func `report has the members of the contract, as of any moment`() throws {
        let report = try #require(try run("report", "--json").json().first)
        #expect(
            Set(report.names).isSuperset(of: [
                "orders", "cases", "completed", "closed_unpaid", "net_paid_out",
                "gross_succeeded", "reversed", "fees_retained", "fixed_costs_retained",
                "verdicts_approved", "verdicts_rejected", "appeals_filed", "appeals_overturned",
                "complaints_filed", "complaints_escalated", "sla_breaches_recorded", "refusals",
                "refund_status", "payout_clocks", "payout_sla_breached",
            ]))
        #expect(report["refund_status"]?.names == ["full", "partial", "none"])
        #expect(report["net_paid_out"] == .integer(10_000))
        let early = try run("report", "--json", "--at-position", "4").json().first
        #expect(early?["cases"] == .integer(1) && early?["verdicts_approved"] == .integer(0))
        let timely = try run("report", "--json", "--as-of", "2026-03-02T09:05:00+08:00")
        #expect(try timely.json().first?["cases"] == .integer(0))
    }

    @Test func `export prints every event with permanent names`() throws {
        let events = try run("export").json()
        #expect(events.map { $0["position"] } == (1...9).map { .integer($0) })
        #expect(events[2]["type"] == .string("order_registered"))
        #expect(events[2]["order"] == .string("KM-1"))
        #expect(events[0]["order"] == nil)
    }

    @Test func `people get tables`() throws {
        for command in [["status", "KM-1"], ["complaints", "KM-1"], ["totals"], ["report"]] {
            let result = try run(command, input: Data())
            #expect(result.code == 0 && result.output.contains("---"), "\(command)")
        }
        #expect(try run("status", "KM-1").output.contains("¥100.00"))
    }

    @Test(arguments: ["deleted", "overwritten", "outdated", "ahead"])
    func `views that are lost are made again, and it says so`(how: String) throws {
        let before = try run("report", "--json")
        #expect(try run("report", "--json").errors.isEmpty)
        let views = URL(filePath: run.directory + "/views.sqlite")
        switch how {
        case "deleted": try FileManager.default.removeItem(at: views)
        case "overwritten":
            try Data(repeating: 0x41, count: 20_000).write(to: views)
        case let change:
            let queue = try DatabaseQueue(path: views.path())
            let sql =
                change == "outdated"
                ? "PRAGMA user_version = 99" : "UPDATE views_position SET position = 1000"
            try queue.write { try $0.execute(sql: sql) }
            try queue.close()
        }
        let after = try run("report", "--json")
        #expect(after.code == 0)
        #expect(after.output == before.output)
        #expect(after.errors.contains("Rebuilding the views"), "\(after.errors)")
        #expect(try run("report", "--json").errors.isEmpty)
    }

    @Test func `rebuild answers the same afterwards`() throws {
        let before = try run("report", "--json").output
        let result = try run("rebuild")
        #expect(result.code == 0 && result.errors.contains("Rebuilt from 9 events"))
        #expect(try run("report", "--json").output == before)
    }
}
