import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import Records
import RefundDomain
import RefundLedger
import Units
import Wording

/// `refund-ledger replay`: the events in log order, each with its order after it.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Show the events in log order, each with its order's state and money after it.",
        discussion: """
            As a table, as JSON Lines, or as a summary: how many of each type, and the sums of the \
            amounts they name. Amounts are in fen with --json, in yuan otherwise; times are \
            Shanghai times. Which events are shown (--from, --to, --order, --type, --actor) does \
            not change what an order was after them; as of when (--as-of, --known-at, \
            --at-position) does.

            Example: refund-ledger replay --type payout_succeeded --from 2026-03-01 --summary
            """
    )

    @OptionGroup var selected: SelectionOptions

    @Flag(help: "Print counts, sums, and the first and last event instead of events.")
    var summary = false

    @Flag(help: "Print only the events, which is quicker: no order is folded.")
    var events = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        try await selected.checkOrder(in: store)
        let replay = LogReplay(
            store: store, moment: moment.moment, selection: selected.selection)
        var progress = Progress("replayed", unit: "events")
        func advance(_ done: Int64, _ total: Int64) throws {
            try Interruption.check()
            // Rows on a terminal and a line that is written over and over do not go together.
            if summary || !Terminal.isOutputInteractive {
                progress.show(Int(done), share: (Int(done), Int(total)))
            }
        }
        if summary {
            let summary = try await replay.summary(progress: advance)
            progress.end()
            return try print(summary)
        }
        if output.json {
            var writer = JSONWriter()
            let texts = try await options.openTexts(of: store)
            try await replay.run(folding: !events, progress: advance) { event in
                var event = event
                try event.open(texts)
                event.write(to: &writer)
                writer.newline()
                guard writer.bytes.count > 1 << 16 else { return }
                try Terminal.write(writer.bytes)
                writer.removeAll()
            }
            try Terminal.write(writer.bytes)
        } else {
            var table = ReplayTable(isFolding: !events, language: output.language)
            try await replay.run(folding: !events, progress: advance) { try table.add($0) }
            try table.flush()
        }
        progress.end()
    }

    private func print(_ summary: ReplaySummary) throws {
        guard !output.json else {
            var writer = JSONWriter()
            summary.write(to: &writer)
            writer.newline()
            return try Terminal.write(writer.bytes)
        }
        try Terminal.line(summary.text(in: output.language))
    }
}

/// Replayed events as rows.
private struct ReplayTable {
    private let language: Language
    private var table: PagedTable

    init(isFolding: Bool, language: Language) {
        self.language = language
        let event = [
            Wording("position", zh: "位置"), Wording("at", zh: "发生时间"),
            Wording("order", zh: "订单"), Wording("event", zh: "事件"),
            Wording("by", zh: "操作人"),
        ]
        let order = [
            Wording("case", zh: "退款申请"), Wording("status", zh: "状态"),
            Wording("approved", zh: "已批准"), Wording("in flight", zh: "退款中"),
            Wording("paid out", zh: "已退款"), Wording("refundable", zh: "可退余额"),
        ]
        table = PagedTable(
            (event + (isFolding ? order : [])).map { $0.in(language) }, toRight: [0, 7, 8, 9, 10])
        columns = event.count + (isFolding ? order.count : 0)
    }

    private let columns: Int

    mutating func add(_ event: ReplayedEvent) throws {
        let header = event.recorded.header
        let actor = header.context.actor
        var row = [
            "\(header.position)", header.occurredAt.shanghaiText,
            event.order?.text ?? event.stream.rawValue,
            event.recorded.event.kind.text(in: language),
            "\(actor.id) (\(actor.role.text(in: language)))",
        ]
        if let order = event.folded?.order {
            let money = order.money
            row += [
                event.refundCase?.id.text ?? "",
                event.refundCase?.status.text(in: language) ?? "",
            ]
            row += [money.approved, money.inFlight, money.paidOut, money.refundable].map {
                "¥\($0)"
            }
        }
        row += Array(repeating: "", count: columns - row.count)
        try table.add(row)
    }

    mutating func flush() throws { try table.flush() }
}

extension ReplaySummary {
    /// The summary as a person likes to read it.
    fileprivate func text(in language: Language) -> String {
        guard let first, let last else {
            return Wording("No events.", zh: "没有事件。").in(language)
        }
        var kinds = TextTable(
            [Wording("event", zh: "事件"), Wording("count", zh: "数量")], language)
        for (kind, count) in self.kinds { kinds.add([kind.text(in: language), "\(count)"]) }
        kinds.add([Wording("total", zh: "合计").in(language), "\(events)"])
        var sums = TextTable(
            [
                Wording("paid", zh: "实付"), Wording("approved", zh: "批准"),
                Wording("initiated", zh: "发起退款"), Wording("succeeded", zh: "退款成功"),
                Wording("reversed", zh: "退款被撤销"), Wording("net", zh: "净额"),
            ], language)
        sums.add(
            [
                amounts.paid, amounts.approved, amounts.initiated, amounts.succeeded,
                amounts.reversed, amounts.net,
            ].map { "¥\($0)" })
        let range = Wording(
            "From position \(first.position) (\(first.at)) to position \(last.position) "
                + "(\(last.at)).",
            zh: "自位置 \(first.position)（\(first.at)）至位置 \(last.position)（\(last.at)）。")
        return [range.in(language), kinds.text, sums.text].joined(separator: "\n\n")
    }
}
