import Testing

@testable import ShopHistory

/// The few rules of the ledger the scripts have to calculate with.
@Suite struct ShopRulesTests {
    @Test(
        arguments: [
            (1_767_607_200_000, "2026-01-05T18:00:00+08:00"),
            (1_767_607_200_007, "2026-01-05T18:00:00.007+08:00"),
            (1_709_135_999_000, "2024-02-28T23:59:59+08:00"),
            (1_709_222_400_000, "2024-03-01T00:00:00+08:00"),
        ] as [(Int64, String)])
    func `a moment is told in Shanghai time`(milliseconds: Int64, text: String) {
        #expect(Moment(milliseconds: milliseconds).text == text)
    }

    @Test func `dates and day numbers are inverse`() {
        #expect(CivilDate.dayNumber(1970, 1, 1) == 0)
        for day in stride(from: 0 as Int64, to: 40_000, by: 13) {
            let date = CivilDate(dayNumber: day)
            #expect(CivilDate.dayNumber(date.year, date.month, date.day) == day)
        }
    }

    @Test func `an amount is split by largest remainder, ties to the first`() {
        #expect(split(3333, over: [2500, 7499]) == [833, 2500])
        #expect(split(3166, over: [1667, 4999]) == [792, 2374])
        #expect(split(1, over: [5, 5]) == [1, 0])
        #expect(split(100, over: [0, 7]) == [0, 100])
    }

    @Test func `amounts follow the formulas`() {
        let policy = Policy()
        #expect(policy.lessFee(4999) == 4749)
        #expect(policy.lessFee(3333) == 3166)
        #expect(policy.lessFixedCost(paid: 9500, part: 3700, of: 10_000) == 3458)
        #expect(policy.lessFixedCost(paid: 19_800, part: 363, of: 365) == 19_573)
    }

    @Test func `what is drawn adds up`() {
        var random = SplitMix64(seed: 9)
        for _ in 0..<2000 {
            let script = random.pick(weighted: Script.weighted)
            let wish = script.wish(&random)
            let order = Order.draw(
                number: "KM-1", paidAt: OpeningDay.start, wish: wish, from: &random)
            #expect(order.paid == order.tenders.reduce(0) { $0 + $1.paid })
            #expect(order.tenders.allSatisfy { $0.paid > 0 })
            #expect(order.lines.allSatisfy { $0.paid >= 100 })
        }
    }
}
