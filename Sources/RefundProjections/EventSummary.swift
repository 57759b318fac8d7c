import Records
import RefundDomain
import Units

/// Says in a line of English what an event recorded; never what a person wrote freely.
///
/// The switch has no `default`: whoever adds an event says how it reads.
enum EventSummary {
    static func line(_ event: LedgerEvent) -> String {
        switch event {
        case .orderRegistered(let body): "order registered, paid " + yuan(body.paid)
        case .orderStateChanged(let body): "order is now " + body.to.name
        case .itemStateObserved(let body):
            "line " + body.line.text + " looked at (" + body.source.name + ")"
        case .refundApplied(let body):
            "applied for " + yuan(body.requested) + ", " + body.reason.name
        case .applicationAmended(let body):
            "application amended to " + yuan(body.requested) + ", " + body.reason.name
        case .applicationWithdrawn: "application withdrawn"
        case .extensionRequested(let body): "asked to apply late, " + body.reason.name
        case .extensionGranted(let body):
            "may apply until " + body.newDeadlineAt.shanghaiText
        case .extensionDenied(let body): "may not apply late, " + body.reason.name
        case .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined, .evidenceErased,
            .supplementRequested, .supplementProvided, .supplementLapsed, .contactAttempted,
            .reviewAssigned:
            ofReview(event)
        case .negotiationRequested, .partialOfferMade, .partialOfferAccepted,
            .partialOfferDeclined, .partialOfferLapsed, .verdictApproved, .verdictRejected,
            .appealFiled, .appealDecided, .verdictVoided, .caseClosed:
            ofVerdict(event)
        case .payoutInitiated, .payoutAccepted, .payoutSucceeded, .payoutFailed, .payoutRetried,
            .payoutReissued, .payoutReversed, .arrivalConfirmed, .arrivalPresumed,
            .arrivalDisputed, .statementLineMatched, .statementMismatchFound,
            .chargebackObserved:
            ofPayout(event)
        case .payoutChased, .chaseAnswered, .complaintFiled, .complaintAcknowledged,
            .complaintResponded, .complaintEscalated, .complaintResolved, .complaintWithdrawn:
            ofComplaint(event)
        case .actionRefused(let body):
            "refused: " + body.action.name + ", " + body.code.name
        case .offPlatformContactReported(let body):
            "settlement proposed by " + body.proposedBy.name + " by " + body.medium.name
        case .riskSignalRaised(let body): "risk signal " + body.signal.text
        case .listingFlagged(let body):
            "product " + body.sku.text + " flagged, " + body.reason.name
        case .slaBreachRecorded(let body):
            body.clock.name + " clock \(body.cycle) missed its due date"
        case .deadlineRecomputed(let body):
            body.clock.name + " clock \(body.cycle) is now due " + body.newDueAt.shanghaiText
        case .noteAdded(let body): "note " + body.textRef.text
        case .correctionRecorded(let body):
            "event \(body.correctsPosition) was wrong in " + body.field.text
        case .policyPublished(let body): "policy " + body.version.text + " published"
        case .calendarPublished(let body): "calendar " + body.version.text + " published"
        case .subjectErased(let body):
            "what is held about " + body.subject.text + " erased, " + body.ground.name
        case .subjectRestricted(let body):
            "what is held about " + body.subject.text + " only stored until "
                + body.until.shanghaiText + ", " + body.ground.name
        }
    }

    private static func ofReview(_ event: LedgerEvent) -> String {
        switch event {
        case .evidenceUploaded(let body):
            "evidence " + body.evidenceID.text + " uploaded, " + body.kind.name
        case .evidenceAssessed(let body):
            "evidence " + body.evidenceID.text + " assessed: clear " + body.clear.name
                + ", complete " + body.complete.name + ", unedited " + body.unedited.name
                + ", relevant " + body.relevant.name
        case .evidenceQuarantined(let body):
            "evidence " + body.evidenceID.text + " locked away"
        case .evidenceErased(let body):
            "evidence " + body.evidenceID.text + " erased, " + body.basis.name
        case .supplementRequested(let body): "more evidence wanted, " + body.requestID.text
        case .supplementProvided(let body): "evidence provided for " + body.requestID.text
        case .supplementLapsed(let body): "no evidence in time for " + body.requestID.text
        case .contactAttempted(let body):
            "buyer contacted by " + body.medium.name + ": " + body.outcome.name
        case .reviewAssigned(let body): "review given to " + body.reviewer.text
        case _: event.kind.name
        }
    }

