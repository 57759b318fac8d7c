extension LedgerEvent {
    /// The data of the event, whatever its kind.
    public var body: any EventBody {
        switch self {
        case .orderRegistered(let body): body
        case .orderStateChanged(let body): body
        case .itemStateObserved(let body): body
        case .refundApplied(let body): body
        case .applicationAmended(let body): body
        case .applicationWithdrawn(let body): body
        case .extensionRequested(let body): body
        case .extensionGranted(let body): body
        case .extensionDenied(let body): body
        case .evidenceUploaded(let body): body
        case .evidenceAssessed(let body): body
        case .evidenceQuarantined(let body): body
        case .evidenceErased(let body): body
        case .supplementRequested(let body): body
        case .supplementProvided(let body): body
        case .supplementLapsed(let body): body
        case .contactAttempted(let body): body
        case .reviewAssigned(let body): body
        case .negotiationRequested(let body): body
        case .partialOfferMade(let body): body
        case .partialOfferAccepted(let body): body
        case .partialOfferDeclined(let body): body
        case .partialOfferLapsed(let body): body
        case .verdictApproved(let body): body
        case .verdictRejected(let body): body
        case .appealFiled(let body): body
        case .appealDecided(let body): body
        case .verdictVoided(let body): body
        case .payoutInitiated(let body): body
        case .payoutAccepted(let body): body
        case .payoutSucceeded(let body): body
        case .payoutFailed(let body): body
        case .payoutRetried(let body): body
        case .payoutReissued(let body): body
        case .payoutReversed(let body): body
        case .arrivalConfirmed(let body): body
        case .arrivalPresumed(let body): body
        case .arrivalDisputed(let body): body
        case .statementLineMatched(let body): body
        case .statementMismatchFound(let body): body
        case .payoutChased(let body): body
        case .chaseAnswered(let body): body
        case .complaintFiled(let body): body
        case .complaintAcknowledged(let body): body
        case .complaintResponded(let body): body
        case .complaintEscalated(let body): body
        case .complaintResolved(let body): body
        case .complaintWithdrawn(let body): body
        case .actionRefused(let body): body
        case .offPlatformContactReported(let body): body
        case .riskSignalRaised(let body): body
        case .listingFlagged(let body): body
        case .slaBreachRecorded(let body): body
        case .deadlineRecomputed(let body): body
        case .caseClosed(let body): body
        case .noteAdded(let body): body
        case .correctionRecorded(let body): body
        case .chargebackObserved(let body): body
        case .policyPublished(let body): body
        case .calendarPublished(let body): body
        case .subjectErased(let body): body
        case .subjectRestricted(let body): body
        }
    }
}
