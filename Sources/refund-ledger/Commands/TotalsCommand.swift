public import ArgumentParser
import JSONText
import RefundLedger
import Units
public import ViewsSQLite

/// `refund-ledger totals`: what was paid out, taken back and kept.
struct TotalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "totals",
        abstract: "Show what was paid out, taken back and kept.",
        discussion: """
            Days are Shanghai days. Amounts are in fen with --json, in yuan otherwise.

            Example: refund-ledger totals --by day --from 2026-03-01 --to 2026-03-31
            """
    )

    @Option(
        help: "One row for each day, channel, category, reason, basis, fault or platform.")
    var by: TotalsGrouping?

    @Option(help: "The first day that counts, such as 2026-03-01.")
    var from: LocalDate?

    @Option(help: "The last day that counts.")
    var to: LocalDate?

    @Flag(help: "Print JSON for programs.")
    var json = false

    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let views = try await CurrentViews.open(options.directory, store)
        let totals = try views.totals(
            by: by ?? .none, from: from, to: to, asOf: moment.time, through: moment.position)
        try Terminal.write(json ? totals.json : Array((totals.forPeople(by) + "\n").utf8))
    }
}

extension TotalsGrouping: ExpressibleByArgument {}

extension Totals {
    /// The rows, then the total, as a JSON array.
    fileprivate var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for row in rows + [total] {
            writer.beginObject()
            writer.member("key", row.key)
            writer.member("count", row.count)
            writer.member("gross", row.gross.amount)
            writer.member("reversed", row.reversed.amount)
            writer.member("net", row.net.amount)
            writer.member("fees", row.fees.amount)
            writer.member("fixed_costs", row.fixedCosts.amount)
            writer.endObject()
        }
        writer.endArray()
        writer.newline()
        return writer.bytes
    }

    fileprivate func forPeople(_ grouping: TotalsGrouping?) -> String {
        var table = TextTable([
            grouping?.rawValue ?? "", "payouts", "gross", "reversed", "net", "fees",
            "fixed costs",
        ])
        for row in rows + [total] {
            table.add(
                [row.key, "\(row.count)"]
                    + [row.gross, row.reversed, row.net, row.fees, row.fixedCosts].map { "¥\($0)" })
        }
        return table.text
    }
}
