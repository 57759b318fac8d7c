import ArgumentParser
import EventLogSQLite
import JSONText
import RefundLedger

/// `ledger-bench replay`: every event read, decompressed and decoded; with each order, if wanted.
struct ReplayBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Measure reading every event as a typed value, and folding every order.",
        discussion: "Example: ledger-bench replay --ledger bench --fold")

    @Option(help: "The directory of a ledger.")
    var ledger: String

    @Flag(help: "Fold each event's order, too.")
    var fold = false

    func run() async throws {
        let store = try SQLiteEventStore.open(ledger, mode: .readOnly)
        var summary = ReplaySummary()
        let duration = try await ContinuousClock().measure {
            try await LogReplay(store: store).run(folding: fold) { event in
                summary.add(event.recorded)
            }
        }
        printJSON { [summary] writer in
            writer.members(summary.events, "events", in: duration)
        }
    }
}
