import Testing

@testable import RefundLedger

/// What stays in memory, and what goes first.
@Suite struct RecentOrdersTests {
    private final class Item: Keepable {
        let name: Int
        var isSettled: Bool

        init(_ name: Int, isSettled: Bool = false) {
            self.name = name
            self.isSettled = isSettled
        }
    }

    @Test func `what was used lately stays, whatever came between`() {
        var recent = RecentOrders<Int, Item>(capacity: 80)
        for number in 0..<10_000 {
            recent.insert(Item(number), for: number)
            #expect(recent.use(0)?.name == 0)
            #expect(recent.use(number)?.name == number)
        }
        #expect(kept(of: 10_000, in: recent).count <= 80)
        #expect(kept(of: 10_000, in: recent).contains(9_940))
        #expect(recent.use(5_000) == nil)
    }

    @Test func `what is settled goes before what is open`() {
        var recent = RecentOrders<Int, Item>(capacity: 80)
        for number in 0..<80 {
            recent.insert(Item(number, isSettled: number % 2 == 1), for: number)
        }
        // Half as many others were used after the first ones, and there was still room for them.
        #expect(recent.use(0) != nil && recent.use(1) == nil)
        #expect(recent.use(79) != nil)
    }

    @Test func `a value takes the place of another and counts as used`() {
        var recent = RecentOrders<Int, Item>(capacity: 16)
        for number in 0..<200 {
            recent.insert(Item(number), for: -1)
            recent.insert(Item(number), for: number)
        }
        #expect(recent.use(-1)?.name == 199)
        recent.removeAll()
        #expect(recent.use(-1) == nil)
        recent.insert(Item(7), for: 7)
        #expect(recent.use(7)?.name == 7)
    }

    @Test func `many turns with few uses keep neither keys nor values for ever`() {
        var recent = RecentOrders<Int, Item>(capacity: 100, endsTurns: false)
        var forgotten: [Int] = []
        recent.insert(Item(-1), for: -1)
        for number in 0..<1_000 {
            recent.insert(Item(number), for: number)
            _ = recent.use(number % 3)
            recent.endTurn { forgotten.append($0.name) }
        }
        #expect(kept(of: 1_000, in: recent).count <= 101)
        // Each is forgotten once, the one that was never used again among the first.
        #expect(forgotten.count == Set(forgotten).count)
        #expect(forgotten.prefix(100).contains(-1))
        #expect(forgotten.count >= 900)
    }

    @Test func `turns that do not end by themselves keep all that is used in them`() {
        var recent = RecentOrders<Int, Item>(capacity: 10, endsTurns: false)
        for number in 0..<1_000 { recent.insert(Item(number, isSettled: true), for: number) }
        #expect(kept(of: 1_000, in: recent).count == 1_000)
        recent.endTurn()
        recent.insert(Item(1_000), for: 1_000)
        recent.endTurn()
        #expect(kept(of: 1_001, in: recent) == [1_000])
    }

    @Test(arguments: [1, 2, 3]) func `the least memory holds at least the latest`(capacity: Int) {
        var recent = RecentOrders<Int, Item>(capacity: capacity)
        for number in 0..<100 {
            recent.insert(Item(number, isSettled: true), for: number)
            #expect(recent.use(number)?.name == number)
            #expect(kept(of: 100, in: recent).count <= capacity)
        }
    }

    private func kept(of count: Int, in recent: RecentOrders<Int, Item>) -> Set<Int> {
        Set(
            (0..<count).filter {
                // A copy, because looking counts as using.
                var copy = recent
                return copy.use($0) != nil
            })
    }
}
