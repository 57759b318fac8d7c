import Records
import Units

/// What events mean for payouts, arrivals, chases and complaints.
extension FoldedEvents {
    mutating func evolve(_ body: PayoutInitiated, _ header: EventHeader) {
        guard let place = place(of: body.caseID),
            let verdict = cases[place].verdictID
        else { return }
        payouts.append(
            Payout(
                id: body.payoutID, caseID: body.caseID, verdictID: verdict,
                tenderID: body.tenderID, channel: body.channel, amount: body.amount,
                outRefundNo: body.outRefundNo, initiatedAt: header.occurredAt, replaces: nil))
        settle(body.caseID, header)
    }

    mutating func evolve(_ body: PayoutAccepted, _ header: EventHeader) {
        change(body.payoutID) {
            $0.status = .accepted
            $0.channelRefundID = body.channelRefundID
            $0.note(
                .init(
                    kind: .accepted, attempt: body.attempt, channelRefundID: body.channelRefundID))
        }
        settle(body.caseID, header)
    }

    mutating func evolve(_ body: PayoutSucceeded, _ header: EventHeader) {
        change(body.payoutID) {
            $0.status = .succeeded
            $0.channelRefundID = body.channelRefundID
            $0.channelSuccessAt = body.channelSuccessAt
            $0.arrivalExpectedBy = body.arrivalExpectedBy
            $0.note(
                .init(
                    kind: .succeeded, attempt: body.attempt,
                    channelRefundID: body.channelRefundID))
        }
        settle(body.caseID, header)
    }

    mutating func evolve(_ body: PayoutFailed, _ header: EventHeader) {
        change(body.payoutID) {
            $0.status = .failed
            $0.failure = Payout.Failure(
                channelStatus: body.channelStatus, code: body.code, isRetryable: body.retryable)
            $0.channelRefundID = body.channelRefundID ?? $0.channelRefundID
            $0.note(
                .init(kind: .failed, attempt: body.attempt, channelRefundID: body.channelRefundID))
        }
        settle(body.caseID, header)
    }

    mutating func evolve(_ body: PayoutRetried, _ header: EventHeader) {
        change(body.payoutID) {
            $0.status = .initiated
            $0.attempt = body.attempt
        }
        settle(body.caseID, header)
    }

    mutating func evolve(_ body: PayoutReissued, _ header: EventHeader) {
        guard let old = payouts.first(where: { $0.id == body.replaces }) else { return }
        change(body.replaces) { $0.replacedBy = body.payoutID }
        payouts.append(
            Payout(
                id: body.payoutID, caseID: body.caseID, verdictID: old.verdictID,
                tenderID: body.tenderID, channel: old.channel, amount: body.amount,
                outRefundNo: body.outRefundNo, initiatedAt: header.occurredAt,
                replaces: body.replaces))
        settle(body.caseID, header)
    }

    mutating func evolve(_ body: PayoutReversed, _ header: EventHeader) {
        change(body.payoutID) {
            $0.status = .reversed
            $0.reversedAt = header.occurredAt
        }
        stopClocks(.arrival, of: body.caseID, .cancelled, header)
        if let index = clocks.lastIndex(where: { $0.name == .payout && $0.caseID == body.caseID }),
            clocks[index].stop?.outcome == .met || clocks[index].stop?.outcome == .breached
        {
            clocks[index].stop = nil
        }
        settle(body.caseID, header)
    }

