import ArgumentParser
import EventLogSQLite
import JSONText
import RefundDomain
import RefundLedger
import Units
import ViewsSQLite

/// `refund-ledger trace`: the story of an order.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Tell the story of an order.",
        discussion: """
            Every event in order, with who acted in which role, the rules it rests on, the evidence \
            it speaks of and the money it changed; what was waited for in between; and the cases of \
            other orders that share the buyer, some evidence or a product. Times are Shanghai \
            times. As of another moment, linked cases are those opened by then, with the status \
            they have now.

            Example: refund-ledger trace KM-0009 --lang zh
            """
    )

    @Argument(help: "The order's number.")
    var order: String

    @Option(help: "How many linked cases of each kind to show; 1,000 are counted.")
    var links = 5

    @OptionGroup var output: OutputOptions
    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard (0...1_000).contains(links) else {
            throw ValidationError("--links counts from 0 to 1000.")
        }
    }

    func run() async throws {
        let store = try options.openForReading()
        let moment = moment.moment
        guard
            let trace = try await Ledger.trace(
                of: OrderID(order), asOf: moment, in: store,
                texts: try await options.openTexts(of: store))
        else { throw Failure.nothingRecorded(about: order) }
        let views = try await CurrentViews.open(options.directory, store)
        let linked = try views.linkedCases(
            of: order, openedBy: trace.history.judgedAt, limit: links)
        guard output.json else {
            let text = TraceText(trace: trace, links: linked, language: output.language)
            return try Terminal.line(text.text)
        }
        var writer = JSONWriter()
        writer.beginObject()
        trace.writeMembers(to: &writer)
        writer.name("links")
        writer.beginArray()
        for link in linked { link.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        writer.newline()
        try Terminal.write(writer.bytes)
    }
}

extension Failure {
    /// An order that the log says nothing about, as of the moment that was asked for.
    static func nothingRecorded(about order: String) -> Failure {
        Failure(
            code: .noInput,
            sentence:
                "Nothing is recorded about order '\(order)'. Check the number, and the time if one "
                + "was given.")
    }
}

extension LinkedCases {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("same", bond.rawValue)
        writer.member("count", count)
        writer.member("has_more", hasMore)
        writer.name("cases")
        writer.beginArray()
        for linked in cases {
            writer.beginObject()
            writer.member("order", linked.order)
            writer.member("case", linked.caseID)
            writer.member("opened_at", linked.openedAt.shanghaiText)
            writer.member("status_now", linked.status)
            writer.member("requested", linked.requested.amount)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
