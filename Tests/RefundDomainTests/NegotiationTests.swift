import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.4: negotiations and offers (R41, R42).
@Suite struct NegotiationTests {
    /// A card under review, with a proof of what is left on it.
    private func proven(
        _ line: OrderLine = .gameCard(), policy: ((inout PolicyParameters) -> Void)? = nil
    ) throws -> Given {
        try Given(
            .apply { $0.reason = .demandChanged }, .upload(.remainingValueProof),
            order: .sample(line), policy: policy)
    }

    @Test func `a negotiation says what is unused and until when it waits`() throws {
        let outcome = try proven().when(.negotiate().at("2026-03-03T10:00"))
        let requested = try outcome.only(NegotiationRequested.self)
        #expect(requested.caseID == "C1")
        #expect(requested.evidenceIDs == ["E1"])
        #expect(requested.unused == 4_000)
        #expect(requested.unit == .fen)
        #expect(requested.nonMalicious)
        #expect(requested.expiresAt == clock("2026-03-06T10:00"))
        #expect(outcome.order.cases[0].status == .negotiating)
    }

    @Test func `a negotiation starts under review or after a rejection in time`() throws {
        #expect(try Given().when(.negotiate()).refused == "no_case")
        #expect(try proven().and(.withdraw()).when(.negotiate()).refused == "wrong_status")
        let rejected = try proven().and(.reject(.alreadyUsed).at("2026-03-03T10:00"))
        let inTime = Step.negotiate().at("2026-03-10T09:59:59.999")
        #expect(rejected.when(inTime).kinds == [.negotiationRequested])
        let late = Step.negotiate().at("2026-03-10T10:00")
        #expect(rejected.when(late).refused == "appeal_window_passed R41")
        let upheld = try rejected.and(.appeal(), .uphold())
        #expect(upheld.when(late).refused == "verdict_final G13", "before the window")
    }

