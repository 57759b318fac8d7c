import EventLog
import Foundation
import LedgerTesting
import RefundDomain
import Testing
import Units

@testable import RefundLedger

/// Random sequences of actions that aim at edges; whatever is asked, the same things hold.
///
/// 100 sequences are played for every change. `Tools/nightly` plays more: the environment variable
/// `SEQUENCES` says how many, `FIRST_SEED` from which seed on. A seed that fails is printed with
/// the fewest lines that still fail, as `refund-ledger record` takes them, and played again by
/// `FIRST_SEED=<seed> SEQUENCES=1 swift test --filter SequenceTests`.
@Suite struct SequenceTests {
    @Test(arguments: seeds())
    func `whatever is asked, the ledger keeps its promises`(seed: UInt64) async throws {
        guard let failure = try await ActionSequence.play(seed: seed) else { return }
        let least = try await ActionSequence.shrink(failure, on: ActionSequence.backend(seed))
        Issue.record(
            """
            Seed \(seed) breaks “\(failure.violation)” after \(failure.lines.count) actions.
            \(least.lines.count) are enough for “\(least.violation)”:
            \(least.lines.joined(separator: "\n"))
            """)
    }

    /// Without this, a change to the generator could leave it knocking at closed doors for ever.
    @Test func `the sequences reach most kinds of events and many refusals`() async throws {
        var kinds: Set<EventKind> = []
        var codes: Set<RefusalCode> = []
        for seed in 1...50 as ClosedRange<UInt64> {
            let store = MemoryEventStore()
            let ledger = Ledger(store: store)
            var adversary = Adversary(seed: seed)
            var orders: [OrderID: Order] = [:]
            for _ in 0..<30 {
                let line = adversary.next(orders: orders, facts: Facts.standard).line
                guard let action = try? parse(line) else { continue }
                let outcome = try await ledger.handle(action)
                kinds.formUnion(outcome.events.map(\.kind))
                if let refusal = outcome.refusal { codes.insert(refusal.code) }
                for id in Set(outcome.events.compactMap(\.order)) {
                    let entries = try await store.read(Streams.order(id), through: nil)
                    orders[id] = Order(id, history: try entries.map { try EventCodec.decode($0) })
                }
            }
        }
        #expect(kinds.count >= 48, "never seen: \(Set(EventKind.allCases).subtracting(kinds))")
        #expect(codes.count >= 30)
    }

    private static func seeds() -> [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["FIRST_SEED"].flatMap(UInt64.init) ?? 1
        let count = environment["SEQUENCES"].flatMap(UInt64.init) ?? 100
        return count == 0 ? [] : Array(first..<(first + count))
    }
}
