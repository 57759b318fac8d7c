public import Records

/// What can be asked of the ledger (section 5).
public enum ActionName: UInt8, Code {
    case registerOrder = 1
    case changeOrderState
    case observeItem
    case applyRefund
    case amendApplication
    case withdrawApplication
    case requestExtension
    case grantExtension
    case denyExtension
    case uploadEvidence
    case assessEvidence
    case quarantineEvidence
    case eraseEvidence
    case requestSupplement
    case provideSupplement
    case recordContact
    case assignReviewer
    case requestNegotiation
    case makeOffer
    case acceptOffer
    case declineOffer
    case approve
    case reject
    case autoReview
    case fileAppeal
    case decideAppeal
    case voidVerdict
    case initiatePayout
    case retryPayout
    case reissuePayout
    case reportPayoutAccepted
    case reportPayoutSucceeded
    case reportPayoutFailed
    case reportPayoutReversed
    case confirmArrival
    case disputeArrival
    case reconcileLine
    case reportMissingLine
    case chasePayout
    case answerChase
    case fileComplaint
    case acknowledgeComplaint
    case respondComplaint
    case escalateComplaint
    case resolveComplaint
    case withdrawComplaint
    case reportOffPlatform
    case raiseRiskSignal
    case flagListing
    case addNote
    case recordCorrection
    case reportChargeback
    case recomputeDeadlines
    case sweep
    case publishPolicy
    case publishCalendar
    case eraseSubject
    case restrictSubject

    public static let names = namesOfCases()
}
