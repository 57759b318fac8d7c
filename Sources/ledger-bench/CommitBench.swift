import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import RefundDomain
import RefundLedger
import Units

/// `ledger-bench commit`: callers who wait for each of their actions to be durable.
struct CommitBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit",
        abstract: "Measure callers that wait until each of their actions is durable.",
        discussion: """
            Makes a new ledger. All actions of an order come from one caller, in order. What the \
            file publishes before its first order is recorded before; actions about all orders, \
            such as a sweep, are left out.

            Example: ledger-bench commit actions.jsonl --ledger bench --callers 16
            """)

    @Argument(help: "Actions as JSON lines, such as `refund-ledger shop` prints.")
    var file: String

    @Option(help: "The directory of the new ledger.")
    var ledger: String

    @Option(help: "How many callers.")
    var callers = 1

    @Option(help: "How many actions in all.")
    var actions = 2_000

    func validate() throws {
        guard callers > 0, actions > 0 else {
            throw ValidationError("--callers and --actions count from 1.")
        }
    }

    func run() async throws {
        let new = try await NewLedger(ledger)
        var input = try ActionFile(file)
        var left = actions
        var isOpening = true
        var shares = Array(repeating: [Action](), count: callers)
        while left > 0 {
            let read = try input.next(atMost: 1_024)
            guard !read.isEmpty else { break }
            for action in read where left > 0 {
                if let order = action.order {
                    isOpening = false
                    shares[Self.caller(of: order, among: callers)].append(action)
                    left -= 1
                } else if isOpening {
                    _ = try await new.ledger.handle(action)
                }
            }
        }
        let before = try await new.store.head().size
        let started = ContinuousClock.now
        let latencies = try await Self.record(shares, in: new.ledger)
        let duration = ContinuousClock.now - started
        let events = try await new.store.head().size - before
        try new.store.close()
        printJSON { writer in
            writer.members(Int64(latencies.count), "actions", in: duration)
            writer.member("events", events)
            writer.member("callers", Int64(callers))
            writer.name("latency")
            latencies.write(to: &writer)
        }
    }

    private static func record(
        _ shares: [[Action]], in ledger: Ledger
    ) async throws -> Latencies {
        try await withThrowingTaskGroup(of: Latencies.self) { group in
            for share in shares {
                group.addTask {
                    var latencies = Latencies()
                    for action in share {
                        _ = try await latencies.measure { try await ledger.handle(action) }
                    }
                    return latencies
                }
            }
            var all = Latencies()
            for try await one in group { all.add(one) }
            return all
        }
    }

    /// Always the same caller for an order, whatever the run (FNV-1a).
    private static func caller(of order: OrderID, among callers: Int) -> Int {
        let hash = order.text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return Int(hash % UInt64(callers))
    }
}
