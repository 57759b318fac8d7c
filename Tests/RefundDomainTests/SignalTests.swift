import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 12: facts that the ledger notices by itself.
@Suite struct SignalTests {
    private func registered(
        _ fill: (inout RegisterOrder) -> Void, policy: ((inout PolicyParameters) -> Void)? = nil
    ) throws -> Then {
        var order = RegisterOrder.sample()
        fill(&order)
        return try Given(order: nil, policy: policy).when(.register(order))
    }

    /// Paid, usual price, floor in basis points.
    @Test(
        arguments: [
            (10_000, nil, 3_000, false), (10_000, 33_333, 3_000, false),
            (10_000, 33_334, 3_000, true),
            (10_000, 100_000, 1_000, false), (10_000, 100_001, 1_000, true),
            (10_000, 10_000, 0, false),
            (10_000, Int64.max, 3_000, true),
        ] as [(Int64, Int64?, Int64, Bool)])
    func `a price far below the market is noticed`(
        paid: Int64, usual: Int64?, floor: Int64, isFar: Bool
    ) throws {
        let outcome = try registered(
            { $0.lines[0].referencePrice = usual.map { Fen($0) } },
            policy: { $0.priceFloorBasisPoints = floor })
        #expect(outcome.signals == (isFar ? ["price_far_below_market"] : []))
    }

    @Test(arguments: TenderChannel.allCases)
    func `an unprotected payment is noticed`(channel: TenderChannel) throws {
        for isGuaranteed in [true, false] {
            let outcome = try registered {
                ($0.tenders[0].channel, $0.tenders[0].guaranteedTrade) = (channel, isGuaranteed)
            }
            let expected =
                channel == .privateTransfer
                ? ["private_transfer_payment"] : isGuaranteed ? [] : ["tender_not_guaranteed"]
            #expect(outcome.signals == expected)
        }
    }

    @Test func `prices come first, each line and each tender by itself`() throws {
        var order = RegisterOrder.sample(
            .other(), .other("L2"), .other("L3"),
            tenders: [
                .sample(paid: 10_000), .sample("T2", paid: 10_000), .sample("T3", paid: 10_000),
            ])
        order.tenders[0].guaranteedTrade = false
        order.tenders[2].channel = .privateTransfer
        order.lines[0].referencePrice = 100_000
        order.lines[2].referencePrice = 100_000
        let outcome = try Given(order: nil).when(.register(order))
        #expect(outcome.kinds.first == .orderRegistered)
        #expect(
            outcome.signals == [
                "price_far_below_market", "price_far_below_market", "tender_not_guaranteed",
                "private_transfer_payment",
            ])
    }

    @Test(arguments: UsageState.allCases)
    func `a check of use conflicts with a buyer who claimed none`(usage: UsageState) throws {
        let check = Step.check { $0.facets.usage = usage }
        let isUsed = usage == .partlyUsed || usage == .redeemed
        let claimed = try Given(.claim { $0.facets.usage = .unused })
        #expect(claimed.when(check).signals == (isUsed ? ["claim_conflicts_with_check"] : []))
        #expect(try Given(.claim { $0.facets.usage = .partlyUsed }).when(check).signals == [])
        #expect(try Given().when(check).signals == [])
    }

    @Test func `use after the application is noticed, to the millisecond`() throws {
        let appliedAt = clock("2026-03-03T10:00")
        let given = try Given(.apply().at(appliedAt))
        for (later, expected) in [(0 as Int64, []), (1, ["redeemed_after_application"])] {
            let check = Step.check {
                $0.facets.usage = .redeemed
                $0.observedAt = appliedAt.adding(milliseconds: later)
            }.at("2026-03-04T10:00")
            #expect(given.when(check).signals == expected)
            #expect(try given.and(.withdraw()).when(check).signals == [], "no case is open")
        }
        let other = try Given(
            .apply { $0.lineIDs = ["L2"] }, order: .sample(.other(), .other("L2")))
        let unclaimed = Step.check { ($0.line, $0.facets.usage) = ("L1", .redeemed) }
        #expect(other.when(unclaimed).signals == [])
    }

    @Test func `both signals may follow one check`() throws {
        let given = try Given(.claim { $0.facets.usage = .unused }, .apply())
        let outcome = given.when(.check { $0.facets.usage = .redeemed })
        #expect(outcome.signals == ["claim_conflicts_with_check", "redeemed_after_application"])
        #expect(outcome.order.riskSignalCount == 2)
    }
}
