import ArgumentParser
import EventLog
import EventLogSQLite
import RefundDomain
import RefundLedger

/// `ledger-bench record`: recording as the command line does it, without the parsing.
struct RecordBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Measure parsing and recording apart from each other.",
        discussion: """
            Makes a new ledger, and prints what took how long as JSON.

            Example: ledger-bench record actions.jsonl --ledger bench
            """)

    /// How many lines are parsed before they are recorded; bounds the memory.
    private static let linesPerRound = 131_072

    /// As many lines as `record` hands over at a time, and as many groups as it has under way.
    private static let linesPerGroup = 2_048
    private static let groupsInFlightMax = 4

    @Argument(help: "Actions as JSON lines, such as `refund-ledger shop` prints.")
    var file: String

    @Option(help: "The directory of the new ledger.")
    var ledger: String

    func run() async throws {
        let new = try await NewLedger(ledger)
        let before = try await new.store.head().size
        var input = try ActionFile(file)
        var (parsing, recording) = (Effort(), Effort())
        while true {
            let actions = try await parsing.measure { try input.next(atMost: Self.linesPerRound) }
            guard !actions.isEmpty else { break }
            try await recording.measure { try await Self.record(actions, in: new.ledger) }
        }
        let events = try await new.store.head().size - before
        try new.store.close()
        print(
            """
            {"events":\(events),"parse_ms":\(parsing.wall / .milliseconds(1)),\
            "parse_cpu_ms":\(parsing.processor / .milliseconds(1)),\
            "record_ms":\(recording.wall / .milliseconds(1)),\
            "record_cpu_ms":\(recording.processor / .milliseconds(1)),\
            "events_per_second_without_parsing":\
            \(Int(Double(events) / (recording.wall / .seconds(1))))}
            """)
    }

    private static func record(_ actions: [Action], in ledger: Ledger) async throws {
        var running: [PendingOutcomes] = []
        for start in stride(from: 0, to: actions.count, by: linesPerGroup) {
            let end = min(actions.count, start + linesPerGroup)
            running.append(ledger.enqueue(Array(actions[start..<end])))
            if running.count >= groupsInFlightMax { _ = try await running.removeFirst().outcomes() }
        }
        for pending in running { _ = try await pending.outcomes() }
    }
}
