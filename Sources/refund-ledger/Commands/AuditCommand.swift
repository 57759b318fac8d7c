import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import Records
import RefundDomain
public import RefundLedger
import Units
public import Wording

/// `refund-ledger audit`: decides history again and lists what does not follow.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Decide history again; list what the rules would not have given.",
        discussion: """
            Every accepted action is read from its events and decided again with the policy, the \
            calendar and the other orders as they were at its position. Refusals are checked as \
            far as their recorded details allow: fully, when the reason is recorded; partly, when \
            some form of the action leads to it; not, when the reason rests on what is not \
            recorded, such as the offending text. Not seen: whether a sweep over all orders left \
            one out, and whether the digest of a key is that of its action.

            Exit code 1 when anything deviates. With --json one object a line: each deviation, \
            then the summary.

            Example: refund-ledger audit --order KM-0001
            """
    )

    @Option(help: "Only this order.")
    var order: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        if let order, try await store.streamHead(Streams.order(OrderID(order))) == nil {
            throw Failure(
                code: .noInput,
                sentence: "Nothing is recorded about order '\(order)'. Check the number.")
        }
        var progress = Progress("audited", unit: "events")
        let audit = Audit(
            store: store, order: order.map { OrderID($0) },
            texts: try await options.openTexts(of: store))
        let summary = try await audit.run {
            at, end in
            try Interruption.check()
            progress.show(Int(at), share: (Int(at), Int(end)))
        } report: { deviation in
            progress.end()
            try print(deviation)
        }
        progress.end()
        try print(summary)
        guard summary.deviations == 0 else { throw ExitCode(1) }
    }

    private func print(_ deviation: AuditDeviation) throws {
        guard !output.json else {
            return try Terminal.writeLine { deviation.write(to: &$0) }
        }
        try Terminal.line(deviation.forPeople(output.language))
    }

    private func print(_ summary: AuditSummary) throws {
        guard !output.json else { return try Terminal.writeLine { summary.write(to: &$0) } }
        try Terminal.line(summary.forPeople(output.language))
    }
}

extension Terminal {
    /// Writes one line of JSON to standard output.
    fileprivate static func writeLine(_ write: (inout JSONWriter) -> Void) throws {
        var writer = JSONWriter()
        write(&writer)
        writer.newline()
        try self.write(writer.bytes)
    }
}

extension AuditDeviation {
    /// The deviation in three lines, as a person likes to read it.
    fileprivate func forPeople(_ language: Language) -> String {
        let place = Wording("Position \(position)", zh: "位置 \(position)").in(language)
        let parts = [order?.text, kind.text(in: language), field].compactMap { $0 }
        let what = parts.joined(separator: Wording(", ", zh: "，").in(language))
        let cited = rules.isEmpty ? "" : " (\(rules.joined(separator: ", ")))"
        let should = Wording("  should be ", zh: "  应为 ").in(language)
        let found = Wording("  found     ", zh: "  实为 ").in(language)
        return """
            \(place): \(what)\(cited)
            \(should)\(expected.text(in: language))
            \(found)\(self.found.text(in: language))
            """
    }
}

extension AuditStatement: Worded {
    public var wording: Wording {
        switch self {
        case .value(let json): json.map { Wording($0, zh: $0) } ?? Wording("nothing", zh: "空")
        case .event(let kind): kind.wording
        case .furtherEvent(let kind):
            Wording("also “\(kind.text(in: .en))”", zh: "同时有“\(kind.text(in: .zh))”")
        case .noSuchEvent: Wording("no such event", zh: "没有该事件")
        case .repeated:
            Wording("nothing, because it was recorded before", zh: "无（此前已有相同记录）")
        case .keyUsed: Wording("nothing, because the key was used before", zh: "无（幂等键此前已使用）")
        case .keyUnused:
            Wording("no conflict, because the key was not used before", zh: "幂等键此前未使用，不应冲突")
        case .nothingDue:
            Wording("nothing, because nothing was due or changed", zh: "无（没有到期或变更的事项）")
        case .inTime:
            Wording("no earlier than the order’s latest event", zh: "不早于该订单最近的事件")
        case .accepted: Wording("accepted", zh: "接受")
        case .refused(let code):
            Wording("refused: \(code.text(in: .en))", zh: "拒绝：\(code.text(in: .zh))")
        case .actionRefused(let action, let code):
            Wording(
                "\(action.text(in: .en)) refused: \(code.text(in: .en))",
                zh: "\(action.text(in: .zh))被拒绝：\(code.text(in: .zh))")
        case .oneOf(let statements):
            Wording(
                statements.map { $0.text(in: .en) }.joined(separator: ", or "),
                zh: statements.map { $0.text(in: .zh) }.joined(separator: "，或"))
        case .input(let field, let text):
            Wording("\(field): \(text)", zh: "\(field)：\(text)")
        }
    }
}

extension AuditSummary {
    fileprivate func forPeople(_ language: Language) -> String {
        let refusals = refusalsFully + refusalsPartly + refusalsNot
        let looked = Wording(
            "\(events) events: \(decisions) decisions made again; of \(refusals) refusals "
                + "\(refusalsFully) checked fully, \(refusalsPartly) partly, "
                + "\(refusalsNot) not beyond the checks before the reason.",
            zh: "共 \(events) 个事件：重新裁决 \(decisions) 次；拒绝 \(refusals) 次，"
                + "其中完全核验 \(refusalsFully) 次，部分核验 \(refusalsPartly) 次，"
                + "理由未记录而仅核验其前检查 \(refusalsNot) 次。")
        let result =
            deviations == 0
            ? Wording("Nothing deviates from the rules of its time.", zh: "未发现与当时规则不符之处。")
            : Wording("\(deviations) deviations.", zh: "发现 \(deviations) 处不符。")
        return "\(looked.in(language))\n\(result.in(language))"
    }
}
