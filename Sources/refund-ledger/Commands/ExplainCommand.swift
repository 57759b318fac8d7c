import ArgumentParser
import EventLogSQLite
import JSONText
import RefundDomain
import RefundLedger
import Units

/// `refund-ledger explain`: why a verdict is what it is.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a verdict: formula, rules, what was known, and the decision again.",
        discussion: """
            The verdict is decided again from the events before it, under the policy and calendar \
            of its time; it says whether the same comes out. Amounts in formulas are in fen.

            Example: refund-ledger explain KM-0004 C1
            """
    )

    @Argument(help: "The order's number.")
    var order: String

    @Argument(help: "The case; the latest when left out.")
    var refundCase: String?

    @Option(help: "The verdict, such as V1; the latest of the case when left out.")
    var verdict: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let explanation: Explanation
        do {
            explanation = try await Ledger.explanation(
                of: OrderID(order), case: refundCase.map { CaseID($0) },
                verdict: verdict.map { VerdictID($0) }, asOf: moment.moment, in: store,
                texts: try await options.openTexts(of: store))
        } catch let nothing as Explanation.Nothing {
            throw failure(nothing)
        }
        guard output.json else {
            let text = ExplanationText(explanation: explanation, language: output.language)
            return try Terminal.line(text.text)
        }
        var writer = JSONWriter()
        explanation.write(to: &writer)
        writer.newline()
        try Terminal.write(writer.bytes)
    }

    private func failure(_ nothing: Explanation.Nothing) -> Failure {
        let named = refundCase.map { "case '\($0)'" } ?? "case"
        return switch nothing {
        case .noOrder: .nothingRecorded(about: order)
        case .noCase:
            Failure(
                code: .noInput,
                sentence: "Order '\(order)' has no \(named), or had none at the time that was "
                    + "given. 'status' lists its cases.")
        case .noVerdict:
            Failure(
                code: .noInput,
                sentence: "The \(named) of order '\(order)' has no "
                    + (verdict.map { "verdict '\($0)'" } ?? "verdict")
                    + ", or had none at the time that was given. 'trace' shows how far it has come."
            )
        }
    }
}
