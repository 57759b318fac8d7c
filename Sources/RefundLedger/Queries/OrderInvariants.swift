import RefundDomain
import Units

/// Money and separation of duties: what must hold for an order after each of its events.
///
/// Only the events that could break something are looked at. Whether each decision follows from
/// the rules is not asked here.
struct OrderInvariants {
    /// The policies that were ever published.
    let policies: PolicyBook

    /// What an event has broken.
    ///
    /// - Parameters:
    ///   - recorded: The event.
    ///   - order: Its order, with the event folded in; looked at only if need be.
    ///   - find: Told which invariant does not hold, with the values.
    func check(
        _ recorded: RecordedEvent, _ order: @autoclosure () -> Order,
        find: (OrderFinding.Invariant, String) -> Void
    ) {
        let actor = recorded.header.context.actor.id
        switch recorded.event {
        case .orderRegistered(let body):
            let sums = [body.lines.map(\.paid).sum(), body.tenders.map(\.paid).sum()]
            if !sums.allSatisfy({ $0 == body.paid }) || body.paid <= .zero {
                find(
                    .registeredSum,
                    "paid \(body.paid), lines \(sums[0]), tenders \(sums[1])")
            }
            checkMoney(order(), find)
        case .verdictApproved(let body):
            let sums = [body.lineSplit.map(\.fen).sum(), body.tenderSplit.map(\.fen).sum()]
            let parts = body.lineSplit.map(\.fen) + body.tenderSplit.map(\.fen)
            if !sums.allSatisfy({ $0 == body.amount }) || parts.contains(where: { $0 < .zero }) {
                find(
                    .verdictSum,
                    "verdict \(body.verdictID) of \(body.amount): lines \(sums[0]), "
                        + "tenders \(sums[1])")
            }
            let deciders =
                body.basis == .negotiated
                ? order().offers.filter { $0.caseID == body.caseID }.map(\.maker) : [actor]
            checkDecider(body.verdictID, body.decider, deciders, find)
            checkMoney(order(), find)
        case .verdictRejected(let body):
            checkDecider(body.verdictID, body.decider, [actor], find)
            checkMoney(order(), find)
        case .appealDecided(let body):
            let order = order()
            let appealed = order.appeals.first { $0.id == body.appealID }?.verdictID
            if let verdict = appealed.flatMap(order.verdict), verdict.decider == actor {
                find(
                    .appealDecider,
                    "\(actor) decided appeal \(body.appealID) and verdict \(verdict.id)")
            }
        case .verdictVoided(let body):
            if body.confirmedBy == actor {
                find(.fourEyesVoid, "\(actor) voided \(body.verdictID) and confirmed it")
            }
            checkMoney(order(), find)
        case .payoutInitiated(let body): checkPayout(body.payoutID, actor, order(), find)
        case .payoutRetried(let body): checkPayout(body.payoutID, actor, order(), find)
        case .payoutReissued(let body): checkPayout(body.payoutID, actor, order(), find)
        case .payoutAccepted, .payoutSucceeded, .payoutFailed, .payoutReversed:
            checkMoney(order(), find)
        case .orderStateChanged, .itemStateObserved, .refundApplied, .applicationAmended,
            .applicationWithdrawn, .extensionRequested, .extensionGranted, .extensionDenied,
            .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined, .evidenceErased,
            .supplementRequested, .supplementProvided, .supplementLapsed, .contactAttempted,
            .reviewAssigned, .negotiationRequested, .partialOfferMade, .partialOfferAccepted,
            .partialOfferDeclined, .partialOfferLapsed, .appealFiled, .arrivalConfirmed,
            .arrivalPresumed, .arrivalDisputed, .statementLineMatched, .statementMismatchFound,
            .payoutChased, .chaseAnswered, .complaintFiled, .complaintAcknowledged,
            .complaintResponded, .complaintEscalated, .complaintResolved, .complaintWithdrawn,
            .actionRefused, .offPlatformContactReported, .riskSignalRaised, .listingFlagged,
            .slaBreachRecorded, .deadlineRecomputed, .caseClosed, .noteAdded,
            .correctionRecorded, .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            break
        }
    }

    private func checkDecider(
        _ verdict: VerdictID, _ decider: PersonID, _ allowed: [PersonID],
        _ find: (OrderFinding.Invariant, String) -> Void
    ) {
        guard !allowed.contains(decider) else { return }
        let others = allowed.map(\.text).joined(separator: ", ")
        find(.decider, "\(verdict) names \(decider) as decider, decided by \(others)")
    }

    private func checkPayout(
        _ id: PayoutID, _ actor: PersonID, _ order: Order,
        _ find: (OrderFinding.Invariant, String) -> Void
    ) {
        checkMoney(order, find)
        guard let payout = order.payout(id), let verdict = order.verdict(payout.verdictID),
            let approval = verdict.approval, let refundCase = order.refundCase(payout.caseID)
        else { return find(.orderMoney, "payout \(id) pays no approval") }
        let minimum = policies.policy(refundCase.policy).fourEyesMinimum
        if approval.amount >= minimum, verdict.decider == actor {
            find(
                .fourEyesPayout,
                "\(actor) approved \(verdict.id) of \(approval.amount) and started payout \(id)")
        }
    }

    /// The sums of section 7, for the order, each line and each tender.
    private func checkMoney(_ order: Order, _ find: (OrderFinding.Invariant, String) -> Void) {
        let money = order.money
        let going = money.paidOut + money.inFlight
        if !(isInOrder(going, money.approved) && isInOrder(money.approved, money.paid)) {
            find(
                .orderMoney,
                "paid \(money.paid), approved \(money.approved), in flight \(money.inFlight), "
                    + "paid out \(money.paidOut)")
        }
        let approvals = order.verdicts.indices.compactMap { order.verdicts[$0].countingApproval }
        for item in order.items {
            let line = item.line
            let approved = approvals.sum { $0.lineSplit.sum(of: line.id) }
            guard !isInOrder(approved, line.paid) else { continue }
            find(.lineMoney, "line \(line.id): paid \(line.paid), approved \(approved)")
        }
        for tender in order.tenders {
            let approved = approvals.sum { $0.tenderSplit.sum(of: tender.id) }
            var going = Fen.zero
            for place in order.payouts.indices
            where order.payouts[place].tenderID == tender.id
                && (order.payouts[place].isInFlight || order.payouts[place].status == .succeeded)
            {
                going += order.payouts[place].amount
            }
            guard !(isInOrder(going, approved) && isInOrder(approved, tender.paid)) else {
                continue
            }
            find(
                .tenderMoney,
                "tender \(tender.id): paid \(tender.paid), approved \(approved), "
                    + "in flight and paid out \(going)")
        }
    }

    /// Whether an amount is at least 0 and at most another.
    private func isInOrder(_ amount: Fen, _ limit: Fen) -> Bool {
        .zero <= amount && amount <= limit
    }
}

extension [VerdictApproved] {
    /// The sum of a part of each.
    fileprivate func sum(of part: (VerdictApproved) -> Fen) -> Fen {
        reduce(.zero) { $0 + part($1) }
    }
}

extension [LineShare] {
    /// What a line has of them.
    fileprivate func sum(of line: LineID) -> Fen {
        reduce(.zero) { $1.id == line ? $0 + $1.fen : $0 }
    }
}

extension [TenderShare] {
    /// What a tender has of them.
    fileprivate func sum(of tender: TenderID) -> Fen {
        reduce(.zero) { $1.id == tender ? $0 + $1.fen : $0 }
    }
}
