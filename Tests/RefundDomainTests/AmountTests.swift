import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 10.2: formulas, components, splits; and guard 6 of section 10.1.
@Suite struct AmountTests {
    private func verdict(_ given: Given, _ basis: ReviewBasis) throws -> VerdictApproved {
        let verdict = try given.when(.approve(basis)).only(VerdictApproved.self)
        #expect(!verdict.breakdown.contains { $0.fen == 0 }, "components of 0 are not listed")
        return verdict
    }

    /// `half_up(a x n / d) = floor((2an + d) / 2d)`.
    @Test(
        arguments: [
            (1, 1, 2, 1), (1, 1, 3, 0), (2, 1, 3, 1), (1, 499, 1_000, 0), (1, 500, 1_000, 1),
            (0, 7, 9, 0), (10, 500, 10_000, 1), (9, 500, 10_000, 0), (-1, 1, 2, 0), (-3, 1, 2, -1),
            (1_000_000_000_000, 10_000, 10_000, 1_000_000_000_000),
            (Int64.max, Int64.max, Int64.max, Int64.max),
        ] as [(Int64, Int64, Int64, Int64)])
    func `halves of a fen are rounded up`(a: Int64, n: Int64, d: Int64, expected: Int64) {
        #expect(Fen(a).scaledHalfUp(by: n, over: d) == Fen(expected))
    }

    /// Paid, basis points, least and highest fee, the fee.
    @Test(
        arguments: [
            (10_000, 500, 0, nil, 500), (9, 500, 0, nil, 0), (10, 500, 0, nil, 1),
            (29, 500, 0, nil, 1),
            (30, 500, 0, nil, 2), (10_000, 500, 600, nil, 600), (10_000, 500, 0, 400, 400),
            (10_000, 500, 600, 400, 400), (10_000, 0, 0, nil, 0),
        ] as [(Int64, Int64, Int64, Int64?, Int64)])
    func `a fee is a share of what is requested, within its bounds`(
        paid: Int64, points: Int64, least: Int64, most: Int64?, fee: Int64
    ) throws {
        let given = try Given(
            .apply { $0.reason = .demandChanged }, order: .sample(.other(paid: Fen(paid))),
            policy: {
                $0.buyerFaultFeeBasisPoints = points
                $0.buyerFaultFeeMinimum = Fen(least)
                $0.buyerFaultFeeMaximum = most.map { .atMost(Fen($0)) } ?? Limit.none
            })
        let verdict = try verdict(given, .lessFee)
        #expect(verdict.breakdown.map(\.fen) == (fee == 0 ? [] : [Fen(fee)]))
        #expect(verdict.amount == Fen(paid - fee))
    }

    @Test func `a fee is taken of what is requested, not of what was paid`() throws {
        let given = try Given(
            .apply {
                $0.reason = .demandChanged
                $0.amount = 2_000
            })
        #expect(try verdict(given, .lessFee).amount == 1_900)
    }

    @Test func `a fee never exceeds what is asked for, and then nothing is left`() throws {
        let given = try Given(
            .apply { $0.reason = .demandChanged }, policy: { $0.buyerFaultFeeMinimum = 10_001 })
        #expect(given.when(.approve(.lessFee, amount: 7)).refused == "amount_zero R23")
    }

    /// Milliseconds from activation to application, and the days used of 365.
    @Test(
        arguments: [
            (-1, 0), (0, 0), (1, 1), (86_399_999, 1), (86_400_000, 1), (86_400_001, 2),
            (172_800_000, 2),
        ] as [(Int64, Int64)])
    func `a started day of a membership counts, as of the application`(
        elapsed: Int64, days: Int64
    ) throws {
        let appliedAt = clock("2026-03-05T09:00")
        let given = try Given(
            .check {
                $0.facets.activation = .activated
                $0.observedAt = appliedAt.adding(milliseconds: -elapsed)
            },
            .apply { $0.reason = .demandChanged }.at(appliedAt),
            order: .sample(.membership(paid: 36_500)))
        let verdict = try verdict(given, .prorata)
        let gross = 36_500 - days * 100
        #expect(verdict.breakdown.map(\.kind) == [.fixedCost])
        #expect(verdict.breakdown.map(\.fen) == [219], "60 basis points of what was paid")
        #expect(verdict.amount == Fen(min(gross, 36_500) - 219))
        #expect(verdict.ruleIDs == ["R12"])
    }

    @Test func `amounts are as of the first application, also after an amendment`() throws {
        let given = try Given(
            .check {
                $0.facets.activation = .activated
                $0.observedAt = clock("2026-03-02T09:00")
            },
            .apply { $0.reason = .demandChanged }.at("2026-03-03T09:00"),
            .reject(.amountInvalid).at("2026-03-05T09:00"),
            .amend { $0.reason = .mistakenPurchase }.at("2026-03-07T09:00"),
            order: .sample(.membership(paid: 36_500)))
        #expect(try verdict(given, .prorata).amount == 36_400 - 219)
    }

