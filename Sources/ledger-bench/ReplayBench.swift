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

    @Flag(help: "Take the events one after the other, instead of summing them up side by side.")
    var inOrder = false

    func run() async throws {
        let replay = LogReplay(store: try SQLiteEventStore.open(ledger, mode: .readOnly))
        var summary = ReplaySummary()
        let duration = try await ContinuousClock().measure {
            if inOrder {
                try await replay.run(folding: fold) { summary.add($0.recorded) }
            } else {
                summary = try await replay.summary(folding: fold)
            }
        }
        printJSON { [summary] writer in
            writer.members(summary.events, "events", in: duration)
        }
    }
}