    /// Each row breaks one guard and all later ones.
    @Test func `the guards of a negotiation come in order`() throws {
        let bad = Step.negotiate {
            ($0.nonMalicious, $0.evidenceIDs, $0.unused) = (false, ["E9"], -1)
        }
        let disabled = try proven(.other().asPirated, policy: { $0.goodwillEnabled = false })
        #expect(disabled.when(bad).refused == "goodwill_disabled R42")
        #expect(try proven(.other().asPirated).when(bad).refused == "pirated_ineligible R17")
        let given = try Given(
            .apply(), .upload(.orderDetail), .upload(.remainingValueProof, file: 2),
            order: .sample(.other(), .other("L2")))
        #expect(given.when(bad).refused == "statement_required R42")
        let unknown = Step.negotiate { ($0.evidenceIDs, $0.unused) = (["E1", "E9"], -1) }
        #expect(given.when(unknown).refused == "unknown_reference")
        #expect(given.when(.negotiate { $0.unused = -1 }).refused == "proof_required R41")
        let proof = Step.negotiate { ($0.evidenceIDs, $0.unused) = (["E1", "E2"], -1) }
        let locked = try given.and(.quarantine("E2"))
        #expect(locked.when(proof).refused == "proof_required R41")
        #expect(given.when(proof).refused == "single_line_required R41")
        #expect(
            try proven(.other()).when(.negotiate { $0.unused = -1 }).refused
                == "value_not_computable R41")
        let days = Step.negotiate { ($0.unit, $0.unused) = (.day, -1) }
        #expect(try proven().when(days).refused == "value_not_computable R41")
    }

    @Test(
        arguments: [
            (-1, "unused_exceeds_total R41"), (0, nil), (10_000, nil),
            (10_001, "unused_exceeds_total R41"),
        ] as [(Int64, String?)])
    func `what is unused lies between nothing and all`(unused: Int64, refused: String?) throws {
        #expect(try proven().when(.negotiate { $0.unused = unused }).refused == refused)
    }

    @Test func `an offer is the unused value less fixed cost unless said`() throws {
        let outcome = try proven().and(.negotiate()).when(
            .offer { $0.note = FreeText("协商") }.at("2026-03-04T10:00"))
        let made = try outcome.only(PartialOfferMade.self)
        #expect(made.offerID == "O1")
        #expect(made.amount == 3_940)
        #expect(made.breakdown.map(\.kind) == [.fixedCost])
        #expect(made.breakdown.map(\.fen) == [60])
        #expect(made.expiresAt == clock("2026-03-07T10:00"))
        let less = try proven().and(.negotiate()).when(.offer(3_000)).only(PartialOfferMade.self)
        #expect(less.breakdown.map(\.kind) == [.fixedCost, .concession])
        #expect(less.breakdown.map(\.fen) == [60, 940])
    }

    @Test func `days of a membership can be negotiated too`() throws {
        let given = try proven(.membership()).and(
            .negotiate { ($0.unused, $0.unit) = (100, .day) })
        #expect(try given.when(.offer()).only(PartialOfferMade.self).amount == 10_000 - 219)
    }

    @Test func `an offer needs a negotiation without one`() throws {
        #expect(try proven().when(.offer(-1)).refused == "wrong_status")
        let standing = try proven().and(.negotiate(), .offer())
        #expect(standing.when(.offer(-1)).refused == "offer_open G15")
    }

    @Test func `an offer lies between 1 fen and what is unused, requested and left`() throws {
        let given = try proven().and(.negotiate())
        #expect(given.when(.offer(0)).refused == "amount_not_positive R23")
        #expect(given.when(.offer(-1)).refused == "amount_not_positive R23")
        #expect(given.when(.offer(3_941)).refused == "above_unused_value R41")
        #expect(given.when(.offer(1)).refused == nil)
        let nothing = try proven().and(.negotiate { $0.unused = 60 })
        #expect(nothing.when(.offer()).refused == "amount_zero R41")
        let modest = try Given(
            .apply { $0.amount = 1_000 }, .upload(.remainingValueProof), .negotiate(),
            order: .sample(.gameCard()))
        #expect(modest.when(.offer(3_941)).refused == "above_unused_value R41", "comes first")
        #expect(modest.when(.offer(1_001)).refused == "exceeds_requested R23")
        #expect(try modest.when(.offer()).only(PartialOfferMade.self).amount == 1_000)
        let used = try given.and(.offer { $0.offerID = "O7" }, .decline(), .negotiate())
        #expect(used.when(.offer { $0.offerID = "O7" }).refused == "id_in_use")
    }

    @Test func `an accepted offer is an approval by whoever made it`() throws {
        let outcome = try proven().and(.negotiate(), .offer(3_000).by("reviewer-7", .reviewer))
            .when(.accept().at("2026-03-04T10:00"))
        #expect(outcome.kinds == [.partialOfferAccepted, .verdictApproved])
        #expect(try outcome.only(PartialOfferAccepted.self).offerID == "O1")
        let verdict = try outcome.only(VerdictApproved.self)
        #expect(verdict.basis == .negotiated)
        #expect(verdict.fault == .buyer)
        #expect(verdict.amount == 3_000)
        #expect(verdict.breakdown.map(\.fen) == [60, 940])
        #expect(verdict.ruleIDs == ["R41", "R42"])
        #expect(verdict.decider == "reviewer-7")
        #expect(verdict.payoutDueAt == clock("2026-03-12T00:00"))
        #expect(outcome.order.cases[0].status == .approved)
    }

    @Test func `a declined offer returns to where the negotiation began`() throws {
        let review = try proven().and(.negotiate(), .offer()).when(
            .decline().at("2026-03-04T10:00"))
        let declined = try review.only(PartialOfferDeclined.self)
        #expect(declined.offerID == "O1")
        #expect(declined.reviewDueAt == clock("2026-03-10T00:00"))
        #expect(review.order.cases[0].status == .underReview)
        let rejected = try proven().and(.reject(), .negotiate(), .offer()).when(.decline())
        #expect(try rejected.only(PartialOfferDeclined.self).reviewDueAt == nil)
        #expect(rejected.order.cases[0].status == .rejected)
    }

    @Test func `an answer names a standing offer before it expires`() throws {
        let given = try proven().and(.negotiate(), .offer().at("2026-03-04T10:00"))
        let answers: [(CaseID?, OfferID?) -> Step] = [
            { id, offer in .accept { ($0.caseID, $0.offerID) = (id, offer) } },
            { id, offer in .decline { ($0.caseID, $0.offerID) = (id, offer) } },
        ]
        for answer in answers {
            #expect(try Given().when(answer(nil, nil)).refused == "no_case")
            #expect(given.when(answer("C9", nil)).refused == "unknown_reference")
            let reviewed = try proven()
            #expect(reviewed.when(answer(nil, "O9")).refused == "unknown_reference")
            #expect(reviewed.when(answer(nil, nil)).refused == "wrong_status")
            let waiting = try proven().and(.negotiate())
            #expect(waiting.when(answer(nil, nil)).refused == "no_open_offer R41")
            let second = try given.and(.decline(), .negotiate(), .offer())
            let old = answer(nil, "O1").at("2026-03-20T10:00")
            #expect(second.when(old).refused == "no_open_offer R41", "before offer_expired")
            #expect(
                given.when(answer(nil, "O1").at("2026-03-07T10:00")).refused == "offer_expired G15")
            #expect(given.when(answer(nil, "O1").at("2026-03-07T09:59:59.999")).refused == nil)
        }
    }
}
