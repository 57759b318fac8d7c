import EventLog
import EventLogSQLite
import Foundation
import LedgerTesting
import MerkleTree
import RefundDomain
import RefundLedger
import Testing
import Units

/// Ledgers that earlier versions have written; they must open for ever, with the same root.
@Suite struct OldLedgerTests {
    static let names = (try? Fixture.names(in: "Fixtures/ledgers")) ?? []

    @Test func `there is a ledger of the first format`() {
        #expect(Self.names.contains("v1"))
    }

    @Test(arguments: names)
    func `it opens with the size and the root of its time`(name: String) async throws {
        let directory = try TemporaryLedger(copying: name)
        let head = try await directory.open(.readOnly).head()
        let text = "size \(head.size)\nroot \(head.root.hex)\n"
        #expect(text == (try Fixture.text("ledgers/\(name)/head.txt")))
    }

    @Test(arguments: names)
    func `every entry decodes, every order folds, the root is over all bytes`(
        name: String
    ) async throws {
        let directory = try TemporaryLedger(copying: name)
        let store = try directory.open(.readOnly)
        let entries = try await store.readAll(after: 0, limit: 65_536)
        let head = try await store.head()
        #expect(entries.map(\.position) == Array(1...head.size))
        #expect(MerkleTree.root(of: entries.map { MerkleTree.leafHash($0.bytes) }) == head.root)

        var orders: [StreamID: Order] = [:]
        for entry in entries {
            if let name = entry.name {
                orders[entry.stream] = Streams.order(of: name).map(Order.init)
            }
            let recorded = try EventCodec.decode(entry)
            orders[entry.stream]?.evolve(recorded.event, recorded.header)
        }
        for order in orders.values where order.registration != nil {
            let money = order.money
            #expect(money.paidOut + money.inFlight <= money.approved)
            #expect(money.approved <= money.paid)
        }
        #expect(orders.count > 100)
    }

    @Test(arguments: names)
    func `its entries are written today as they were then`(name: String) async throws {
        let directory = try TemporaryLedger(copying: name)
        let store = try directory.open(.readOnly)
        var changed: [Position] = []
        for entry in try await store.readAll(after: 0, limit: 65_536)
        where try entry.encodedAgain() != Array(entry.bytes) { changed.append(entry.position) }
        #expect(changed.isEmpty)
    }

    @Test func `it has segments with and without a dictionary`() async throws {
        let directory = try TemporaryLedger(copying: "v1")
        let statistics = try await directory.open(.readOnly).statistics()
        #expect(statistics.dictionaries == 1)
        #expect(statistics.segments == 67)
        #expect(statistics.tailEvents == 1)
    }

    @Test func `it takes new events, and the old ones stay what they were`() async throws {
        let directory = try TemporaryLedger(copying: "v1")
        let before = try await directory.open(.readOnly).head()
        let store = try directory.open()
        let outcome = try await Ledger(store: store).handle(try register("KM-NEW"))
        #expect(outcome.events.map(\.position) == [before.size + 1])
        let old = try await store.readAll(after: 0, limit: 65_536).prefix(Int(before.size))
        #expect(MerkleTree.root(of: old.map { MerkleTree.leafHash($0.bytes) }) == before.root)
        try store.close()
    }
}
