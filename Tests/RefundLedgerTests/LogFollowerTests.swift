import EventLog
import LedgerTesting
import RefundDomain
import Testing
import Units

@testable import RefundLedger

/// Reading the log as it grows.
@Suite struct LogFollowerTests {
    @Test func `events are read once, as they come`() async throws {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        var follower = LogFollower(store, after: 2)
        #expect(try await follower.next() == nil)
        _ = try await ledger.handle(register())
        let first = try #require(try await follower.next())
        #expect(first.map(\.recorded.event.kind) == [.orderRegistered])
        #expect(first.map(\.order) == ["KM-1"] && first.map(\.version) == [1])
        #expect(try await follower.next() == nil)
        _ = try await ledger.handle(apply())
        _ = try await ledger.handle(register("KM-2"))
        #expect(try await follower.next()?.map(\.order) == ["KM-1", "KM-2"])
        #expect(follower.position == 5)
    }

    @Test func `an order is followed among others`() async throws {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        for number in ["KM-1", "KM-2"] { _ = try await ledger.handle(register(number)) }
        _ = try await ledger.handle(apply("KM-2"))
        var follower = LogFollower(store, after: 0, order: "KM-2")
        #expect(try await follower.next()?.map(\.recorded.header.position) == [4, 5])
        _ = try await ledger.handle(apply("KM-1"))
        #expect(try await follower.next() == [])
        #expect(try await follower.next() == nil)
    }

    @Test func `a long log comes in pages`() async throws {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        for number in 1...LogFollower.eventsPerPageMax {
            _ = try await ledger.handle(register("KM-\(number)"))
        }
        var follower = LogFollower(store, after: 0)
        var sizes: [Int] = []
        while let page = try await follower.next() { sizes.append(page.count) }
        #expect(sizes == [LogFollower.eventsPerPageMax, 2])
    }
}
