import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import RefundDomain
import RefundLedger
import RefundProjections
import ViewsSQLite

/// `ledger-bench groups`: groups of actions, one durable commit each, and the views after them.
struct GroupBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "groups",
        abstract: "Measure groups of actions, each made durable by one commit, and the views.",
        discussion: """
            Makes a new ledger with views. Actions are parsed a round at a time, outside the \
            measurement; then they are recorded in groups, two of them under way at a time, so \
            that a group is decided while the last one is made durable; then the views are \
            brought current. Both are measured, apart and together.

            Example: ledger-bench groups actions.jsonl --ledger bench --group 1000
            """)

    @Argument(help: "Actions as JSON lines, such as `refund-ledger shop` prints.")
    var file: String

    @Option(help: "The directory of the new ledger.")
    var ledger: String

    @Option(help: "How many actions are made durable together.")
    var group = 1_000

    @Option(help: "How many actions are recorded before the views are brought current.")
    var round = 100_000

    @Flag(help: "Leave the views out.")
    var noViews = false

    func validate() throws {
        guard (1...Ledger.actionsPerGroupMax).contains(group), round > 0 else {
            throw ValidationError("--group counts from 1 to \(Ledger.actionsPerGroupMax).")
        }
    }

    func run() async throws {
        let new = try await NewLedger(ledger)
        let views = noViews ? nil : CurrentViews(views: try ViewStore.create(ledger))
        let feed = ViewFeed(store: new.store)
        if let views { try await feed.bringForward(views) }
        let before = try await new.store.head().size
        var input = try ActionFile(file)
        var (recording, viewing) = (Effort(), Effort())
        while true {
            let actions = try input.next(atMost: round)
            guard !actions.isEmpty else { break }
            try await recording.measure {
                try await record(actions, in: new.ledger)
            }
            guard let views else { continue }
            try await viewing.measure {
                try await feed.bringForward(views)
            }
        }
        let events = try await new.store.head().size - before
        try views?.views.close()
        try new.store.close()
        printJSON { [recording, viewing] writer in
            writer.members(events, "events", in: recording.wall + viewing.wall)
            writer.member("recording_us", Int64(recording.wall / .microseconds(1)))
            writer.member("recording_cpu_us", Int64(recording.processor / .microseconds(1)))
            writer.member("views_us", Int64(viewing.wall / .microseconds(1)))
            writer.member("views_cpu_us", Int64(viewing.processor / .microseconds(1)))
        }
    }

    private func record(_ actions: [Action], in ledger: Ledger) async throws {
        var running: [PendingOutcomes] = []
        for start in stride(from: 0, to: actions.count, by: group) {
            let end = min(actions.count, start + group)
            running.append(ledger.enqueue(Array(actions[start..<end])))
            if running.count >= 2 { _ = try await running.removeFirst().outcomes() }
        }
        for pending in running { _ = try await pending.outcomes() }
    }
}

/// Views as a feed writes them.
struct CurrentViews: ViewWriting {
    let views: ViewStore

    var isUnderConstruction: Bool { views.isUnderConstruction }

    func currentPosition() throws -> Int64 { try views.position }

    func write(_ changes: ViewChanges) throws { try views.write(changes) }
}
