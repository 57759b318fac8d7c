import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import RefundDomain
import RefundLedger
import Units

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
        let store = try SQLiteEventStore.create(
            ledger, origin: "bench", created: Instant(milliseconds: 0))
        let recorder = Ledger(
            store: store,
            now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) })
        try await recorder.initialize()
        let before = try await store.head().size
        let input = try Data(
            contentsOf: URL(fileURLWithPath: file), options: .alwaysMapped)
        var parsing = Duration.zero
        var recording = Duration.zero
        var rest = input[...]
        while !rest.isEmpty {
            var actions: [Action] = []
            parsing += try ContinuousClock().measure {
                while actions.count < Self.linesPerRound, !rest.isEmpty {
                    let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
                    actions.append(try ActionCodec.parse(Array(rest[..<end])[...]))
                    rest = rest[end...].dropFirst()
                }
            }
            recording += try await ContinuousClock().measure {
                try await Self.record(actions, in: recorder)
            }
        }
        let events = try await store.head().size - before
        try store.close()
        print(
            """
            {"events":\(events),"parse_ms":\(parsing / .milliseconds(1)),\
            "record_ms":\(recording / .milliseconds(1)),\
            "events_per_second_without_parsing":\(Int(Double(events) / (recording / .seconds(1))))}
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
