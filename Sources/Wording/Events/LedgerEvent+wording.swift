public import RefundDomain

extension LedgerEvent: Worded {
    /// What the event recorded, in a line; never what a person wrote freely.
    public var wording: Wording {
        switch self {
        case .orderRegistered(let body): body.wording
        case .orderStateChanged(let body): body.wording
        case .itemStateObserved(let body): body.wording
        case .refundApplied(let body): body.wording
        case .applicationAmended(let body): body.wording
        case .applicationWithdrawn(let body): body.wording
        case .extensionRequested(let body): body.wording
        case .extensionGranted(let body): body.wording
        case .extensionDenied(let body): body.wording
        case .evidenceUploaded(let body): body.wording
        case .evidenceAssessed(let body): body.wording
        case .evidenceQuarantined(let body): body.wording
        case .evidenceErased(let body): body.wording
        case .supplementRequested(let body): body.wording
        case .supplementProvided(let body): body.wording
        case .supplementLapsed(let body): body.wording
        case .contactAttempted(let body): body.wording
        case .reviewAssigned(let body): body.wording
        case .negotiationRequested(let body): body.wording
        case .partialOfferMade(let body): body.wording
        case .partialOfferAccepted(let body): body.wording
        case .partialOfferDeclined(let body): body.wording
        case .partialOfferLapsed(let body): body.wording
        case .verdictApproved(let body): body.wording
        case .verdictRejected(let body): body.wording
        case .appealFiled(let body): body.wording
        case .appealDecided(let body): body.wording
        case .verdictVoided(let body): body.wording
        case .payoutInitiated(let body): body.wording
        case .payoutAccepted(let body): body.wording
        case .payoutSucceeded(let body): body.wording
        case .payoutFailed(let body): body.wording
        case .payoutRetried(let body): body.wording
        case .payoutReissued(let body): body.wording
        case .payoutReversed(let body): body.wording
        case .arrivalConfirmed(let body): body.wording
        case .arrivalPresumed(let body): body.wording
        case .arrivalDisputed(let body): body.wording
        case .statementLineMatched(let body): body.wording
        case .statementMismatchFound(let body): body.wording
        case .payoutChased(let body): body.wording
        case .chaseAnswered(let body): body.wording
        case .complaintFiled(let body): body.wording
        case .complaintAcknowledged(let body): body.wording
        case .complaintResponded(let body): body.wording
        case .complaintEscalated(let body): body.wording
        case .complaintResolved(let body): body.wording
        case .complaintWithdrawn(let body): body.wording
        case .actionRefused(let body): body.wording
        case .offPlatformContactReported(let body): body.wording
        case .riskSignalRaised(let body): body.wording
        case .listingFlagged(let body): body.wording
        case .slaBreachRecorded(let body): body.wording
        case .deadlineRecomputed(let body): body.wording
        case .caseClosed(let body): body.wording
        case .noteAdded(let body): body.wording
        case .correctionRecorded(let body): body.wording
        case .chargebackObserved(let body): body.wording
        case .policyPublished(let body): body.wording
        case .calendarPublished(let body): body.wording
        case .subjectErased(let body): body.wording
        case .subjectRestricted(let body): body.wording
        }
    }
}
