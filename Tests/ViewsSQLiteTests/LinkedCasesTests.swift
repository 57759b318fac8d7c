import GRDB
import Records
import RefundDomain
import Testing
import Units
import ViewTesting

@testable import ViewsSQLite

/// Cases of other orders that have something in common with an order.
@Suite struct LinkedCasesTests {
    /// O-1, O-2 and O-3, each twice: the copies share buyers, evidence and products.
    private func links(
        _ order: String, openedBy: Instant = .distantFuture, limit: Int = 10,
        countMax: Int64 = 1_000
    ) throws -> [LinkedCases] {
        let store = try ViewStore.inMemory()
        try store.follow(History.rich().woven(copies: 2), batchesOf: 20)
        return try store.linkedCases(
            of: order, openedBy: openedBy, limit: limit, countMax: countMax)
    }

    @Test func `they are found by buyer, evidence and product`() throws {
        let links = try links("O-1-1")
        #expect(links.map(\.bond) == [.buyer, .evidence, .sku])
        #expect(links[0].cases.map(\.order) == ["O-1-2"])
        // The orders O-1 and O-2 show the same file, and are about the same product.
        #expect(Set(links[1].cases.map(\.order)) == ["O-1-2", "O-2-1", "O-2-2"])
        #expect(Set(links[2].cases.map(\.order)) == ["O-1-2", "O-2-1", "O-2-2"])
        #expect(links[0].cases.first?.caseID == "C1")
        #expect(links[0].cases.first?.requested == 10_000)
    }

    @Test func `all are counted, some are shown`() throws {
        let links = try links("O-1-1", limit: 1)
        #expect(links.map(\.count) == [1, 3, 3])
        #expect(links.map(\.cases.count) == [1, 1, 1])
    }

    @Test func `only so many are counted, and that there are more is told`() throws {
        let some = try links("O-1-1", countMax: 2)
        #expect(some.map(\.count) == [1, 2, 2])
        #expect(some.map(\.hasMore) == [false, true, true])
        #expect(try links("O-1-1", countMax: 3).allSatisfy { !$0.hasMore })
    }

    @Test(arguments: [0, 1, 4, 7, 13])
    func `the latest are shown, however many there are`(limit: Int) throws {
        let store = try ViewStore.inMemory()
        try store.follow(History.rich().woven(copies: 7), batchesOf: 20)
        // Opened at one moment; now a day each apart, and not in the order of their numbers.
        try store.writer.write { db in
            for table in ["case_product", "refund_case"] {
                try db.execute(
                    sql: """
                        UPDATE \(table) SET opened_at = opened_at \
                        + 86400000 * (substr(order_no, -1) * 5 % 7)
                        """)
            }
        }
        let all = try store.linkedCases(of: "O-1-3", limit: 100)
        #expect(all[2].cases.count == 13)
        #expect(all[2].cases.map(\.openedAt) == all[2].cases.map(\.openedAt).sorted(by: >))
        let some = try store.linkedCases(of: "O-1-3", limit: limit)
        for (all, some) in zip(all, some) {
            #expect(some.cases == Array(all.cases.prefix(limit)))
            #expect(some.count == all.count)
        }
    }

    @Test func `as of a moment, only what there was`() throws {
        let applied = History.start.adding(hours: 1)
        #expect(try links("O-1-1", openedBy: applied).map(\.count) == [1, 0, 3])
        #expect(
            try links("O-1-1", openedBy: applied.adding(milliseconds: -1)).map(\.count)
                == [0, 0, 0])
    }

    @Test func `an order alone has none`() throws {
        let links = try links("O-unknown-1")
        #expect(links.allSatisfy { $0.count == 0 && $0.cases.isEmpty })
    }
}
