import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.4: rejections, and reviews by the system (section 10.3).
@Suite struct RejectionTests {
    @Test func `a rejection says why, and what can still be done`() throws {
        let outcome = try Given(.apply()).when(
            .reject(.evidenceInsufficient, .evidenceUnclear).at("2026-03-03T10:00"))
        let verdict = try outcome.only(VerdictRejected.self)
        #expect(outcome.kinds == [.verdictRejected])
        #expect(verdict.caseID == "C1")
        #expect(verdict.verdictID == "V1")
        #expect(verdict.reasonCodes == [.evidenceInsufficient, .evidenceUnclear])
        #expect(verdict.ruleIDs == ["R45", "R29"])
        #expect(verdict.explanation.text == "凭证不足")
        #expect(verdict.curable)
        #expect(verdict.referral == nil)
        #expect(verdict.decider == "reviewer-1")
        #expect(verdict.amendUntil == clock("2026-03-06T10:00"))
        #expect(verdict.appealUntil == clock("2026-03-10T10:00"))
        #expect(outcome.order.cases[0].status == .rejected)
    }

    @Test func `a later verdict of a case supersedes the earlier one`() throws {
        let verdict = try Given(.apply(), .reject(), .amend { $0.amount = 1 }).when(.reject())
            .only(VerdictRejected.self)
        #expect(verdict.verdictID == "V2")
        #expect(verdict.supersedes == "V1")
    }

