import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import RefundDomain
import RefundLedger
import Units
import Vault
import ViewsSQLite

/// `ledger-bench ask`: questions about orders all over the log, one after the other.
struct QuestionBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Measure questions about one order, and totals as of any moment.",
        discussion: """
            Orders and moments are spread over the whole log by the seed. The views must be \
            current; any question brings them there. Everything is measured from an open ledger \
            to the value, printing excluded.

            Example: ledger-bench ask --ledger bench --orders 2000
            """)

    @Option(help: "The directory of a ledger.")
    var ledger: String

    @Option(help: "How many orders are asked for.")
    var orders = 2_000

    @Option(help: "How many moments totals are asked for.")
    var totals = 20

    @Option(help: "Which orders and moments.")
    var seed: UInt64 = 1

    func run() async throws {
        let store = try SQLiteEventStore.open(ledger, mode: .readOnly)
        let views = try ViewStore.open(ledger)
        let texts = try await openTexts(store)
        let questions = OrderQuestions(store: store)
        let end = try await store.head().size
        var random = Spread(state: seed)
        var (view, status, trace) = (Latencies(), Latencies(), Latencies())
        var (links, asOf, totals) = (Latencies(), Latencies(), Latencies())
        // Another order for each question: the segments of one just asked for are in memory.
        func next() async throws -> (id: OrderID, head: StreamHead)? {
            guard let head = try await Self.order(random.next(through: end), store),
                let id = Streams.order(of: head.name)
            else { return nil }
            return (id, head)
        }
        for _ in 0..<orders {
            let now = AsOf.now(presentMoment())
            if let (id, _) = try await next() {
                _ = try await view.measure { try views.order(id.text) }
            }
            if let (id, _) = try await next() {
                _ = try await status.measure {
                    try await questions.history(of: id, asOf: now).map(OrderStatus.init)
                }
            }
            if let (id, _) = try await next() {
                let told = try await trace.measure {
                    try await questions.trace(of: id, asOf: now, texts: texts)
                }
                let moment = told?.history.judgedAt ?? presentMoment()
                _ = try await links.measure {
                    try views.linkedCases(of: id.text, openedBy: moment, limit: 5)
                }
            }
            if let (id, head) = try await next() {
                let position = head.id + random.next(through: end - head.id + 1) - 1
                _ = try await asOf.measure {
                    try await questions.history(of: id, asOf: .position(position))
                }
            }
        }
        for _ in 0..<self.totals {
            let page = try await store.readAll(after: random.next(through: end) - 1, limit: 1)
            guard let moment = page.first?.occurredAt else { continue }
            _ = try await totals.measure {
                try views.totals(by: .month, from: nil, to: nil, asOf: moment, through: nil)
            }
        }
        printJSON { writer in
            writer.member("log_events", end)
            for (name, latencies) in [
                ("status_view", view), ("status", status), ("trace", trace),
                ("trace_links", links),
                ("order_as_of", asOf), ("totals_as_of", totals),
            ] {
                writer.name(name)
                latencies.write(to: &writer)
            }
        }
    }

    /// What reads the sealed texts, which are part of the story that trace tells.
    private func openTexts(_ store: SQLiteEventStore) async throws -> TextOpener {
        guard let name = try await Ledger.vaultName(in: store) else {
            return TextOpener(nil, now: presentMoment())
        }
        let vault = try Vault.open(
            in: ledger, origin: try await store.origin(), vault: name,
            source: wrappingKey(in: ledger), isReadOnly: true)
        return TextOpener(
            vault, subjects: try await Ledger.subjects(in: store), now: presentMoment())
    }

    /// The first order that begins at a position or behind it; the last ones may have none.
    private static func order(
        _ position: Position, _ store: SQLiteEventStore
    ) async throws -> StreamHead? {
        try await store.streams(after: position - 1, limit: 8).first {
            Streams.order(of: $0.name) != nil
        }
    }
}

/// Numbers spread evenly, the same for the same seed: SplitMix64 (Steele, Lea, Flood, 2014).
struct Spread {
    var state: UInt64

    /// A number from 1 through a limit, which must be at least 1.
    mutating func next(through limit: Int64) -> Int64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        mixed ^= mixed >> 31
        return Int64(mixed % UInt64(max(1, limit))) + 1
    }
}
