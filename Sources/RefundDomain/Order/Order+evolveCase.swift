import Records
import Units

/// What events mean for applications, evidence requests, negotiations, verdicts and appeals.
extension FoldedEvents {
    mutating func evolve(_ body: RefundApplied, _ header: EventHeader) {
        cases.append(
            RefundCase(
                id: body.caseID, lineIDs: body.lineIDs, appliedAt: header.occurredAt,
                policy: header.context.policy, reason: body.reason,
                claimedFault: body.claimedFault, requested: body.requested,
                warnings: body.warnings, route: body.route))
        startReview(body.caseID, body.reviewDueAt, body.provisional, header)
    }

    mutating func evolve(_ body: ApplicationAmended, _ header: EventHeader) {
        change(body.caseID) {
            $0.status = .underReview
            $0.revision = body.revision
            $0.reason = body.reason
            $0.requested = body.requested
            $0.warnings = body.warnings
            $0.route = body.route
        }
        startReview(body.caseID, body.reviewDueAt, body.provisional, header)
    }

    mutating func evolve(_ body: ApplicationWithdrawn, _ header: EventHeader) {
        change(body.caseID) {
            $0.status = .withdrawn
            $0.closedAt = header.occurredAt
            $0.negotiation = nil
            $0.openSupplement = nil
            $0.openAppeal = nil
        }
        for name in [ClockName.review, .supplement, .appeal] {
            stopClocks(name, of: body.caseID, .cancelled, header)
        }
    }

    mutating func evolve(_ body: SupplementRequested, _ header: EventHeader) {
        supplements.append(
            Supplement(
                id: body.requestID, caseID: body.caseID, dueAt: body.dueAt,
                position: header.position))
        change(body.caseID) {
            $0.status = .awaitingSupplement
            $0.openSupplement = body.requestID
        }
        stopClocks(.review, of: body.caseID, .suspended, header)
        startClock(.supplement, of: body.caseID, due: body.dueAt, header)
    }

    mutating func evolve(_ body: SupplementProvided, _ header: EventHeader) {
        stopClocks(.supplement, of: body.caseID, .met, header)
        change(body.caseID) { $0.openSupplement = nil }
        backToReview(body.caseID, body.reviewDueAt, body.provisional, header)
    }

    mutating func evolve(_ body: SupplementLapsed, _ header: EventHeader) {
        stopClocks(.supplement, of: body.caseID, .breached, header)
        change(body.caseID) { $0.openSupplement = nil }
        backToReview(body.caseID, body.reviewDueAt, body.provisional, header)
    }

    mutating func evolve(_ body: ReviewAssigned, _ header: EventHeader) {
        change(body.caseID) { $0.reviewer = body.reviewer }
        guard let due = body.reviewDueAt else { return }
        change(body.caseID) { $0.route = .manual }
        stopClocks(.review, of: body.caseID, .suspended, header)
        startReview(body.caseID, due, body.provisional ?? false, header)
    }

    mutating func evolve(_ body: NegotiationRequested, _ header: EventHeader) {
        change(body.caseID) {
            $0.negotiation = Negotiation(
                returnsTo: $0.status, unused: body.unused, unit: body.unit,
                expiresAt: body.expiresAt)
            $0.status = .negotiating
        }
        stopClocks(.review, of: body.caseID, .suspended, header)
    }

    mutating func evolve(_ body: PartialOfferMade, _ header: EventHeader) {
        offers.append(
            Offer(
                id: body.offerID, caseID: body.caseID, amount: body.amount,
                breakdown: body.breakdown, expiresAt: body.expiresAt,
                maker: header.context.actor.id))
        change(body.caseID) { $0.negotiation?.offer = body.offerID }
    }

    /// Ends a negotiation without a result: the case is as it was before.
    mutating func endNegotiation(
        _ id: CaseID, _ reviewDueAt: Instant?, _ provisional: Bool?, _ header: EventHeader
    ) {
        change(id) {
            $0.status = $0.negotiation?.returnsTo ?? .underReview
            $0.negotiation = nil
        }
        guard let reviewDueAt else { return }
        startReview(id, reviewDueAt, provisional ?? false, header)
    }

    mutating func evolve(_ body: VerdictApproved, _ header: EventHeader) {
        add(body.verdictID, .approved(body), body.caseID, body.supersedes, header)
        change(body.caseID) { $0.status = .approved }
        startClock(
            .payout, of: body.caseID, due: body.payoutDueAt, provisional: body.provisional, header)
    }

    mutating func evolve(_ body: VerdictRejected, _ header: EventHeader) {
        add(body.verdictID, .rejected(body), body.caseID, body.supersedes, header)
        change(body.caseID) { $0.status = .rejected }
    }

    private mutating func add(
        _ id: VerdictID, _ ruling: Verdict.Ruling, _ caseID: CaseID, _ superseded: VerdictID?,
        _ header: EventHeader
    ) {
        if let index = verdicts.firstIndex(where: { $0.id == superseded }) {
            verdicts[index].supersededBy = id
        }
        verdicts.append(
            Verdict(
                id: id, caseID: caseID, ruling: ruling, decidedAt: header.occurredAt,
                position: header.position))
        change(caseID) { $0.verdictID = id }
        stopClocks(.review, of: caseID, .met, header)
    }

    mutating func evolve(_ body: AppealFiled, _ header: EventHeader) {
        appeals.append(Appeal(id: body.appealID, caseID: body.caseID, verdictID: body.verdictID))
        change(body.caseID) {
            $0.openAppeal = OpenAppeal(id: body.appealID, returnsTo: $0.status)
            $0.status = .appealing
            $0.appealCount += 1
        }
        stopClocks(.payout, of: body.caseID, .suspended, header)
        startClock(
            .appeal, of: body.caseID, due: body.reviewDueAt, provisional: body.provisional, header)
    }

    mutating func evolve(_ body: AppealDecided, _ header: EventHeader) {
        if let index = appeals.firstIndex(where: { $0.id == body.appealID }) {
            appeals[index].outcome = body.outcome
        }
        stopClocks(.appeal, of: body.caseID, .met, header)
        change(body.caseID) {
            if body.outcome == .verdictUpheld {
                $0.status = $0.openAppeal?.returnsTo ?? .rejected
            }
            $0.openAppeal = nil
            $0.isAppealDecided = true
        }
        guard let due = body.payoutDueAt else { return }
        startClock(
            .payout, of: body.caseID, due: due, provisional: body.provisional ?? false, header)
    }

    mutating func evolve(_ body: VerdictVoided, _ header: EventHeader) {
        if let index = verdicts.firstIndex(where: { $0.id == body.verdictID }) {
            verdicts[index].isVoided = true
        }
        change(body.caseID) {
            $0.status = .closedUnpaid
            $0.closedAt = header.occurredAt
        }
        stopClocks(.payout, of: body.caseID, .cancelled, header)
    }

    private mutating func backToReview(
        _ id: CaseID, _ due: Instant, _ provisional: Bool, _ header: EventHeader
    ) {
        change(id) { $0.status = .underReview }
        startReview(id, due, provisional, header)
    }

    private mutating func startReview(
        _ id: CaseID, _ due: Instant, _ provisional: Bool, _ header: EventHeader
    ) {
        startClock(.review, of: id, due: due, provisional: provisional, header)
    }
}