    @Test func `nothing is left of a term that has passed`() throws {
        let given = try Given(
            .check {
                $0.facets.activation = .activated
                $0.observedAt = clock("2025-03-01T09:00")
            },
            .apply { $0.reason = .demandChanged }, order: .sample(.membership()))
        #expect(given.when(.approve(.prorata)).refused == "amount_zero R23")
    }

    /// Used face value of 100.00, and the amount of 90.01 paid, less 0.54 of fixed cost.
    @Test(
        arguments: [
            (0, 9_001 - 54), (1, 9_000 - 54), (5_000, 4_501 - 54), (9_940, 0), (9_941, nil),
            (10_000, nil), (10_001, nil),
        ] as [(Int64, Int64?)])
    func `unused value is a share of what was paid, less fixed cost`(
        used: Int64, amount: Int64?
    ) throws {
        let given = try Given(
            .check {
                $0.facets.usage = .partlyUsed
                ($0.used, $0.unit) = (used, .fen)
            },
            .apply { $0.reason = .demandChanged },
            order: .sample(.gameCard(paid: 9_001, face: 10_000)))
        let outcome = given.when(.approve(.unusedValue))
        guard let amount, amount > 0 else {
            #expect(outcome.refused == "amount_zero R23")
            return
        }
        #expect(try outcome.only(VerdictApproved.self).amount == Fen(amount))
        #expect(try outcome.only(VerdictApproved.self).ruleIDs == ["R41"])
    }

    @Test func `a fixed part of the fixed cost is added after rounding`() throws {
        let given = try Given(
            .check {
                $0.facets.usage = .partlyUsed
                ($0.used, $0.unit) = (5_000, .fen)
            },
            .apply { $0.reason = .demandChanged }, order: .sample(.gameCard()),
            policy: { $0.fixedCost = 11 })
        #expect(try verdict(given, .unusedValue).breakdown.map(\.fen) == [71])
    }

    @Test func `guard 6, more than requested, more than is left, other than expected`() throws {
        let part = Step.apply {
            $0.reason = .demandChanged
            $0.amount = 5_000
        }
        let check = Step.check {
            $0.facets.usage = .partlyUsed
            ($0.used, $0.unit) = (0, .fen)
        }
        let given = try Given(check, part, order: .sample(.gameCard()))
        #expect(given.when(.approve(.unusedValue, amount: 1)).refused == "exceeds_requested R23")
        let full = try Given(.apply())
        #expect(full.when(.approve(amount: 9_999)).refused == "amount_mismatch R1")
        #expect(full.when(.approve(amount: 10_000)).refused == nil)
    }

    @Test(
        arguments: [
            (10, [4, 4, 4], [4, 3, 3]), (2, [1, 1, 1], [1, 1, 0]), (9, [5, 5], [5, 4]),
            (10, [7, 3], [7, 3]), (5, [7, 3], [4, 1]), (1, [1, 2], [0, 1]), (1, [2, 2], [1, 0]),
            (100, [0, 50, 50], [0, 50, 50]), (99, [33, 33, 34], [33, 33, 33]),
        ] as [(Int64, [Int64], [Int64])])
    func `an amount is split by what is left, rests to the largest remainder`(
        amount: Int64, paid: [Int64], shares: [Int64]
    ) throws {
        let tenders = paid.enumerated().map { index, fen in
            Tender.sample(TenderID("T\(index + 1)"), paid: Fen(fen))
        }
        let total = Fen(paid.reduce(0, +))
        let given = try Given(
            .apply { $0.amount = Fen(amount) },
            order: .sample(.other(paid: total), tenders: tenders))
        let split = try verdict(given, .full).tenderSplit.filter { $0.fen > 0 }
        let expected = shares.enumerated().filter { $0.element > 0 }
        #expect(split.map(\.fen) == expected.map { Fen($0.element) })
        #expect(split.map(\.id) == expected.map { TenderID("T\($0.offset + 1)") })
    }

    @Test func `lines and tenders are split by what earlier approvals left`() throws {
        let order = RegisterOrder.sample(
            .other(paid: 6_000), .other("L2", paid: 4_000),
            tenders: [.sample(paid: 5_000), .sample("T2", .wallet, paid: 5_000)])
        let given = try Given(
            .apply { ($0.lineIDs, $0.amount) = (["L1"], 3_001) }, .approve(), .initiate(),
            .succeeded(amount: 1_501), .succeeded("P2", amount: 1_500), .confirm(),
            .apply { $0.amount = 3_500 }, order: order)
        let verdict = try verdict(given, .full)
        #expect(verdict.lineSplit.map(\.fen) == [1_500, 2_000])
        #expect(verdict.tenderSplit.map(\.fen) == [1_750, 1_750])
    }
}
