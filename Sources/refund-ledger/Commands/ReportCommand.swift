import ArgumentParser
import JSONText
import RefundLedger
import Units
import ViewsSQLite

/// `refund-ledger report`: the whole ledger in one page.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show the whole ledger in one page.",
        discussion: """
            Amounts are in fen with --json, in yuan otherwise. As of another moment than now the \
            log is folded again up to it, which takes time in proportion to its length.

            Example: refund-ledger report --as-of 2026-06-30T23:59:59+08:00
            """
    )

    @Flag(help: "Print JSON for programs.")
    var json = false

    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let moment = moment.moment
        let report: Report
        switch moment {
        case .now(let instant):
            report = try await CurrentViews.open(options.directory, store)
                .report(judgedAt: instant)
        case .instant(let instant):
            report = try await CurrentViews.asOf(moment, store).report(judgedAt: instant)
        case .position:
            report = try await CurrentViews.asOf(moment, store).report(judgedAt: nil)
        }
        try Terminal.write(json ? report.json : Array((report.forPeople + "\n").utf8))
    }
}

extension Report {
    /// Every figure with its name; amounts are marked, because people read them in yuan.
    private var figures: [(name: String, value: Int64, isAmount: Bool)] {
        [
            ("orders", orders, false), ("cases", cases, false),
            ("completed", completed, false), ("closed_unpaid", closedUnpaid, false),
            ("net_paid_out", money.net.amount, true),
            ("gross_succeeded", money.gross.amount, true),
            ("reversed", money.reversed.amount, true),
            ("fees_retained", money.fees.amount, true),
            ("fixed_costs_retained", money.fixedCosts.amount, true),
            ("verdicts_approved", verdictsApproved, false),
            ("verdicts_rejected", verdictsRejected, false),
            ("appeals_filed", appealsFiled, false),
            ("appeals_overturned", appealsOverturned, false),
            ("complaints_filed", complaintsFiled, false),
            ("complaints_escalated", complaintsEscalated, false),
            ("sla_breaches_recorded", slaBreachesRecorded, false),
            ("refusals", refusals, false), ("payout_clocks", payoutClocks, false),
            ("payout_sla_breached", payoutSLABreached, false),
        ]
    }

    private var statuses: [(name: String, orders: Int64)] {
        [("full", refundedFull), ("partial", refundedPartial), ("none", refundedNone)]
    }

    fileprivate var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for figure in figures { writer.member(figure.name, figure.value) }
        writer.name("refund_status")
        writer.beginObject()
        for status in statuses { writer.member(status.name, status.orders) }
        writer.endObject()
        writer.member("position", position)
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    fileprivate var forPeople: String {
        var table = TextTable(["figure", "value"])
        for figure in figures {
            let name = figure.name.split(separator: "_").joined(separator: " ")
            table.add([name, figure.isAmount ? "¥\(Fen(figure.value))" : "\(figure.value)"])
        }
        for status in statuses {
            table.add(["orders refunded: \(status.name)", "\(status.orders)"])
        }
        return table.text
    }
}
