import ArgumentParser
import JSONText
import Records
import RefundDomain
import RefundLedger
import Units
import ViewsSQLite
import Wording

/// `refund-ledger report`: the whole ledger in one page.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show the whole ledger in one page.",
        discussion: """
            Amounts are in fen with --json and --csv, in yuan otherwise. As of another moment than now the \
            log is folded again up to it, which takes time in proportion to its length.

            Example: refund-ledger report --as-of 2026-06-30T23:59:59+08:00
            """
    )

    @Flag(help: "Print comma-separated values for spreadsheets.")
    var csv = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard !csv || !output.json else { throw ValidationError("Give either --json or --csv.") }
    }

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
        case .known(let known, let happened):
            report = try await CurrentViews.asOf(moment, store)
                .report(judgedAt: happened ?? known)
        case .position:
            report = try await CurrentViews.asOf(moment, store).report(judgedAt: nil)
        }
        guard !output.json else { return try Terminal.write(report.json) }
        guard !csv else { return try Terminal.write(report.csv) }
        try Terminal.line(report.text(in: output.language))
    }
}

extension Report {
    /// Every figure, in the order of the contract.
    private var figures: [Figure] {
        [
            Figure("orders", Wording("orders", zh: "登记订单"), .count(orders)),
            Figure("cases", Wording("cases", zh: "退款申请"), .count(cases)),
            Figure("completed", Wording("completed", zh: "已完成"), .count(completed)),
            Figure("closed_unpaid", Wording("closed unpaid", zh: "未退款关闭"), .count(closedUnpaid)),
            Figure("net_paid_out", Wording("net paid out", zh: "净退款"), .amount(money.net)),
            Figure(
                "gross_succeeded", Wording("gross succeeded", zh: "退款成功总额"), .amount(money.gross)),
            Figure("reversed", Wording("reversed", zh: "被撤销"), .amount(money.reversed)),
            Figure("fees_retained", Wording("fees retained", zh: "留存手续费"), .amount(money.fees)),
            Figure(
                "fixed_costs_retained", Wording("fixed costs retained", zh: "留存固定成本"),
                .amount(money.fixedCosts)),
            Figure(
                "verdicts_approved", Wording("verdicts approved", zh: "审核通过"),
                .count(verdictsApproved)),
            Figure(
                "verdicts_rejected", Wording("verdicts rejected", zh: "审核驳回"),
                .count(verdictsRejected)),
            Figure("appeals_filed", Wording("appeals filed", zh: "提出申诉"), .count(appealsFiled)),
            Figure(
                "appeals_overturned", Wording("appeals overturned", zh: "申诉推翻"),
                .count(appealsOverturned)),
            Figure(
                "complaints_filed", Wording("complaints filed", zh: "提交投诉"), .count(complaintsFiled)
            ),
            Figure(
                "complaints_escalated", Wording("complaints escalated", zh: "投诉升级"),
                .count(complaintsEscalated)),
            Figure(
                "sla_breaches_recorded", Wording("SLA breaches recorded", zh: "记录超时"),
                .count(slaBreachesRecorded)),
            Figure("refusals", Wording("refusals", zh: "被拒绝的操作"), .count(refusals)),
            Figure("payout_clocks", Wording("payout clocks", zh: "退款计时"), .count(payoutClocks)),
            Figure(
                "payout_sla_breached", Wording("payout SLA breached", zh: "退款超时"),
                .count(payoutSLABreached)),
        ]
    }

    private var statuses: [(status: RefundStatus, orders: Int64)] {
        [(.full, refundedFull), (.partial, refundedPartial), (.none, refundedNone)]
    }

    fileprivate var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for figure in figures { writer.member(figure.name, figure.value.number) }
        writer.name("refund_status")
        writer.beginObject()
        for status in statuses { writer.member(status.status.name, status.orders) }
        writer.endObject()
        writer.member("time_zone", reportTimeZone)
        writer.member("position", position)
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    fileprivate var csv: [UInt8] {
        var csv = CSVText(["figure", "value", "unit"])
        for figure in figures {
            csv.add([figure.name, "\(figure.value.number)", figure.value.unit])
        }
        for status in statuses {
            csv.add(["orders_\(status.status.name)", "\(status.orders)", "count"])
        }
        csv.add(["position", "\(position)", "position"])
        return csv.bytes
    }

    fileprivate func text(in language: Language) -> String {
        var table = TextTable([Wording("figure", zh: "指标"), Wording("value", zh: "数值")], language)
        for figure in figures { table.add([figure.wording.in(language), figure.value.text]) }
        for (status, orders) in statuses {
            let name = Wording(
                "orders refunded: \(status.text(in: .en))", zh: "订单退款：\(status.text(in: .zh))")
            table.add([name.in(language), "\(orders)"])
        }
        return table.text + "\n\n" + reportDays.in(language)
    }
}

/// One line of the report.
private struct Figure {
    /// What is counted or summed; people read amounts in yuan.
    enum Value {
        case count(Int64)
        case amount(Fen)

        var number: Int64 {
            switch self {
            case .count(let count): count
            case .amount(let amount): amount.amount
            }
        }

        var unit: String {
            switch self {
            case .count: "count"
            case .amount: "fen"
            }
        }

        var text: String {
            switch self {
            case .count(let count): "\(count)"
            case .amount(let amount): "¥\(amount)"
            }
        }
    }

    let name: String
    let wording: Wording
    let value: Value

    init(_ name: String, _ wording: Wording, _ value: Value) {
        self.name = name
        self.wording = wording
        self.value = value
    }
}
