import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 10.1: the guards of every approval, in order.
@Suite struct ApprovalTests {
    private static let demandChanged = Step.apply { $0.reason = .demandChanged }

    /// A buyer's change of mind about some lines, after a check of the first.
    private func changedMind(
        _ order: RegisterOrder, _ check: (inout ObserveItem) -> Void = { _ in },
        policy: ((inout PolicyParameters) -> Void)? = nil
    ) throws -> Given {
        let unused = Step.check {
            $0.line = "L1"
            $0.facets.usage = .unused
            check(&$0)
        }
        return try Given(unused, Self.demandChanged, order: order, policy: policy)
    }

    @Test func `an approval says why, how much, from where and by when`() throws {
        let order = RegisterOrder.sample(
            .other(paid: 6_000), .other("L2", paid: 4_000),
            tenders: [.sample(paid: 7_000), .sample("T2", .wechat, paid: 3_000)])
        let outcome = try Given(.apply { $0.reason = .mistakenPurchase }, order: order).when(
            .approve(.lessFee, amount: 9_500) { $0.note = FreeText("同意") }.at("2026-03-03T10:00"))
        let verdict = try outcome.only(VerdictApproved.self)
        #expect(verdict.caseID == "C1")
        #expect(verdict.verdictID == "V1")
        #expect(verdict.supersedes == nil)
        #expect(verdict.fault == .buyer)
        #expect(verdict.basis == .lessFee)
        #expect(verdict.ruleIDs == ["R6"])
        #expect(verdict.breakdown.map(\.kind) == [.fee])
        #expect(verdict.breakdown.map(\.fen) == [500])
        #expect(verdict.amount == 9_500)
        #expect(verdict.lineSplit.map(\.id) == ["L1", "L2"])
        #expect(verdict.lineSplit.map(\.fen) == [5_700, 3_800])
        #expect(verdict.tenderSplit.map(\.id) == ["T1", "T2"])
        #expect(verdict.tenderSplit.map(\.fen) == [6_650, 2_850])
        #expect(verdict.decider == "reviewer-1")
        #expect(verdict.payoutDueAt == clock("2026-03-11T00:00"))
        #expect(verdict.appealUntil == clock("2026-03-10T10:00"))
        #expect(!verdict.provisional)
        #expect(outcome.order.cases[0].status == .approved)
    }

