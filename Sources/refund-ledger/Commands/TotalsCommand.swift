public import ArgumentParser
import JSONText
import Records
import RefundDomain
import RefundLedger
import Units
public import ViewsSQLite
import Wording

/// `refund-ledger totals`: what was paid out, taken back and kept.
struct TotalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "totals",
        abstract: "Show what was paid out, taken back and kept.",
        discussion: """
            Days and months are those of Shanghai (UTC+08:00). Amounts are in fen with --json and \
            --csv, in yuan otherwise. --csv has no row for the sum, unless it is all there is.

            Example: refund-ledger totals --by day --from 2026-03-01 --to 2026-03-31
            """
    )

    @Option(
        help: """
            One row for each day, month, channel, category, category_channel, reason, basis, fault \
            or platform.
            """)
    var by: TotalsGrouping?

    @Option(help: "The first day that counts, such as 2026-03-01.")
    var from: LocalDate?

    @Option(help: "The last day that counts.")
    var to: LocalDate?

    @Flag(help: "Print comma-separated values for spreadsheets.")
    var csv = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard !csv || !output.json else { throw ValidationError("Give either --json or --csv.") }
        if let from, let to, to < from {
            throw ValidationError("--from \(from) comes after --to \(to).")
        }
    }

    func run() async throws {
        let store = try options.openForReading()
        let views =
            if moment.knownAt == nil {
                try await CurrentViews.open(options.directory, store)
            } else {
                try await CurrentViews.asOf(moment.moment, store)
            }
        let grouping = by ?? .none
        let totals = try views.totals(
            by: grouping, from: from, to: to, asOf: moment.time, through: moment.position)
        if output.json { return try Terminal.write(totals.json) }
        if csv { return try Terminal.write(totals.csv(grouping)) }
        try Terminal.line(totals.forPeople(grouping, output.language))
    }
}

extension TotalsGrouping: ExpressibleByArgument {}

/// The zone whose days count, by its name in the time zone database.
let reportTimeZone = "Asia/Shanghai"

/// Says to people whose days count.
let reportDays = Wording(
    "Days are Shanghai days (UTC+08:00).", zh: "日期按上海时间（UTC+08:00）计。")

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
            writer.member("time_zone", reportTimeZone)
            writer.endObject()
        }
        writer.endArray()
        writer.newline()
        return writer.bytes
    }

    /// The rows without their sum, which would be counted twice by whoever adds up a column.
    fileprivate func csv(_ grouping: TotalsGrouping) -> [UInt8] {
        let keys =
            switch grouping {
            case .none: ["key"]
            case .categoryChannel: ["category", "channel"]
            case .day, .month, .channel, .category, .reason, .basis, .fault, .platform:
                [grouping.rawValue]
            }
        var csv = CSVText(
            keys + [
                "count", "gross_fen", "reversed_fen", "net_fen", "fees_fen", "fixed_costs_fen",
                "time_zone",
            ])
        for row in grouping == .none ? [total] : rows {
            let key =
                keys.count == 1
                ? [row.key]
                : row.key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            let amounts = [row.gross, row.reversed, row.net, row.fees, row.fixedCosts]
            csv.add(key + ["\(row.count)"] + amounts.map { "\($0.amount)" } + [reportTimeZone])
        }
        return csv.bytes
    }

    fileprivate func forPeople(_ grouping: TotalsGrouping, _ language: Language) -> String {
        let headings = [
            grouping.heading, Wording("payouts", zh: "退款笔数"), Wording("gross", zh: "退款总额"),
            Wording("reversed", zh: "退回"), Wording("net", zh: "净退款"),
            Wording("fees", zh: "手续费"), Wording("fixed costs", zh: "固定成本"),
        ]
        var table = TextTable(headings, language)
        for row in rows + [total] {
            let isTotal = row == total
            table.add(
                [
                    isTotal
                        ? Wording("total", zh: "合计").in(language)
                        : grouping.text(of: row.key, in: language), "\(row.count)",
                ]
                    + [row.gross, row.reversed, row.net, row.fees, row.fixedCosts].map { "¥\($0)" })
        }
        return table.text + "\n\n" + reportDays.in(language)
    }
}

extension TotalsGrouping {
    /// A key as people read it: codes are words already in English, and translated otherwise.
    fileprivate func text(of key: String, in language: Language) -> String {
        guard self != .platform || !key.isEmpty else {
            return Wording("none", zh: "无").in(language)
        }
        guard language != .en else { return key }
        func text(_ code: (some Worded)?) -> String { code?.text(in: language) ?? key }
        return switch self {
        case .none, .day, .month, .platform: key
        case .channel: text(TenderChannel(name: key))
        case .category: text(ProductCategory(name: key))
        case .categoryChannel:
            Self.categoryAndChannel(key).map { category, channel in
                "\(category.text(in: language))/\(channel.text(in: language))"
            } ?? key
        case .reason: text(Reason(name: key))
        case .basis: text(Basis(name: key))
        case .fault: text(Fault(name: key))
        }
    }

    private static func categoryAndChannel(
        _ key: String
    ) -> (ProductCategory, TenderChannel)? {
        let parts = key.split(separator: "/").map(String.init)
        guard parts.count == 2, let category = ProductCategory(name: parts[0]),
            let channel = TenderChannel(name: parts[1])
        else { return nil }
        return (category, channel)
    }

    fileprivate var heading: Wording {
        switch self {
        case .none: Wording("", zh: "")
        case .day: Wording("day", zh: "日期")
        case .month: Wording("month", zh: "月份")
        case .channel: Wording("channel", zh: "支付渠道")
        case .category: Wording("category", zh: "商品类别")
        case .categoryChannel: Wording("category/channel", zh: "商品类别/支付渠道")
        case .reason: Wording("reason", zh: "退款原因")
        case .basis: Wording("basis", zh: "计算方式")
        case .fault: Wording("fault", zh: "责任方")
        case .platform: Wording("platform", zh: "平台")
        }
    }
}