    private static func ofVerdict(_ event: LedgerEvent) -> String {
        switch event {
        case .negotiationRequested(let body):
            "asked for a part: \(body.unused) " + body.unit.name + " unused"
        case .partialOfferMade(let body):
            "offer " + body.offerID.text + " of " + yuan(body.amount)
        case .partialOfferAccepted(let body): "offer " + body.offerID.text + " accepted"
        case .partialOfferDeclined(let body): "offer " + body.offerID.text + " declined"
        case .partialOfferLapsed(let body):
            body.offerID.map { "offer " + $0.text + " lapsed" } ?? "request for a part lapsed"
        case .verdictApproved(let body):
            "verdict " + body.verdictID.text + ": " + yuan(body.amount) + " approved, "
                + body.basis.name + ", fault of " + body.fault.name
        case .verdictRejected(let body):
            "verdict " + body.verdictID.text + ": rejected, "
                + body.reasonCodes.map(\.name).joined(separator: " ")
        case .appealFiled(let body):
            "appeal " + body.appealID.text + " against " + body.verdictID.text + ", "
                + body.grounds.name
        case .appealDecided(let body):
            "appeal " + body.appealID.text + " decided, " + body.outcome.name
        case .verdictVoided(let body): "verdict " + body.verdictID.text + " voided"
        case .caseClosed(let body): "case closed, " + body.outcome.name
        case _: event.kind.name
        }
    }

    private static func ofPayout(_ event: LedgerEvent) -> String {
        switch event {
        case .payoutInitiated(let body):
            "payout " + body.payoutID.text + " of " + yuan(body.amount) + " to "
                + body.channel.name
        case .payoutAccepted(let body): "payout " + body.payoutID.text + " accepted"
        case .payoutSucceeded(let body):
            "payout " + body.payoutID.text + " of " + yuan(body.amount) + " succeeded"
        case .payoutFailed(let body):
            "payout " + body.payoutID.text + " failed, " + body.channelStatus.name + " "
                + body.code.text
        case .payoutRetried(let body):
            "payout " + body.payoutID.text + " tried again, attempt \(body.attempt)"
        case .payoutReissued(let body):
            "payout " + body.payoutID.text + " replaces " + body.replaces.text
        case .payoutReversed(let body):
            "payout " + body.payoutID.text + " of " + yuan(body.amount) + " reversed"
        case .arrivalConfirmed(let body): "arrival of " + yuan(body.amount) + " confirmed"
        case .arrivalPresumed: "arrival presumed"
        case .arrivalDisputed(let body):
            "arrival disputed, only " + yuan(body.claimed) + " seen"
        case .statementLineMatched(let body):
            "statement " + body.statementID.text + " agrees on " + yuan(body.ledger)
        case .statementMismatchFound(let body):
            "statement " + body.statementID.text + " disagrees, " + body.kind.name
        case .chargebackObserved(let body):
            "chargeback " + body.channelRef.text + " over " + yuan(body.amount) + ": "
                + body.stage.name
        case _: event.kind.name
        }
    }

    private static func ofComplaint(_ event: LedgerEvent) -> String {
        switch event {
        case .payoutChased(let body):
            "chase " + body.chaseID.text + (body.overdue ? ", payout overdue" : "")
        case .chaseAnswered(let body): "chase " + body.chaseID.text + " answered"
        case .complaintFiled(let body):
            "complaint " + body.complaintID.text + " filed at " + body.channel.name + ", "
                + body.subject.name
        case .complaintAcknowledged(let body):
            "complaint " + body.complaintID.text + " acknowledged"
        case .complaintResponded(let body):
            "complaint " + body.complaintID.text + " answered, " + body.explanationCode.name
        case .complaintEscalated(let body):
            "complaint " + body.complaintID.text + " taken to " + body.toChannel.name
        case .complaintResolved(let body):
            "complaint " + body.complaintID.text + " resolved, " + body.outcome.name
        case .complaintWithdrawn(let body):
            "complaint " + body.complaintID.text + " withdrawn"
        case _: event.kind.name
        }
    }

    /// ``Units/Fen/description``, quicker: most events name an amount.
    private static func yuan(_ amount: Fen) -> String {
        let size = amount.amount.magnitude
        let cents = size % 100
        return (amount < .zero ? "-" : "") + String(size / 100) + (cents < 10 ? ".0" : ".")
            + String(cents)
    }
}
