import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import RefundDomain
import RefundLedger
import Units
import Wording

/// `refund-ledger follow`: new events as they come.
struct FollowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Print new events as they come, like tail -f.",
        discussion: """
            Begins at the end of the log unless told otherwise, and looks four times a second for \
            more. It ends with Ctrl-C, or when nobody reads its output any more. With --json it \
            prints what 'export' prints.

            Example: refund-ledger follow --order KM-0009 --from-position 1
            """
    )

    /// How long to wait before looking again.
    private static let pause = Duration.milliseconds(250)

    @Option(help: "The position to begin with; 1 is the first event.")
    var fromPosition: Int64?

    @Option(help: "Only events of this order.")
    var order: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard fromPosition ?? 1 >= 1 else {
            throw ValidationError("--from-position counts from 1, the first event.")
        }
    }

    func run() async throws {
        let store = try options.openForReading()
        let end = try await store.head().size
        var follower = LogFollower(
            store, after: fromPosition.map { $0 - 1 } ?? end, order: order.map { OrderID($0) })
        while try isWanted() {
            if var events = try await follower.next() {
                if output.json, !events.isEmpty {
                    // Opened anew, because an erasure may have come between two pages.
                    let texts = try await options.openTexts(of: store)
                    for place in events.indices { try events[place].open(texts) }
                }
                try print(events)
            } else {
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    /// Whether anybody still reads.
    ///
    /// - Throws: An exit code without a word when a signal came: that is how this command ends.
    private func isWanted() throws -> Bool {
        do {
            try Interruption.check()
        } catch {
            throw ExitCode(error.code.rawValue)
        }
        return !Terminal.isOutputClosed
    }

    private func print(_ events: [LogFollower.Event]) throws {
        guard !events.isEmpty else { return }
        var writer = JSONWriter()
        guard output.json else {
            let lines = events.map { $0.line(in: output.language) }
            return try Terminal.line(lines.map(\.shownInOneLine).joined(separator: "\n"))
        }
        for event in events {
            event.recorded.write(to: &writer, order: event.order, version: event.version)
            writer.newline()
        }
        try Terminal.write(writer.bytes)
    }
}

extension LogFollower.Event {
    fileprivate func line(in language: Language) -> String {
        let actor = recorded.header.context.actor
        let parts = [
            recorded.header.occurredAt.shanghaiSecond, "#\(recorded.header.position)",
            order?.text, recorded.event.caseID?.text, recorded.event.text(in: language),
        ]
        return parts.compactMap { $0 }.joined(separator: "  ")
            + Wording(
                ", by \(actor.id.text) (\(actor.role.text(in: .en)))",
                zh: "，\(actor.id.text)（\(actor.role.text(in: .zh))）"
            ).in(language)
    }
}
