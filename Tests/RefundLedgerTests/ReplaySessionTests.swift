import Foundation
import JSONText
import LedgerTesting
import RefundDomain
import Testing

/// `replay` on the command line.
@Suite struct ReplaySessionTests {
    let ledger: TemporaryLedger
    let run: Program

    init() throws {
        ledger = try TemporaryLedger()
        run = Program(directory: ledger.path + "/ledger")
        #expect(try run("init").code == 0)
        let lines = [
            line("register_order", .system, registrationFields),
            line("apply_refund", .buyer, minute: 1, #""reason":"not_delivered""#),
            line("approve", .reviewer, minute: 2, #""basis":"full""#),
            line("initiate_payout", .finance, minute: 3),
        ]
        #expect(try run("record", "-", input: lines.joined(separator: "\n")).code == 0)
    }

    @Test func `the table shows state and money after each event`() throws {
        let result = try run("replay", "--order", "KM-1")
        let header = result.output.prefix { $0 != "\n" }.split(separator: /\ \ +/)
        let names = [
            "position", "at", "order", "event", "by", "case", "status", "approved", "in flight",
            "paid out", "refundable",
        ]
        #expect(header.map(String.init) == names)
        let last = try #require(result.output.split(separator: "\n").last)
        #expect(last.hasPrefix("       6  2026-03-02T09:03:00+08:00  KM-1"))
        #expect(last.hasSuffix("C1    paying         ¥100.00    ¥100.00     ¥0.00       ¥0.00"))
        let chinese = try run("replay", "--lang", "zh").output.split(separator: "\n")
        #expect(chinese.count == 8)
        #expect(chinese.first?.contains("可退余额") == true)
    }

    @Test func `JSON lines carry the order after each event`() throws {
        let events = try run("replay", "--json").json()
        #expect(events.count == 6)
        #expect(events[0]["after"] == nil)
        #expect(events[5]["after"]?["case_status"] == .string("paying"))
        #expect(events[5]["after"]?["money"]?["in_flight"] == .integer(10_000))
        let plain = try run("replay", "--json", "--events").json()
        #expect(plain.count == 6 && plain.allSatisfy { $0["after"] == nil })
        let some = try run(
            "replay", "--json", "--type", "verdict_approved", "--type", "refund_applied",
            "--from", "2026-03-02", "--to", "2026-03-02T09:01:00+08:00"
        ).json()
        #expect(some.map { $0["position"] } == [.integer(4)])
    }

    @Test func `a summary is one object, or a page for people`() throws {
        let summary = try #require(
            try run("replay", "--summary", "--json", "--actor", "finance-1").json().first)
        #expect(summary["events"] == .integer(1))
        #expect(summary["amounts"]?["initiated"] == .integer(10_000))
        #expect(summary["first"]?["position"] == .integer(6))
        let text = try run("replay", "--summary", "--at-position", "5").output
        #expect(text.contains("to position 5 (2026-03-02T09:02:00+08:00)."))
        #expect(try run("replay", "--summary", "--at-position", "0").output == "No events.\n")
    }

    @Test func `what was recorded later is not known`() throws {
        let known = ["--known-at", "2026-03-02T09:00:00+08:00"]
        #expect(try run(["replay", "--json"] + known, input: Data()).output.isEmpty)
        #expect(try run(["status", "KM-1"] + known, input: Data()).code == 66)
        #expect(try run(["complaints", "KM-1"] + known, input: Data()).code == 66)
        let totals = try run(["totals", "--json"] + known, input: Data()).json()
        #expect(totals.first?.elements.first?["count"] == .integer(0))
        let report = try run(["report", "--json"] + known, input: Data()).json()
        #expect(report.first?["orders"] == .integer(0))
        #expect(try run(["report", "--at-position", "1"] + known, input: Data()).code == 64)
    }

    @Test func `an order that nobody knows is code 66`() throws {
        for command in ["replay", "export"] {
            let result = try run(command, "--order", "KM-9")
            #expect(result.code == 66 && result.errors.contains("'KM-9'"))
        }
    }

    @Test func `wrong use is code 64`() throws {
        #expect(try run("replay", "--type", "dance").code == 64)
        #expect(try run("replay", "--from", "yesterday").code == 64)
        #expect(try run("replay", "--from", "2026-03-02", "--to", "2026-03-01").code == 64)
    }
}
