import EventLog
import JSONText
import LedgerTesting
import RefundDomain
import Units

@testable import RefundLedger

/// A story of `Fixtures/stories`, played into a fresh log.
func story(_ name: String) async throws -> MemoryEventStore {
    let store = MemoryEventStore()
    let ledger = Ledger(store: store)
    try await ledger.initialize()
    for line in try Fixture.text("stories/\(name).jsonl").split(separator: "\n") {
        guard case .object(let members) = try JSONValue.parse(String(line)),
            members.contains(where: { $0.name == "do" })
        else { continue }
        let action = JSONValue.object(members.filter { $0.name != "expect" })
        guard let parsed = try? parse(action.text) else { continue }
        _ = try await ledger.handle(parsed)
    }
    return store
}

/// As of now, long after every story.
let afterAll = AsOf.now(clock("2026-12-01T12:00"))
