import ArgumentParser
import JSONText
import Records
import RefundDomain
import RefundLedger
import Units
import Wording

/// `refund-ledger complaints`: chases, complaints and missed deadlines of an order.
struct ComplaintsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complaints",
        abstract: "Show the chases, complaints and missed deadlines of an order.",
        discussion: "Example: refund-ledger complaints KM-0009"
    )

    @Argument(help: "The order's number.")
    var order: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let history = try await store.history(of: order, asOf: moment.moment)
        let steps = ComplaintStep.timeline(of: history.events)
        guard !output.json else {
            var writer = JSONWriter()
            writer.beginArray()
            for step in steps { step.write(to: &writer) }
            writer.endArray()
            writer.newline()
            return try Terminal.write(writer.bytes)
        }
        try Terminal.line(steps.text(in: output.language))
    }
}

extension [ComplaintStep] {
    fileprivate func text(in language: Language) -> String {
        guard !isEmpty else {
            return Wording("No chases or complaints.", zh: "没有催办或投诉。").in(language)
        }
        var table = TextTable(
            [
                Wording("at", zh: "时间"), Wording("what", zh: "事项"), Wording("step", zh: "步骤"),
                Wording("by", zh: "操作方"), Wording("details", zh: "详情"),
            ], language)
        for step in self {
            let promise = step.commitmentAt.map {
                Wording("promised by \($0)", zh: "承诺 \($0) 前处理").in(language)
            }
            let details = [
                step.channel?.text(in: language), step.externalRef?.text,
                step.explanation?.text(in: language), promise,
            ]
            table.add([
                step.at.shanghaiText,
                "\(ViewWord.text(step.kind.rawValue, in: language)) \(step.id(in: language))",
                ViewWord.text(step.step, in: language), step.actorRole.text(in: language),
                details.compactMap { $0 }.joined(separator: Wording(", ", zh: "，").in(language)),
            ])
        }
        return table.text
    }
}

extension ComplaintStep {
    /// The chase or complaint; for a breach the clock, by its name in a language, and its cycle.
    fileprivate func id(in language: Language) -> String {
        let parts = id.split(separator: "#")
        guard kind == .breach, parts.count == 2, let clock = ClockName(name: String(parts[0]))
        else { return id }
        return "\(clock.text(in: language))#\(parts[1])"
    }
}
