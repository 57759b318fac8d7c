import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import RefundDomain
import RefundLedger

/// `refund-ledger export`: every event of the log, as JSON lines.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print every event of the log, one JSON object a line.",
        discussion: """
            Names are permanent; amounts are in fen, times are Shanghai times.

            Example: refund-ledger export > events.jsonl
            """
    )

    /// The most events that are read at a time.
    private static let pageMax = 4_096

    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        var names = StreamNames(store: store)
        var position: Position = 0
        while true {
            try Interruption.check()
            let page = try await store.readAll(after: position, limit: Self.pageMax)
            guard let last = page.last else { return }
            var writer = JSONWriter()
            for entry in page {
                let order = Streams.order(of: try await names.name(of: entry))
                try EventCodec.decode(entry)
                    .write(to: &writer, order: order, version: entry.version)
                writer.newline()
            }
            try Terminal.write(writer.bytes)
            position = last.position
        }
    }
}
