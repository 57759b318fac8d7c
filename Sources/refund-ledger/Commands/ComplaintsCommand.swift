import ArgumentParser
import JSONText
import Records
import RefundDomain
import RefundLedger
import Units

/// `refund-ledger complaints`: chases, complaints and missed deadlines of an order.
struct ComplaintsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complaints",
        abstract: "Show the chases, complaints and missed deadlines of an order.",
        discussion: "Example: refund-ledger complaints KM-0009"
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
        let steps = ComplaintStep.timeline(of: history.events)
        guard !json else {
            var writer = JSONWriter()
            writer.beginArray()
            for step in steps { step.write(to: &writer) }
            writer.endArray()
            writer.newline()
            return try Terminal.write(writer.bytes)
        }
        guard !steps.isEmpty else { return try Terminal.line("No chases or complaints.") }
        var table = TextTable(["at", "what", "step", "by", "details"])
        for step in steps {
            let details = [
                step.channel?.name, step.externalRef?.text, step.explanation?.name,
                step.commitmentAt.map { "promised by \($0)" },
            ]
            table.add([
                step.at.shanghaiText, "\(step.kind.rawValue) \(step.id)", step.step,
                step.actorRole.name, details.compactMap { $0 }.joined(separator: ", "),
            ])
        }
        try Terminal.line(table.text)
    }
}
