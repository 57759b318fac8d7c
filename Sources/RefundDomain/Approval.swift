import Records
import Units

/// A refund as somebody wants to approve it.
struct ApprovalRequest {
    /// The case.
    let refundCase: RefundCase
    /// The formula.
    let basis: ReviewBasis
    /// Whose fault it is; the reason's when left out.
    let fault: Fault?
    /// The amount that is expected, in fen.
    var amount: Fen?
    /// The verdict that an appeal is about; what is left is computed without it.
    var appealed: VerdictID?
}

/// What an approval comes to.
struct Approval: Equatable {
    /// Whose fault it is.
    let fault: Fault
    /// The formula.
    let basis: Basis
    /// The amount and what was taken off.
    let calculation: Calculation
}

/// An amount, worked out by a formula of section 10.2.
struct Calculation: Equatable {
    /// The gross amount, in fen.
    let gross: Fen
    /// What was taken off; parts of 0 are not listed.
    private(set) var components: [AmountComponent] = []
    /// What is left, in fen: gross = components + amount.
    private(set) var amount: Fen

    /// Starts from a gross amount.
    init(gross: Fen) {
        self.gross = gross
        amount = gross
    }

    /// Takes a part off, but never more than is left of the gross.
    func less(_ kind: ComponentKind, _ fen: Fen) -> Calculation {
        let part = min(max(fen, .zero), max(amount, .zero))
        guard part > .zero else { return self }
        var next = self
        next.amount -= part
        next.components.append(
            AmountComponent {
                $0.kind = kind
                $0.fen = part
            })
        return next
    }
}

extension Situation {
    /// The approval guards, in the order of section 10.1, and the amount they lead to.
    func approval(_ request: ApprovalRequest) throws(Refusal) -> Approval {
        let refundCase = request.refundCase
        let policy = policy(of: refundCase)
        let items = order.claimedItems(of: refundCase)
        guard let fault = request.fault ?? policy.faultByReason.fault(for: refundCase.reason)
        else { throw Refusal(.faultRequired, "R6") }
        try require(!items.contains { $0.line.pirated }, .piratedIneligible, "R17")
        if order.state != .undelivered {
            let isUnchecked = items.contains {
                $0.line.category == .gameCard && $0.checked.usage == nil
            }
            try require(!isUnchecked, .itemNotChecked, "R9")
        }
        try require(hasRequiredEvidence(refundCase, items, policy), .evidenceMissing, "R25")
        let calculation: Calculation
        switch fault {
        case .platform:
            try require(request.basis == .full, .basisNotAllowed, "R5")
            calculation = Calculation(gross: refundCase.requested)
        case .buyer:
            calculation = try buyerFaultAmount(request, items, policy)
        }
        try checkAmount(calculation.amount, request)
        return Approval(
            fault: fault, basis: Basis(request.basis), calculation: calculation)
    }

    private func hasRequiredEvidence(
        _ refundCase: RefundCase, _ items: [Item], _ policy: Policy
    ) -> Bool {
        let there = Set(
            order.evidence.filter { $0.caseID == refundCase.id && $0.counts }.map(\.kind))
        return items.allSatisfy { item in
            policy.requiredEvidence.kinds(for: item.line.category, refundCase.reason)
                .allSatisfy(there.contains)
        }
    }

    /// Guard 5 for a buyer at fault: what may be refunded, and how much.
    private func buyerFaultAmount(
        _ request: ApprovalRequest, _ items: [Item], _ policy: Policy
    ) throws(Refusal) -> Calculation {
        let terms = try registration().terms
        try require(terms.refundable, .notRefundableByTerms, "R14")
        switch request.basis {
        case .full: throw Refusal(.basisNotAllowed, "R6")
        case .lessFee:
            try require(policy.buyerFaultMode == .fee, .basisNotAllowed, "R6")
            for item in items { try checkUntouched(item, terms) }
            return lessFee(request.refundCase.requested, policy)
        case .prorata: return try prorata(request.refundCase, items, terms, policy)
        case .unusedValue: return try unusedValue(items, policy)
        }
    }

    /// A buyer at fault gets money only for what is as good as new.
    private func checkUntouched(_ item: Item, _ terms: ListingTerms) throws(Refusal) {
        let state = item.checked
        try require(
            state.usage != .partlyUsed && state.usage != .redeemed, .alreadyUsed, "R10")
        try require(state.secret != .leaked, .secretLeaked, "R7")
        if item.line.category == .membership, state.activation == .activated {
            throw terms.activationCountsAsUsed
                ? Refusal(.activatedCountsAsUsed, "R13") : Refusal(.basisNotAllowed, "R12")
        }
        if item.line.category == .software, state.activation == .activated {
            try require(state.binding != .bound, .activatedAndBound, "R16")
        }
        try require(state.validity != .expired, .expiredItem, "R3")
    }

    private func lessFee(_ requested: Fen, _ policy: Policy) -> Calculation {
        var fee = requested.scaledHalfUp(by: policy.buyerFaultFeeBasisPoints, over: 10_000)
        fee = max(fee, policy.buyerFaultFeeMinimum)
        if case .atMost(let maximum) = policy.buyerFaultFeeMaximum { fee = min(fee, maximum) }
        return Calculation(gross: requested).less(.fee, fee)
    }

