import Foundation
import RefundDomain
import RefundProjections
import Testing
import Units
import ViewTesting

@testable import ViewsSQLite

/// One history with something in every table, compared with what a person has read.
@Suite struct RichStoryTests {
    @Test func `every table holds what the story says`() throws {
        let store = try ViewStore.inMemory()
        try store.follow(.rich(), batchesOf: 1_000)
        let found = try store.dump()
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("rich-story.txt")
        if ProcessInfo.processInfo.environment["SNAP_UPDATE"] != nil {
            try found.write(to: file, atomically: true, encoding: .utf8)
        }
        let wanted = try String(contentsOf: file, encoding: .utf8)
        #expect(found.split(separator: "\n") == wanted.split(separator: "\n"))
        for table in found.components(separatedBy: "== ").dropFirst() {
            #expect(table.split(separator: "\n").count > 1, "nothing in \(table)")
        }
    }

    @Test(arguments: [1, 7, 1_000])
    func `views caught up in batches are the rebuilt ones`(size: Int) throws {
        let rebuilt = try ViewStore.inMemory()
        try rebuilt.follow(.rich(), batchesOf: 1_000_000)
        let followed = try ViewStore.inMemory()
        try followed.follow(.rich(), batchesOf: size)
        #expect(try followed.dump() == rebuilt.dump())
        #expect(try followed.position == 53)
    }

    @Test(arguments: [1, 7, 1_000])
    func `orders whose events take turns come out the same`(size: Int) throws {
        let woven = History.rich().woven(copies: 5)
        let rebuilt = try ViewStore.inMemory()
        try rebuilt.follow(woven, batchesOf: 1_000_000)
        let followed = try ViewStore.inMemory()
        try followed.follow(woven, batchesOf: size)
        #expect(try followed.dump() == rebuilt.dump())
        #expect(try rebuilt.totals().total.gross == Fen(5 * 33_300))
        #expect(try rebuilt.report(judgedAt: History.start).payoutSLABreached == 5)
    }

    @Test func `views as of a moment hold only what happened by then`() throws {
        let moment = try #require(Instant("2026-03-13T15:30:00+08:00"))
        var history = History.rich().steps
        history.removeAll { $0.entry.recorded.header.occurredAt > moment }
        var batch = ViewBatch(after: 0)
        batch.add(history)
        let store = try ViewStore.inMemory()
        try store.write(batch)
        #expect(try store.position == 52)
        #expect(try store.totals().total.gross == 25_700)
        #expect(try store.report(judgedAt: moment).payoutSLABreached == 1)
        #expect(try store.report(judgedAt: moment).completed == 0)
    }

    @Test func `totals add up by every key`() throws {
        let store = try ViewStore.inMemory()
        try store.follow(.rich(), batchesOf: 10)
        for grouping in TotalsGrouping.allCases {
            let totals = try store.totals(by: grouping)
            #expect(totals.total == Self.total)
            #expect(totals.rows.isEmpty == (grouping == .none))
            #expect(totals.rows.map(\.key) == totals.rows.map(\.key).sorted())
            #expect(grouping == .none || totals.rows.map(\.net).sum() == 29_500)
        }
        let byFault = try store.totals(by: .fault)
        #expect(byFault.rows.map(\.key) == ["buyer", "platform"])
        #expect(byFault.rows.map(\.fees) == [500, 0])
        #expect(byFault.position == 53)
    }

    private static let total = Totals.Row(
        key: "total", count: 4, gross: 33_300, reversed: 3_800, fees: 500, fixedCosts: 0)

    @Test func `totals know days and moments`() throws {
        let store = try ViewStore.inMemory()
        try store.follow(.rich(), batchesOf: 10)
        let day = try #require(LocalDate("2026-03-14"))
        let ofDay = try store.totals(by: .channel, from: day, to: day)
        #expect(
            ofDay.rows == [
                Totals.Row(key: "wallet", count: 1, gross: 3_800, reversed: 3_800)
            ])
        let early = try #require(Instant("2026-03-14T20:59:59+08:00"))
        #expect(try store.totals(by: .day, asOf: early).total.reversed == .zero)
        #expect(
            try store.totals(by: .day, asOf: early).rows.map(\.key) == [
                "2026-03-03", "2026-03-11", "2026-03-13",
            ])
        #expect(try store.totals(to: day.adding(days: -30)).total == Totals.Row(key: "total"))
        let byMonth = try store.totals(by: .month)
        #expect(byMonth.rows.map(\.key) == ["2026-03"])
        #expect(byMonth.rows.first?.net == byMonth.total.net)
    }

    @Test func `totals by category and channel split what either alone sums up`() throws {
        let store = try ViewStore.inMemory()
        try store.follow(.rich(), batchesOf: 10)
        let both = try store.totals(by: .categoryChannel)
        #expect(both.rows.allSatisfy { $0.key.split(separator: "/").count == 2 })
        for (place, grouping) in [TotalsGrouping.category, .channel].enumerated() {
            for row in try store.totals(by: grouping).rows {
                let parts = both.rows.filter { $0.key.split(separator: "/")[place] == row.key }
                #expect(parts.map(\.net).sum() == row.net, "\(row.key)")
                #expect(parts.map(\.count).reduce(0, +) == row.count, "\(row.key)")
            }
        }
    }

    @Test func `the report counts what the views hold`() throws {
        let store = try ViewStore.inMemory()
        try store.follow(.rich(), batchesOf: 10)
        let report = try store.report(judgedAt: History.start)
        #expect(
            report
                == Report(
                    orders: 3, cases: 3, completed: 2, closedUnpaid: 0, money: Self.total,
                    verdictsApproved: 2, verdictsRejected: 1, appealsFiled: 1,
                    appealsOverturned: 1, complaintsFiled: 1, complaintsEscalated: 1,
                    slaBreachesRecorded: 4, refusals: 3, refundedFull: 1, refundedPartial: 1,
                    refundedNone: 1, payoutClocks: 2, payoutSLABreached: 1, position: 53))
    }

    @Test func `orders are found by what people know of them`() throws {
        let store = try ViewStore.inMemory()
        try store.follow(.rich(), batchesOf: 10)
        func found(_ change: (inout OrderSearch) -> Void) throws -> [String] {
            var search = OrderSearch()
            change(&search)
            return try store.orders(search).orders.map(\.number)
        }
        #expect(try found { _ in } == ["O-1", "O-2", "O-3"])
        #expect(try found { $0.limit = 2 } == ["O-1", "O-2"])
        #expect(try found { $0.numberPrefix = "O-2" } == ["O-2"])
        #expect(try found { $0.buyer = "buyer-3" } == ["O-3"])
        #expect(try found { $0.productName = "steam \"100\" 充" }.count == 3)
        #expect(try found { $0.productName = "%" }.isEmpty)
        let day = LocalDate(of: History.start)
        #expect(try found { $0.paidFrom = day }.count == 3)
        #expect(try found { $0.paidThrough = day.adding(days: -1) }.isEmpty)
    }
}
