public import Records

/// The kind of an event; numbers and names are permanent (section 6).
public enum EventKind: UInt8, Code {
    case orderRegistered = 1
    case orderStateChanged
    case itemStateObserved
    case refundApplied
    case applicationAmended
    case applicationWithdrawn
    case extensionRequested
    case extensionGranted
    case extensionDenied
    case evidenceUploaded
    case evidenceAssessed
    case evidenceQuarantined
    case evidenceErased
    case supplementRequested
    case supplementProvided
    case supplementLapsed
    case contactAttempted
    case reviewAssigned
    case negotiationRequested
    case partialOfferMade
    case partialOfferAccepted
    case partialOfferDeclined
    case partialOfferLapsed
    case verdictApproved
    case verdictRejected
    case appealFiled
    case appealDecided
    case verdictVoided
    case payoutInitiated
    case payoutAccepted
    case payoutSucceeded
    case payoutFailed
    case payoutRetried
    case payoutReissued
    case payoutReversed
    case arrivalConfirmed
    case arrivalPresumed
    case arrivalDisputed
    case statementLineMatched
    case statementMismatchFound
    case payoutChased
    case chaseAnswered
    case complaintFiled
    case complaintAcknowledged
    case complaintResponded
    case complaintEscalated
    case complaintResolved
    case complaintWithdrawn
    case actionRefused
    case offPlatformContactReported
    case riskSignalRaised
    case listingFlagged
    case slaBreachRecorded
    case deadlineRecomputed
    case caseClosed
    case noteAdded
    case correctionRecorded
    case chargebackObserved
    case policyPublished
    case calendarPublished
    case subjectErased
    case subjectRestricted

    public static let names = namesOfCases()
}
