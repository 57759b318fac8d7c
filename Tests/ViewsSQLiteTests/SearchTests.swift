import GRDB
import Records
import RefundDomain
import Testing
import Units
import ViewTesting

@testable import ViewsSQLite

/// Orders by what people know of them, and clocks by their due date.
@Suite struct SearchTests {
    private func views() throws -> ViewStore {
        let store = try ViewStore.inMemory()
        try store.follow(.rich(), batchesOf: 10)
        return store
    }

    private func found(_ change: (inout OrderSearch) -> Void) throws -> [String] {
        var search = OrderSearch()
        change(&search)
        return try views().orders(search).orders.map(\.number)
    }

    @Test func `a number is found by its beginning`() throws {
        #expect(try found { $0.numberPrefix = "O-" } == ["O-1", "O-2", "O-3"])
        #expect(try found { $0.numberPrefix = "O-2" } == ["O-2"])
        #expect(try found { $0.numberPrefix = "-2" }.isEmpty)
        #expect(try found { $0.numberPrefix = "O-%" }.isEmpty)
    }

    @Test func `an order is found by how it stands`() throws {
        #expect(try found { $0.caseStatus = "completed" } == ["O-1", "O-2"])
        #expect(try found { $0.caseStatus = "under_review" } == ["O-3"])
        #expect(try found { $0.refundStatus = "full" } == ["O-2"])
        #expect(try found { $0.refundStatus = "partial" } == ["O-1"])
    }

    @Test func `an order is found by an amount`() throws {
        #expect(try found { $0.amountFrom = 10_000 } == ["O-1", "O-2"])
        #expect(try found { $0.amountThrough = 10_000 } == ["O-1", "O-3"])
        #expect(
            try found {
                $0.amount = .approved
                ($0.amountFrom, $0.amountThrough) = (9_500, 9_500)
            } == ["O-1"])
        #expect(
            try found {
                $0.amount = .paidOut
                $0.amountFrom = 9_501
            } == ["O-2"])
    }

    @Test func `an order is found by its evidence`() throws {
        let shared = [UInt8](repeating: 7, count: 32)
        #expect(try found { $0.evidence = shared } == ["O-1", "O-2"])
        #expect(try found { $0.evidence = [8, 8, 8, 8] } == ["O-1"])
        #expect(try found { $0.evidence = [8, 8, 8, 9] }.isEmpty)
        #expect(try found { $0.evidence = [] }.count == 2)
    }

    @Test func `an order is found by a refund number and by who acted in it`() throws {
        #expect(try found { $0.refundNumber = "O-2-P1" } == ["O-2"])
        #expect(try found { $0.refundNumber = "O-2" }.isEmpty)
        #expect(try found { $0.actor = "rev-2" } == ["O-2"])
        // Who was refused acted, too.
        #expect(try found { $0.actor = "buyer-9" } == ["O-3"])
    }

    @Test func `everything given must hold`() throws {
        #expect(
            try found {
                $0.actor = "fin-1"
                $0.buyer = "buyer-2"
            } == ["O-2"])
        #expect(
            try found {
                $0.actor = "rev-2"
                $0.buyer = "buyer-1"
            }.isEmpty)
        #expect(
            try found {
                $0.caseStatus = "completed"
                $0.actor = "rev-2"
            } == ["O-2"])
    }

    @Test func `it says whether there are more`() throws {
        var search = OrderSearch()
        search.limit = 2
        #expect(try views().orders(search).hasMore)
        #expect(try views().orders(search).orders.count == 2)
        search.limit = 3
        #expect(try !views().orders(search).hasMore)
    }

    @Test(arguments: ["number", "buyer", "evidence"])
    func `a search that leads to few orders reads an index`(by: String) throws {
        var search = OrderSearch()
        search.actor = "rev-1"
        switch by {
        case "number": search.numberPrefix = "O-1"
        case "buyer": search.buyer = "buyer-1"
        case _: search.evidence = [7, 7, 7, 7]
        }
        var plan: [String] = []
        let store = try views()
        let (sql, arguments) = store.statement(of: search)
        try store.read { db in
            plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
                .map { $0["detail"] }
        }
        #expect(plan.allSatisfy { !$0.hasPrefix("SCAN") }, "\(plan)")
    }

    private func clocks(_ change: (inout ClockSearch) -> Void) throws -> [String] {
        var search = ClockSearch()
        change(&search)
        return try views().clocks(search).clocks.map { "\($0.order) \($0.name)" }
    }

    @Test func `clocks that run are listed by due date`() throws {
        // O-3 waits for its verdict; the clocks of the others ended.
        #expect(try clocks { $0.judgedAt = History.start } == ["O-3 review"])
        #expect(try clocks { $0.name = "payout" }.isEmpty)
    }

    @Test func `clocks are overdue from their due date on`() throws {
        let due = try #require(try views().clocks(ClockSearch()).clocks.first?.dueAt)
        func overdue(_ instant: Instant?) throws -> Int {
            try clocks {
                $0.overdue = true
                $0.judgedAt = instant
            }.count
        }
        #expect(try overdue(due) == 1)
        #expect(try overdue(due.adding(milliseconds: -1)) == 0)
        // Its latest event is a sweep long after.
        #expect(try overdue(nil) == 1)
    }

    @Test func `clocks are due within a time, which leaves out those that are late`() throws {
        let due = try #require(try views().clocks(ClockSearch()).clocks.first?.dueAt)
        func within(_ milliseconds: Int64, before: Int64, overdue: Bool = false) throws -> Int {
            try clocks {
                $0.dueWithin = milliseconds
                $0.judgedAt = due.adding(milliseconds: -before)
                $0.overdue = overdue
            }.count
        }
        #expect(try within(1_000, before: 1_000) == 1)
        #expect(try within(999, before: 1_000) == 0)
        #expect(try within(1_000, before: 0) == 0)
        #expect(try within(1_000, before: 0, overdue: true) == 1)
    }

    @Test func `all clocks are counted, some are shown`() throws {
        let store = try ViewStore.inMemory()
        try store.follow(History.rich().woven(copies: 3), batchesOf: 20)
        var search = ClockSearch()
        search.limit = 2
        let found = try store.clocks(search)
        #expect(found.count == 3 && found.clocks.map(\.order) == ["O-3-1", "O-3-2"])
    }
}