    private func prorata(
        _ refundCase: RefundCase, _ items: [Item], _ terms: ListingTerms, _ policy: Policy
    ) throws(Refusal) -> Calculation {
        guard items.count == 1, let item = items.first else {
            throw Refusal(.singleLineRequired, "R12")
        }
        try require(
            item.line.category == .membership && policy.prorataEnabled, .basisNotAllowed, "R12")
        if item.checked.activation == .activated {
            try require(!terms.activationCountsAsUsed, .activatedCountsAsUsed, "R13")
        }
        guard item.checked.activation == .activated, let activatedAt = item.activatedAt,
            let term = item.line.termDays, term > 0
        else { throw Refusal(.valueNotComputable, "R12") }
        let elapsed = refundCase.appliedAt.milliseconds - activatedAt.milliseconds
        let dayLength: Int64 = 86_400_000
        let used = elapsed <= 0 ? 0 : (elapsed - 1) / dayLength + 1
        return Calculation(
            gross: item.line.paid.scaledHalfUp(by: max(0, term - used), over: term)
        ).less(.fixedCost, fixedCost(item.line.paid, policy))
    }

    private func unusedValue(_ items: [Item], _ policy: Policy) throws(Refusal) -> Calculation {
        guard items.count == 1, let item = items.first else {
            throw Refusal(.singleLineRequired, "R41")
        }
        guard item.checked.usage == .partlyUsed, let amount = item.used, amount.unit == .fen,
            let used = amount.used, let face = item.line.face, face > .zero
        else { throw Refusal(.valueNotComputable, "R41") }
        try require(item.checked.secret != .leaked, .secretLeaked, "R7")
        let unused = face.amount.subtractingReportingOverflow(used)
        let remaining = unused.overflow ? 0 : max(0, unused.partialValue)
        return Calculation(
            gross: item.line.paid.scaledHalfUp(by: remaining, over: face.amount)
        ).less(.fixedCost, fixedCost(item.line.paid, policy))
    }

    /// What the payment channel costs (G5).
    func fixedCost(_ paid: Fen, _ policy: Policy) -> Fen {
        paid.scaledHalfUp(by: policy.fixedCostBasisPoints, over: 10_000) + policy.fixedCost
    }

    /// Guard 6: the amount against what was asked, what is left, and what was expected.
    private func checkAmount(_ amount: Fen, _ request: ApprovalRequest) throws(Refusal) {
        let refundCase = request.refundCase
        try require(amount > .zero, .amountZero, "R23")
        try require(amount <= refundCase.requested, .exceedsRequested, "R23")
        try require(
            amount <= order.left(on: refundCase, without: request.appealed), .exceedsRefundable,
            "R23")
        if let expected = request.amount {
            try require(expected == amount, .amountMismatch, "R1")
        }
    }
}

extension Situation {
    /// The verdict that follows from an approval that passed its guards.
    func verdict(
        _ approval: Approval, in refundCase: RefundCase, decider: PersonID, note: FreeText?
    ) throws(Refusal) -> LedgerEvent {
        let policy = policy(of: refundCase)
        let superseded = refundCase.verdictID
        let lines = order.claimedItems(of: refundCase).map(\.line)
        let tenders = try registration().tenders
        let amount = approval.calculation.amount
        let lineShares = split(amount, over: lines.map { order.left(on: $0, without: superseded) })
        let tenderShares = split(
            amount, over: tenders.map { order.left(on: $0, without: superseded) })
        let due = calendar.due(policy.payoutWorkingDays, workingDaysAfter: at)
        return VerdictApproved {
            $0.caseID = refundCase.id
            $0.verdictID = Self.nextName("V", order.verdicts.map(\.id))
            $0.supersedes = superseded
            $0.fault = approval.fault
            $0.basis = approval.basis
            $0.ruleIDs = approval.basis.rules
            $0.breakdown = approval.calculation.components
            $0.amount = amount
            $0.lineSplit = zip(lines, lineShares).map { line, fen in
                LineShare {
                    $0.id = line.id
                    $0.fen = fen
                }
            }
            $0.tenderSplit = zip(tenders, tenderShares).map { tender, fen in
                TenderShare {
                    $0.id = tender.id
                    $0.fen = fen
                }
            }
            $0.decider = decider
            $0.payoutDueAt = due.at
            $0.provisional = due.isProvisional
            $0.appealUntil = at.adding(hours: policy.appealWindowHours)
            $0.note = note
        }.event
    }

    /// The verdict that refuses an application, and the listings that it flags.
    func verdict(
        rejecting refundCase: RefundCase, for reasons: [RejectionReason], explanation: FreeText,
        decider: PersonID
    ) -> [LedgerEvent] {
        let policy = policy(of: refundCase)
        let isCurable = reasons.allSatisfy(\.isCurable)
        let canAmend = isCurable && refundCase.revision - 1 < policy.maxAmendments
        let verdict = VerdictRejected {
            $0.caseID = refundCase.id
            $0.verdictID = Self.nextName("V", order.verdicts.map(\.id))
            $0.supersedes = refundCase.verdictID
            $0.reasonCodes = reasons
            $0.ruleIDs = reasons.reduce(into: []) { rules, reason in
                if !rules.contains(reason.rule) { rules.append(reason.rule) }
            }
            $0.explanation = explanation
            $0.curable = isCurable
            $0.referral = reasons.lazy.compactMap(\.referral).first
            $0.decider = decider
            $0.amendUntil = canAmend ? at.adding(hours: policy.amendWindowHours) : nil
            $0.appealUntil = at.adding(hours: policy.appealWindowHours)
        }
        guard reasons.contains(.piratedIneligible) else { return [verdict.event] }
        let skus = order.claimedItems(of: refundCase).map(\.line.sku).reduce(into: [Name]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return [verdict.event]
            + skus.map { sku in
                ListingFlagged {
                    $0.sku = sku
                    $0.reason = .pirated
                }.event
            }
    }
}
