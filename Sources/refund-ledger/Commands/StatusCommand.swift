import ArgumentParser
import EventLogSQLite
import JSONText
import Records
import RefundDomain
import RefundLedger
import Units

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

    @Flag(help: "Print JSON for programs.")
    var json = false

    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let history = try await store.history(of: order, asOf: moment.moment)
        let status = OrderStatus(history)
        guard !json else {
            var writer = JSONWriter()
            status.write(to: &writer)
            writer.newline()
            return try Terminal.write(writer.bytes)
        }
        try Terminal.line(status.forPeople)
    }
}

extension SQLiteEventStore {
    /// An order as of some moment, or a failure that says what is missing.
    func history(of order: String, asOf moment: AsOf) async throws -> OrderHistory {
        guard
            let history = try await Ledger.history(of: OrderID(order), asOf: moment, in: self)
        else {
            throw Failure(
                code: .noInput,
                sentence:
                    "Nothing is recorded about order '\(order)' as of then. Check the number and the time."
            )
        }
        return history
    }
}

extension OrderStatus {
    /// The status as a person likes to read it.
    var forPeople: String {
        var lines = [
            "Order \(order), \(orderState?.name ?? "not registered"), "
                + "refund status \(money.refundStatus.name)",
            "",
        ]
        var amounts = TextTable(["paid", "approved", "in flight", "paid out", "refundable"])
        amounts.add(
            [money.paid, money.approved, money.inFlight, money.paidOut, money.refundable].map {
                "¥\($0)"
            })
        lines.append(amounts.text)
        if !cases.isEmpty {
            var table = TextTable(["case", "status"])
            for refundCase in cases { table.add([refundCase.id.text, refundCase.status.name]) }
            lines += ["", table.text]
        }
        if !clocks.isEmpty {
            var table = TextTable(["clock", "started", "due", "outcome", "late (working days)"])
            for status in clocks {
                table.add([
                    "\(status.clock.name.name)#\(status.clock.cycle)",
                    status.clock.startedAt.shanghaiText, status.clock.dueAt.shanghaiText,
                    status.outcome.name, "\(status.overdueWorkingDays)",
                ])
            }
            lines += ["", table.text]
        }
        return lines.joined(separator: "\n")
    }
}
