extension LedgerEvent {
    /// The case the event belongs to; `nil` for events of the order as a whole.
    public var caseID: CaseID? {
        switch self {
        case .refundApplied(let body): body.caseID
        case .applicationAmended(let body): body.caseID
        case .applicationWithdrawn(let body): body.caseID
        case .evidenceUploaded(let body): body.caseID
        case .evidenceAssessed(let body): body.caseID
        case .evidenceQuarantined(let body): body.caseID
        case .evidenceErased(let body): body.caseID
        case .supplementRequested(let body): body.caseID
        case .supplementProvided(let body): body.caseID
        case .supplementLapsed(let body): body.caseID
        case .contactAttempted(let body): body.caseID
        case .reviewAssigned(let body): body.caseID
        case .negotiationRequested(let body): body.caseID
        case .partialOfferMade(let body): body.caseID
        case .partialOfferAccepted(let body): body.caseID
        case .partialOfferDeclined(let body): body.caseID
        case .partialOfferLapsed(let body): body.caseID
        case .verdictApproved(let body): body.caseID
        case .verdictRejected(let body): body.caseID
        case .appealFiled(let body): body.caseID
        case .appealDecided(let body): body.caseID
        case .verdictVoided(let body): body.caseID
        case .payoutInitiated(let body): body.caseID
        case .payoutAccepted(let body): body.caseID
        case .payoutSucceeded(let body): body.caseID
        case .payoutFailed(let body): body.caseID
        case .payoutRetried(let body): body.caseID
        case .payoutReissued(let body): body.caseID
        case .payoutReversed(let body): body.caseID
        case .arrivalConfirmed(let body): body.caseID
        case .arrivalPresumed(let body): body.caseID
        case .arrivalDisputed(let body): body.caseID
        case .statementLineMatched(let body): body.caseID
        case .statementMismatchFound(let body): body.caseID
        case .payoutChased(let body): body.caseID
        case .chaseAnswered(let body): body.caseID
        case .complaintFiled(let body): body.caseID
        case .complaintAcknowledged(let body): body.caseID
        case .complaintResponded(let body): body.caseID
        case .complaintEscalated(let body): body.caseID
        case .complaintResolved(let body): body.caseID
        case .complaintWithdrawn(let body): body.caseID
        case .actionRefused(let body): body.caseID
        case .slaBreachRecorded(let body): body.caseID
        case .deadlineRecomputed(let body): body.caseID
        case .caseClosed(let body): body.caseID
        case .noteAdded(let body): body.caseID
        case .orderRegistered,
            .orderStateChanged,
            .itemStateObserved,
            .extensionRequested,
            .extensionGranted,
            .extensionDenied,
            .offPlatformContactReported,
            .riskSignalRaised,
            .listingFlagged,
            .correctionRecorded,
            .chargebackObserved,
            .policyPublished,
            .calendarPublished,
            .subjectErased, .subjectRestricted:
            nil
        }
    }
}
