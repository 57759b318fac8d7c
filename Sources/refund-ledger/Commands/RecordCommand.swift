import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import JSONText
import RefundDomain
import RefundLedger

/// `refund-ledger record`: decides and records actions, line by line.
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Decide and record actions, one JSON object a line.",
        discussion: """
            Prints one result line for each action as soon as it is durable. Lines that come \
            together are made durable together. A malformed line ends the run with exit code 65; \
            everything before it is durable, nothing of it is recorded.

            Example: refund-ledger record actions.jsonl
            """
    )

    @Argument(help: "A file of JSON lines, or - for standard input.")
    var file: String

    @Flag(help: "Print no result lines, only what standard error says at the end.")
    var quiet = false

    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try SQLiteEventStore.open(options.directory, mode: .readWrite)
        let ledger = Ledger(store: store, now: presentMoment)
        var session = RecordSession(ledger: ledger, isQuiet: quiet)
        do {
            try await session.run(LineReader(file, lineBytesMax: ActionCodec.lineBytesMax))
        } catch {
            // Said first, so that the last line tells how far everything is durable.
            let failure = Failure(error)
            Terminal.error(failure.line)
            await session.sayHowFar(store)
            try? store.close()
            throw ExitCode(failure.code.rawValue)
        }
        await session.sayHowFar(store)
        try store.close()
    }
}

/// One run of `record`: how far it has come.
private struct RecordSession {
    /// The most lines that are made durable together.
    static let linesPerGroupMax = 2_048

    /// The most groups of lines that wait for their outcomes.
    static let groupsInFlightMax = 4

    let ledger: Ledger
    let isQuiet: Bool
    var durableLine = 0
    var progress = Progress("recorded", unit: "lines")

    mutating func run(_ input: consuming LineReader) async throws {
        var reader = input
        var line = 0
        var running: [RecordedLines] = []
        while let lines = try reader.next(atMost: Self.linesPerGroupMax) {
            do throws(Failure) {
                try Interruption.check()
            } catch {
                for recorded in running { try await finish(recorded) }
                throw error
            }
            let (actions, fault) = parse(lines, &line)
            // The next lines are read and decided while the last ones are made durable.
            running.append(
                RecordedLines(
                    lines: actions.map(\.line), last: fault == nil ? line : line - 1,
                    pending: ledger.enqueue(actions.map(\.action))))
            if running.count >= Self.groupsInFlightMax {
                try await finish(running.removeFirst())
            }
            progress.show(line, share: reader.bytesInAll.map { (reader.bytesRead, $0) })
            guard let fault else { continue }
            for recorded in running { try await finish(recorded) }
            throw fault
        }
        for recorded in running { try await finish(recorded) }
        progress.end()
    }

    /// The actions of some lines, up to the first that makes no sense.
    private func parse(
        _ lines: [ArraySlice<UInt8>], _ line: inout Int
    ) -> (actions: [(line: Int, action: Action)], fault: InputError?) {
        var actions: [(line: Int, action: Action)] = []
        actions.reserveCapacity(lines.count)
        for bytes in lines {
            line += 1
            guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            do throws(InputError) {
                actions.append((line, try ActionCodec.parse(bytes)))
            } catch {
                return (actions, error.inLine(line))
            }
        }
        return (actions, nil)
    }

    /// Waits until lines are durable, and prints what came of them.
    private mutating func finish(_ recorded: RecordedLines) async throws {
        let outcomes = try await recorded.pending.outcomes()
        durableLine = recorded.last
        if !isQuiet { try print(zip(recorded.lines, outcomes)) }
    }

    private func print(_ outcomes: some Sequence<(Int, Outcome)>) throws {
        var writer = JSONWriter()
        for (line, outcome) in outcomes {
            outcome.write(to: &writer, line: line)
            writer.newline()
        }
        try Terminal.write(writer.bytes)
    }

    /// The last line on standard error: through which line and position everything is durable.
    func sayHowFar(_ store: SQLiteEventStore) async {
        guard let head = try? await store.head() else { return }
        Terminal.error("Durable through line \(durableLine), position \(head.size).")
    }
}

/// Lines on their way into the log.
private struct RecordedLines {
    let lines: [Int]
    let last: Int
    let pending: PendingOutcomes
}
