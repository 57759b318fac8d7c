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
            await session.sayHowFar(store)
            try? store.close()
            throw error
        }
        await session.sayHowFar(store)
        try store.close()
    }
}

/// One run of `record`: how far it has come.
private struct RecordSession {
    /// The most lines that are made durable together.
    static let linesPerGroupMax = 2_048

    let ledger: Ledger
    let isQuiet: Bool
    var durableLine = 0
    var progress = Progress("recorded", unit: "lines")

    mutating func run(_ input: consuming LineReader) async throws {
        var reader = input
        var line = 0
        while let lines = try reader.next(atMost: Self.linesPerGroupMax) {
            var actions: [(line: Int, action: Action)] = []
            var fault: InputError?
            for bytes in lines {
                line += 1
                guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
                do throws(InputError) {
                    actions.append((line, try ActionCodec.parse(bytes)))
                } catch {
                    fault = error.inLine(line)
                    break
                }
            }
            let outcomes = try await ledger.handle(actions.map(\.action))
            durableLine = fault == nil ? line : line - 1
            if !isQuiet { try print(zip(actions.map(\.line), outcomes)) }
            if let fault { throw fault }
            progress.show(line, share: reader.bytesInAll.map { (reader.bytesRead, $0) })
        }
        progress.end()
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