    @Test func `an approval needs a case under review`() throws {
        #expect(try Given().when(.approve()).refused == "no_case")
        let unknown = try Given(.apply()).when(.approve { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
        #expect(try Given(.apply(), .approve()).when(.approve()).refused == "wrong_status")
    }

    @Test func `1, a reason without a fault needs one, even for a pirated line`() throws {
        let given = try Given(
            .apply { $0.reason = .other }, order: .sample(.other().asPirated))
        #expect(given.when(.approve()).refused == "fault_required R6")
        #expect(given.when(.approve(fault: .platform)).refused == "pirated_ineligible R17")
    }

    @Test func `2, a pirated line is never approved, even unchecked`() throws {
        let order = RegisterOrder.sample(.other(), .gameCard("L2").asPirated)
        #expect(
            try Given(.apply(), order: order).when(.approve()).refused == "pirated_ineligible R17")
        let other = try Given(.apply { $0.lineIDs = ["L1"] }, order: order)
        #expect(other.when(.approve()).kinds == [.verdictApproved], "only claimed lines matter")
    }

    @Test func `3, a game card is checked first, evidence or not`() throws {
        let unusable = Step.apply { $0.reason = .itemUnusable }
        let given = try Given(unusable, order: .sample(.gameCard()))
        #expect(given.when(.approve()).refused == "item_not_checked R9")
        let claimed = try given.and(.claim { $0.facets.usage = .unused })
        #expect(claimed.when(.approve()).refused == "item_not_checked R9", "a claim is no check")
        let checked = try given.and(.check { $0.facets.usage = .unused })
        #expect(checked.when(.approve()).refused == "evidence_missing R25")
        let undelivered = try Given(unusable, order: .sample(.gameCard(), state: .undelivered))
        #expect(undelivered.when(.approve()).refused == "evidence_missing R25")
    }

    /// The required kinds of `default-v1`; pairs that are not listed need none.
    @Test(
        arguments: [
            (.gameCard(), .notAsDescribed, .orderDetail),
            (.gameCard(), .itemUnusable, .voucherScreenshot),
            (.gameCard(), .topupNotCredited, .topupFailureScreenshot),
            (.gameCard(), .notEffective, nil),
            (.membership(), .notAsDescribed, .orderDetail),
            (.membership(), .itemUnusable, .membershipStatus),
            (.membership(), .notEffective, .membershipStatus),
            (.membership(), .topupNotCredited, nil),
            (.software(), .notAsDescribed, .orderDetail),
            (.software(), .itemUnusable, .activationFailurePrompt),
            (.software(), .activationFailed, .activationFailurePrompt),
            (.software(), .notEffective, nil),
            (.other(), .notAsDescribed, .orderDetail), (.other(), .itemUnusable, nil),
            (.other(), .notDelivered, nil), (.gameCard(), .notDelivered, nil),
        ] as [(OrderLine, Reason, EvidenceKind?)])
    func `4, evidence is required by category and reason`(
        line: OrderLine, reason: Reason, kind: EvidenceKind?
    ) throws {
        let given = try Given(
            .check { $0.facets.usage = .unused }, .apply { $0.reason = reason },
            order: .sample(line))
        guard let kind else {
            #expect(given.when(.approve(.prorata)).refused == "basis_not_allowed R5")
            return
        }
        #expect(given.when(.approve(.prorata)).refused == "evidence_missing R25")
        let wrong: EvidenceKind = kind == .orderDetail ? .other : .orderDetail
        #expect(try given.and(.upload(wrong)).when(.approve()).refused == "evidence_missing R25")
        #expect(try given.and(.upload(kind)).when(.approve()).refused == nil)
    }

    @Test func `4, evidence counts when active and no quality is denied at last`() throws {
        let given = try Given(
            .apply { $0.reason = .notAsDescribed }, .upload(.orderDetail))
        let denied = try given.and(.assess { $0.relevant = .no })
        #expect(denied.when(.approve()).refused == "evidence_missing R25")
        let again = try denied.and(.assess { $0.relevant = .unknown })
        #expect(again.when(.approve()).kinds == [.verdictApproved])
        #expect(try given.and(.quarantine()).when(.approve()).refused == "evidence_missing R25")
        let earlier = try given.and(.withdraw(), .apply { $0.reason = .notAsDescribed })
        #expect(earlier.when(.approve()).refused == "evidence_missing R25", "of another case")
    }

    @Test func `5, the platform's fault is refunded in full, whatever the item's state`() throws {
        for basis in [ReviewBasis.lessFee, .prorata, .unusedValue] {
            let refused = try Given(.apply()).when(.approve(basis)).refused
            #expect(refused == "basis_not_allowed R5")
        }
        let used = try changedMind(.sample(.gameCard())) { $0.facets.usage = .redeemed }
        let verdict = try used.when(.approve(fault: .platform)).only(VerdictApproved.self)
        #expect(verdict.fault == .platform)
        #expect(verdict.amount == 10_000)
    }

    @Test func `5, terms that refund nothing come before the basis`() throws {
        let given = try Given(
            Self.demandChanged, order: .sample { $0.terms.refundable = false })
        #expect(given.when(.approve(.full)).refused == "not_refundable_by_terms R14")
        #expect(given.when(.approve(.full, fault: .platform)).refused == nil)
        let refundable = try Given(Self.demandChanged)
        #expect(refundable.when(.approve(.full)).refused == "basis_not_allowed R6")
    }

    @Test func `5, no fee where the policy refunds a part only`() throws {
        let given = try changedMind(
            .sample(.gameCard()), { $0.facets.usage = .redeemed },
            policy: { $0.buyerFaultMode = .partialOnly })
        #expect(given.when(.approve(.lessFee)).refused == "basis_not_allowed R6")
    }

    /// Each row breaks its own rule and every later one of the same line.
    @Test func `5, less a fee only for what is as good as new`() throws {
        let spoil: [(String?, OrderLine, Bool, (inout Facets) -> Void)] = [
            (
                "already_used R10", .gameCard(), false,
                { ($0.usage, $0.secret) = (.partlyUsed, .leaked) }
            ),
            ("already_used R10", .gameCard(), false, { $0.usage = .redeemed }),
            (
                "secret_leaked R7", .gameCard(), false,
                { ($0.secret, $0.validity) = (.leaked, .expired) }
            ),
            (
                "activated_counts_as_used R13", .membership(), true,
                { ($0.activation, $0.validity) = (.activated, .expired) }
            ),
            (
                "basis_not_allowed R12", .membership(), false,
                { ($0.activation, $0.validity) = (.activated, .expired) }
            ),
            (
                "activated_and_bound R16", .software(), false,
                { ($0.activation, $0.binding, $0.validity) = (.activated, .bound, .expired) }
            ),
            (
                "expired_item R3", .software(), false,
                { ($0.activation, $0.validity) = (.activated, .expired) }
            ),
            (
                "expired_item R3", .software(), false,
                { ($0.binding, $0.validity) = (.bound, .expired) }
            ),
            (nil, .software(), false, { ($0.activation, $0.binding) = (.activated, .unbound) }),
            (nil, .software(), false, { $0.activation = .activated }),
            (
                nil, .gameCard(), false,
                { ($0.usage, $0.secret, $0.validity) = (.unknown, .revealed, .unknown) }
            ),
            (nil, .gameCard(), true, { $0.activation = .activated }),
        ]
        for (refused, line, activationIsUse, facets) in spoil {
            let order = RegisterOrder.sample(line) {
                $0.terms.activationCountsAsUsed = activationIsUse
            }
            let given = try changedMind(order) { facets(&$0.facets) }
            #expect(given.when(.approve(.lessFee)).refused == refused)
        }
    }

    @Test func `5, lines are looked at one by one`() throws {
        let order = RegisterOrder.sample(.gameCard(), .gameCard("L2"))
        let given = try Given(
            .check {
                $0.line = "L1"
                $0.facets.usage = .unused
                $0.facets.validity = .expired
            },
            .check {
                $0.line = "L2"
                $0.facets.usage = .redeemed
            }, Self.demandChanged, order: order)
        #expect(given.when(.approve(.lessFee)).refused == "expired_item R3")
    }

    @Test func `5, pro rata is for one activated membership with a term`() throws {
        let two = try changedMind(.sample(.other(), .other("L2")))
        #expect(two.when(.approve(.prorata)).refused == "single_line_required R12")
        let card = try changedMind(.sample(.gameCard()))
        #expect(card.when(.approve(.prorata)).refused == "basis_not_allowed R12")
        let disabled = try changedMind(
            .sample(.membership()), { $0.facets.activation = .activated },
            policy: { $0.prorataEnabled = false })
        #expect(disabled.when(.approve(.prorata)).refused == "basis_not_allowed R12")
        let counts = try changedMind(
            .sample(.membership(termDays: nil)) { $0.terms.activationCountsAsUsed = true }
        ) { $0.facets.activation = .activated }
        #expect(counts.when(.approve(.prorata)).refused == "activated_counts_as_used R13")
        let notActivated = try changedMind(.sample(.membership()))
        #expect(notActivated.when(.approve(.prorata)).refused == "value_not_computable R12")
        let endless = try changedMind(.sample(.membership(termDays: nil))) {
            $0.facets.activation = .activated
        }
        #expect(endless.when(.approve(.prorata)).refused == "value_not_computable R12")
    }

    @Test func `5, unused value is for one partly used line with a known rest`() throws {
        let two = try changedMind(.sample(.gameCard(), .other("L2")))
        #expect(two.when(.approve(.unusedValue)).refused == "single_line_required R41")
        let spoil: [(Fen?, (inout ObserveItem) -> Void)] = [
            (10_000, { $0.facets.usage = .unused }), (10_000, { $0.used = nil }),
            (10_000, { $0.unit = .day }), (nil, { _ in }),
        ]
        for (face, change) in spoil {
            let given = try changedMind(.sample(.gameCard(face: face))) {
                $0.facets.usage = .partlyUsed
                $0.facets.secret = .leaked
                ($0.used, $0.unit) = (3_000, .fen)
                change(&$0)
            }
            #expect(given.when(.approve(.unusedValue)).refused == "value_not_computable R41")
        }
        let leaked = try changedMind(.sample(.gameCard())) {
            ($0.facets.usage, $0.facets.secret) = (.partlyUsed, .leaked)
            ($0.used, $0.unit) = (3_000, .fen)
        }
        #expect(leaked.when(.approve(.unusedValue)).refused == "secret_leaked R7")
    }
}
