import RefundDomain

/// What can be said of an event only with the order before it at hand.
///
/// It is found once for all projections, so that the order itself need not be kept as it was.
public struct EventEffect: Sendable {
    /// For a verdict, the review clock that it ends.
    private(set) var reviewClock: Clock?

    /// For a payout that succeeded, whether its case had not been paid in full before.
    private var wasUnpaid = false

    /// For a payout that succeeded, whether the case is now paid in full for the first time.
    private(set) var isFirstPayment = false

    /// The money that moved.
    private(set) var movements: [MoneyMovements.Row] = []

    /// Looks at the order before an event.
    init(of event: LedgerEvent, on before: ViewOrder) {
        switch event {
        case .verdictApproved(let body): reviewClock = before.runningReview(of: body.caseID)
        case .verdictRejected(let body): reviewClock = before.runningReview(of: body.caseID)
        case .payoutSucceeded(let body):
            wasUnpaid = before.refundCase(body.caseID)?.firstPaidAt == nil
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined,
            .evidenceErased, .supplementRequested, .supplementProvided, .supplementLapsed,
            .contactAttempted, .reviewAssigned, .negotiationRequested, .partialOfferMade,
            .partialOfferAccepted, .partialOfferDeclined, .partialOfferLapsed, .appealFiled,
            .appealDecided, .verdictVoided, .payoutInitiated, .payoutAccepted, .payoutFailed,
            .payoutRetried, .payoutReissued, .payoutReversed, .arrivalConfirmed, .arrivalPresumed,
            .arrivalDisputed, .statementLineMatched, .statementMismatchFound, .payoutChased,
            .chaseAnswered, .complaintFiled, .complaintAcknowledged, .complaintResponded,
            .complaintEscalated, .complaintResolved, .complaintWithdrawn, .actionRefused,
            .offPlatformContactReported, .riskSignalRaised, .listingFlagged, .slaBreachRecorded,
            .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            break
        }
    }

    /// Looks at the order after the event.
    mutating func complete(_ entry: ViewEntry, _ after: ViewOrder) {
        switch entry.event {
        case .payoutSucceeded(let body):
            isFirstPayment =
                wasUnpaid && after.refundCase(body.caseID)?.firstPaidAt != nil
            movements = MoneyMovements.movements(in: entry, isFirst: isFirstPayment, after)
        case .payoutReversed:
            movements = MoneyMovements.movements(in: entry, isFirst: false, after)
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined,
            .evidenceErased, .supplementRequested, .supplementProvided, .supplementLapsed,
            .contactAttempted, .reviewAssigned, .negotiationRequested, .partialOfferMade,
            .partialOfferAccepted, .partialOfferDeclined, .partialOfferLapsed, .verdictApproved,
            .verdictRejected, .appealFiled, .appealDecided, .verdictVoided, .payoutInitiated,
            .payoutAccepted, .payoutFailed, .payoutRetried, .payoutReissued, .arrivalConfirmed,
            .arrivalPresumed, .arrivalDisputed, .statementLineMatched, .statementMismatchFound,
            .payoutChased, .chaseAnswered, .complaintFiled, .complaintAcknowledged,
            .complaintResponded, .complaintEscalated, .complaintResolved, .complaintWithdrawn,
            .actionRefused, .offPlatformContactReported, .riskSignalRaised, .listingFlagged,
            .slaBreachRecorded, .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            break
        }
    }
}

extension ViewOrder {
    fileprivate func runningReview(of caseID: CaseID) -> Clock? {
        order.clocks.last { $0.name == .review && $0.caseID == caseID && $0.isRunning }
    }
}