    /// Works out what a case's payouts mean for its status, and what starts and stops with that.
    private mutating func settle(_ id: CaseID, _ header: EventHeader) {
        guard let place = place(of: id), let verdictID = cases[place].verdictID,
            let verdict = verdicts.indices.first(where: { verdicts[$0].id == verdictID }),
            case .approved(let approval) = verdicts[verdict].ruling
        else { return }
        // By place: a payout has a dozen texts, and copying them costs more than all the rest.
        let current = payouts.indices.filter {
            payouts[$0].verdictID == verdictID && payouts[$0].replacedBy == nil
        }
        let paid = approval.tenderSplit.allSatisfy { share in
            share.fen == .zero
                || current.contains {
                    payouts[$0].tenderID == share.id && payouts[$0].status == .succeeded
                }
        }
        let failed = current.contains {
            payouts[$0].status == .failed || payouts[$0].status == .reversed
        }
        let status: CaseStatus = failed ? .payoutFailed : paid ? .paid : .paying
        change(id) {
            $0.status = status
            $0.closedAt = nil
        }
        guard status == .paid,
            let latest = current.compactMap({ payouts[$0].channelSuccessAt }).max()
        else {
            return
        }
        change(id) {
            $0.firstPaidAt = $0.firstPaidAt ?? latest
            $0.isDisputed = false
        }
        stopClocks(.payout, of: id, .met, header, at: latest)
        stopClocks(.commitment, of: id, .met, header, at: latest)
        let expected = current.compactMap { payouts[$0].arrivalExpectedBy }.max() ?? latest
        startClock(.arrival, of: id, due: expected, header)
    }

    mutating func evolve(_ body: ArrivalConfirmed, _ header: EventHeader) {
        change(body.caseID) {
            $0.status = .completed
            $0.isDisputed = false
            $0.closedAt = header.occurredAt
        }
        stopClocks(.arrival, of: body.caseID, .met, header, at: body.arrivedAt)
    }

    mutating func evolve(_ body: ArrivalPresumed, _ header: EventHeader) {
        change(body.caseID) {
            $0.status = .completed
            $0.closedAt = header.occurredAt
        }
        endClocks(.arrival, of: body.caseID, .met, at: header.occurredAt)
    }

    mutating func evolve(_ body: ArrivalDisputed, _ header: EventHeader) {
        change(body.caseID) {
            $0.status = .paid
            $0.isDisputed = true
            $0.wasDisputed = true
            $0.closedAt = nil
        }
        endClocks(.arrival, of: body.caseID, .breached, at: header.occurredAt)
    }

    mutating func evolve(_ body: PayoutChased, _ header: EventHeader) {
        chases.append(Chase(id: body.chaseID, caseID: body.caseID, at: header.occurredAt))
        startClock(
            .chase, of: body.caseID, subject: .chase(body.chaseID), due: body.answerDueAt, header)
    }

    mutating func evolve(_ body: ChaseAnswered, _ header: EventHeader) {
        if let index = chases.firstIndex(where: { $0.id == body.chaseID }) {
            chases[index].isAnswered = true
        }
        stopClocks(.chase, subject: .chase(body.chaseID), .met, header)
    }

    mutating func evolve(_ body: ComplaintFiled, _ header: EventHeader) {
        complaints.append(
            Complaint(
                id: body.complaintID, caseID: body.caseID, demand: body.demand,
                subject: body.subject, priorChaseID: body.priorChaseID,
                filedAt: header.occurredAt))
        guard let due = body.respondDueAt else { return }
        startClock(
            .complaint, of: body.caseID, subject: .complaint(body.complaintID), due: due,
            provisional: body.provisional ?? false, header)
    }

    mutating func evolve(_ body: ComplaintResponded, _ header: EventHeader) {
        change(body.complaintID) {
            $0.state = .responded
            $0.wasAnswered = true
        }
        let subject = Clock.Subject.complaint(body.complaintID)
        stopClocks(.complaint, subject: subject, .met, header)
        guard let commitment = body.commitmentAt else { return }
        stopClocks(.commitment, subject: subject, .cancelled, header)
        startClock(.commitment, of: body.caseID, subject: subject, due: commitment, header)
    }

    mutating func evolve(_ body: ComplaintResolved, _ header: EventHeader) {
        change(body.complaintID) { $0.state = .resolved }
        let subject = Clock.Subject.complaint(body.complaintID)
        stopClocks(.complaint, subject: subject, .met, header)
        stopClocks(.commitment, subject: subject, .met, header)
    }

    mutating func evolve(_ body: ComplaintWithdrawn, _ header: EventHeader) {
        change(body.complaintID) { $0.state = .withdrawn }
        let subject = Clock.Subject.complaint(body.complaintID)
        stopClocks(.complaint, subject: subject, .cancelled, header)
        stopClocks(.commitment, subject: subject, .cancelled, header)
    }
}
