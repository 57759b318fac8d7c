import ArgumentParser
import EventLogSQLite
import JSONText
import Records
import RefundDomain
import RefundLedger
import Units
import Wording

/// `refund-ledger status`: how an order stands, now or as of any moment.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how an order stands.",
        discussion: """
            Amounts are in fen with --json, in yuan otherwise; times are Shanghai times.

            Example: refund-ledger status KM-0001 --as-of 2026-03-12T12:00:00+08:00
            """
    )

    @Argument(help: "The order's number.")
    var order: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let history = try await store.history(of: order, asOf: moment.moment)
        let status = OrderStatus(history)
        guard !output.json else {
            var writer = JSONWriter()
            status.write(to: &writer)
            writer.newline()
            return try Terminal.write(writer.bytes)
        }
        try Terminal.line(status.text(in: output.language))
    }
}

extension SQLiteEventStore {
    /// An order as of some moment, or a failure that says what is missing.
    func history(of order: String, asOf moment: AsOf) async throws -> OrderHistory {
        guard
            let history = try await Ledger.history(of: OrderID(order), asOf: moment, in: self)
        else {
            throw Failure.nothingRecorded(about: order)
        }
        return history
    }
}

extension OrderStatus {
    /// The status as a person likes to read it.
    fileprivate func text(in language: Language) -> String {
        let state = orderState?.wording ?? Wording("not registered", zh: "未登记")
        let heading = Wording(
            "Order \(order), \(state.in(.en)), refund status \(money.refundStatus.text(in: .en))",
            zh: "订单 \(order)，\(state.in(.zh))，退款状态：\(money.refundStatus.text(in: .zh))")
        var parts = [heading.in(language).shownInOneLine, money.table(in: language)]
        if !cases.isEmpty {
            var table = TextTable(
                [Wording("case", zh: "退款申请"), Wording("status", zh: "状态")], language)
            for refundCase in cases {
                table.add([refundCase.id.text, refundCase.status.text(in: language)])
            }
            parts.append(table.text)
        }
        if !clocks.isEmpty {
            var table = TextTable(
                [
                    Wording("clock", zh: "计时"), Wording("started", zh: "开始"),
                    Wording("due", zh: "期限"), Wording("outcome", zh: "结果"),
                    Wording("late (working days)", zh: "逾期（工作日）"),
                ], language)
            for status in clocks {
                table.add([
                    "\(status.clock.name.text(in: language))#\(status.clock.cycle)",
                    status.clock.startedAt.shanghaiText, status.clock.dueAt.shanghaiText,
                    status.outcome.text(in: language), "\(status.overdueWorkingDays)",
                ])
            }
            parts.append(table.text)
        }
        return parts.joined(separator: "\n\n")
    }
}

extension OrderMoney {
    fileprivate func table(in language: Language) -> String {
        var table = TextTable(
            [
                Wording("paid", zh: "实付"), Wording("approved", zh: "已批准"),
                Wording("in flight", zh: "退款中"), Wording("paid out", zh: "已退款"),
                Wording("refundable", zh: "可退余额"),
            ], language)
        table.add([paid, approved, inFlight, paidOut, refundable].map { "¥\($0)" })
        return table.text
    }
}