    @Test func `a rejection needs a case under review`() throws {
        #expect(try Given().when(.reject()).refused == "no_case")
        let unknown = try Given(.apply()).when(.reject { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
        #expect(try Given(.apply(), .reject()).when(.reject()).refused == "wrong_status")
    }

    /// Reason, rule, curable, referral.
    @Test(
        arguments: [
            (.windowExpired, "R4", false, nil), (.orderStateNotEligible, "R21", false, nil),
            (.alreadyUsed, "R10", false, .gameVendor), (.activatedCountsAsUsed, "R13", false, nil),
            (.activatedAndBound, "R16", false, .softwareVendor), (.expiredItem, "R3", false, nil),
            (.secretLeaked, "R7", false, nil), (.evidenceInsufficient, "R45", true, nil),
            (.evidenceUnclear, "R29", true, nil), (.evidenceTampered, "R30", false, nil),
            (.reasonUnclear, "R24", true, nil), (.amountInvalid, "R23", true, nil),
            (.piratedIneligible, "R17", false, nil), (.notRefundableByTerms, "R14", false, nil),
            (.fraudSuspected, "R1", false, nil),
        ] as [(RejectionReason, RuleID, Bool, Referral?)])
    func `every reason has its rule, its cure and its referral`(
        reason: RejectionReason, rule: RuleID, isCurable: Bool, referral: Referral?
    ) throws {
        let verdict = try Given(.apply()).when(.reject(reason)).only(VerdictRejected.self)
        #expect(verdict.ruleIDs == [rule])
        #expect(verdict.curable == isCurable)
        #expect((verdict.amendUntil != nil) == isCurable)
        #expect(verdict.referral == referral)
    }

    @Test func `one incurable reason makes the whole verdict incurable`() throws {
        let verdict = try Given(.apply()).when(.reject(.evidenceUnclear, .activatedAndBound))
            .only(VerdictRejected.self)
        #expect(!verdict.curable)
        #expect(verdict.amendUntil == nil)
        #expect(verdict.referral == .softwareVendor)
    }

    @Test func `a rejection for piracy flags every product claimed, once`() throws {
        var second = OrderLine.other("L2")
        second.sku = "sku-L1"
        let order = RegisterOrder.sample(.other().asPirated, second, .other("L3"), .other("L4"))
        let outcome = try Given(.apply { $0.lineIDs = ["L1", "L2", "L4"] }, order: order)
            .when(.reject(.piratedIneligible))
        #expect(outcome.kinds == [.verdictRejected, .listingFlagged, .listingFlagged])
        #expect(outcome.all(ListingFlagged.self).map(\.sku) == ["sku-L1", "sku-L4"])
        #expect(outcome.all(ListingFlagged.self).allSatisfy { $0.reason == .pirated })
    }
}

/// Section 10.3: reviews by the system.
@Suite struct AutoReviewTests {
    private func applied(
        _ reason: Reason = .notDelivered, _ line: OrderLine = .other(),
        check: ((inout Facets) -> Void)? = { $0.usage = .unused },
        state: OrderState = .completed
    ) throws -> Given {
        let given = try Given(
            order: .sample(line, state: state), policy: { $0.reviewMode = .realtime })
        guard let check else { return try given.and(.apply { $0.reason = reason }) }
        return try given.and(.check { check(&$0.facets) }, .apply { $0.reason = reason })
    }

    @Test func `the platform's fault is approved in full, the buyer's less a fee`() throws {
        let outcome = try applied().when(.autoReview())
        let full = try outcome.only(VerdictApproved.self)
        #expect(full.basis == .full)
        #expect(full.fault == .platform)
        #expect(full.decider == "system-1")
        let lessFee = try applied(.demandChanged).when(.autoReview()).only(VerdictApproved.self)
        #expect(lessFee.basis == .lessFee)
        #expect(lessFee.amount == 9_500)
    }

    @Test func `the review of an automatic case is due within seconds`() throws {
        let applied = try Given(policy: { $0.reviewMode = .realtime }).when(
            .apply().at("2026-03-03T10:00")
        ).only(RefundApplied.self)
        #expect(applied.route == .auto)
        #expect(applied.reviewDueAt == clock("2026-03-03T10:05"))
    }

    @Test func `only a case under review on the automatic way is decided`() throws {
        #expect(try Given().when(.autoReview()).refused == "no_case")
        let unknown = try applied().when(.autoReview { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
        #expect(try applied().and(.withdraw()).when(.autoReview()).refused == "wrong_status")
        let pirated = OrderLine.other().asPirated
        let manual = try Given(.apply(), order: .sample(pirated))
        #expect(manual.when(.autoReview()).refused == "needs_manual_review R32")
        let assigned = try applied(.other, pirated).and(.assign())
        #expect(assigned.when(.autoReview()).refused == "needs_manual_review R32")
    }

    @Test func `a pirated line is rejected and flagged, even when the reason has no fault`() throws
    {
        let outcome = try applied(.other, .other().asPirated).when(.autoReview())
        #expect(outcome.kinds == [.verdictRejected, .listingFlagged])
        let verdict = try outcome.only(VerdictRejected.self)
        #expect(verdict.reasonCodes == [.piratedIneligible])
        #expect(verdict.decider == "system-1")
    }

    @Test func `a reason without a fault and any signal need a person`() throws {
        #expect(try applied(.other).when(.autoReview()).refused == "needs_manual_review R32")
        let signalled = try applied().and(.raiseSignal())
        #expect(signalled.when(.autoReview()).refused == "needs_manual_review R32")
    }

    /// Category, what checks say, and whether a person must look.
    @Test func `what is not known to be clean needs a person`() throws {
        let rows: [(OrderLine, Bool, ((inout Facets) -> Void)?)] = [
            (.other(), false, nil), (.other(), false, { $0.activation = .notActivated }),
            (.gameCard(), true, { $0.usage = .unused }),
            (.gameCard(), false, { $0.usage = .unknown }),
            (.gameCard(), false, { $0.usage = .redeemed }),
            (.gameCard(), false, { ($0.usage, $0.activation) = (.unused, .activated) }),
            (.gameCard(), true, { ($0.usage, $0.activation) = (.unused, .unknown) }),
            (.gameCard(), false, { ($0.usage, $0.secret) = (.unused, .leaked) }),
            (.gameCard(), true, { ($0.usage, $0.secret) = (.unused, .revealed) }),
            (.gameCard(), false, { ($0.usage, $0.binding) = (.unused, .bound) }),
            (.gameCard(), false, { ($0.usage, $0.validity) = (.unused, .expired) }),
            (.membership(), false, { $0.usage = .unused }),
            (.membership(), true, { $0.activation = .notActivated }),
            (.membership(), false, { ($0.activation, $0.usage) = (.notActivated, .partlyUsed) }),
            (.software(), false, { $0.activation = .unknown }),
            (.software(), true, { ($0.activation, $0.binding) = (.notActivated, .unbound) }),
        ]
        for (line, isClean, check) in rows {
            let outcome = try applied(.notDelivered, line, check: check).when(.autoReview())
            #expect(outcome.refused == (isClean ? nil : "needs_manual_review R32"))
        }
    }

    @Test func `an undelivered item needs no check`() throws {
        let given = try applied(.notDelivered, .gameCard(), check: nil, state: .undelivered)
        #expect(given.when(.autoReview()).kinds == [.verdictApproved])
    }

    @Test func `a failing guard or a large amount needs a person`() throws {
        let noEvidence = try applied(.notAsDescribed).when(.autoReview())
        #expect(noEvidence.refused == "needs_manual_review R32")
        let large = try applied(.notDelivered, .other(paid: 100_000)).when(.autoReview())
        #expect(large.refused == "needs_manual_review R32")
        let small = try applied(.notDelivered, .other(paid: 99_999)).when(.autoReview())
        #expect(small.kinds == [.verdictApproved])
    }
}
