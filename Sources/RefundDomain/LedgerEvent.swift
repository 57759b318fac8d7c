public import Records

/// A fact the ledger has recorded; named in the past tense, never changed, never removed.
///
/// To add an event: write its body in `Events/`, add its kind at the end of ``EventKind``, and its
/// lines here and in `LedgerEvent+fields.swift`. The switches have no `default`, so the compiler names every other place that has to
/// take a stand.
public indirect enum LedgerEvent: Equatable, Sendable {
    case orderRegistered(OrderRegistered)
    case orderStateChanged(OrderStateChanged)
    case itemStateObserved(ItemStateObserved)
    case refundApplied(RefundApplied)
    case applicationAmended(ApplicationAmended)
    case applicationWithdrawn(ApplicationWithdrawn)
    case extensionRequested(ExtensionRequested)
    case extensionGranted(ExtensionGranted)
    case extensionDenied(ExtensionDenied)
    case evidenceUploaded(EvidenceUploaded)
    case evidenceAssessed(EvidenceAssessed)
    case evidenceQuarantined(EvidenceQuarantined)
    case evidenceErased(EvidenceErased)
    case supplementRequested(SupplementRequested)
    case supplementProvided(SupplementProvided)
    case supplementLapsed(SupplementLapsed)
    case contactAttempted(ContactAttempted)
    case reviewAssigned(ReviewAssigned)
    case negotiationRequested(NegotiationRequested)
    case partialOfferMade(PartialOfferMade)
    case partialOfferAccepted(PartialOfferAccepted)
    case partialOfferDeclined(PartialOfferDeclined)
    case partialOfferLapsed(PartialOfferLapsed)
    case verdictApproved(VerdictApproved)
    case verdictRejected(VerdictRejected)
    case appealFiled(AppealFiled)
    case appealDecided(AppealDecided)
    case verdictVoided(VerdictVoided)
    case payoutInitiated(PayoutInitiated)
    case payoutAccepted(PayoutAccepted)
    case payoutSucceeded(PayoutSucceeded)
    case payoutFailed(PayoutFailed)
    case payoutRetried(PayoutRetried)
    case payoutReissued(PayoutReissued)
    case payoutReversed(PayoutReversed)
    case arrivalConfirmed(ArrivalConfirmed)
    case arrivalPresumed(ArrivalPresumed)
    case arrivalDisputed(ArrivalDisputed)
    case statementLineMatched(StatementLineMatched)
    case statementMismatchFound(StatementMismatchFound)
    case payoutChased(PayoutChased)
    case chaseAnswered(ChaseAnswered)
    case complaintFiled(ComplaintFiled)
    case complaintAcknowledged(ComplaintAcknowledged)
    case complaintResponded(ComplaintResponded)
    case complaintEscalated(ComplaintEscalated)
    case complaintResolved(ComplaintResolved)
    case complaintWithdrawn(ComplaintWithdrawn)
    case actionRefused(ActionRefused)
    case offPlatformContactReported(OffPlatformContactReported)
    case riskSignalRaised(RiskSignalRaised)
    case listingFlagged(ListingFlagged)
    case slaBreachRecorded(SlaBreachRecorded)
    case deadlineRecomputed(DeadlineRecomputed)
    case caseClosed(CaseClosed)
    case noteAdded(NoteAdded)
    case correctionRecorded(CorrectionRecorded)
    case chargebackObserved(ChargebackObserved)
    case policyPublished(PolicyPublished)
    case calendarPublished(CalendarPublished)
    case subjectErased(SubjectErased)
    case subjectRestricted(SubjectRestricted)
}

/// The data of one kind of event, as it is written in the log.
public protocol EventBody: NestedRecord {
    /// The kind; its number and its name are permanent.
    static var kind: EventKind { get }

    /// The rules and decisions that the event rests on.
    static var rules: [RuleID] { get }

    /// This body as a ``LedgerEvent``.
    var event: LedgerEvent { get }
}

extension LedgerEvent {
    /// Every kind of event the ledger can read, in order of number.
    public static let bodies: [any EventBody.Type] = [
        OrderRegistered.self,
        OrderStateChanged.self,
        ItemStateObserved.self,
        RefundApplied.self,
        ApplicationAmended.self,
        ApplicationWithdrawn.self,
        ExtensionRequested.self,
        ExtensionGranted.self,
        ExtensionDenied.self,
        EvidenceUploaded.self,
        EvidenceAssessed.self,
        EvidenceQuarantined.self,
        EvidenceErased.self,
        SupplementRequested.self,
        SupplementProvided.self,
        SupplementLapsed.self,
        ContactAttempted.self,
        ReviewAssigned.self,
        NegotiationRequested.self,
        PartialOfferMade.self,
        PartialOfferAccepted.self,
        PartialOfferDeclined.self,
        PartialOfferLapsed.self,
        VerdictApproved.self,
        VerdictRejected.self,
        AppealFiled.self,
        AppealDecided.self,
        VerdictVoided.self,
        PayoutInitiated.self,
        PayoutAccepted.self,
        PayoutSucceeded.self,
        PayoutFailed.self,
        PayoutRetried.self,
        PayoutReissued.self,
        PayoutReversed.self,
        ArrivalConfirmed.self,
        ArrivalPresumed.self,
        ArrivalDisputed.self,
        StatementLineMatched.self,
        StatementMismatchFound.self,
        PayoutChased.self,
        ChaseAnswered.self,
        ComplaintFiled.self,
        ComplaintAcknowledged.self,
        ComplaintResponded.self,
        ComplaintEscalated.self,
        ComplaintResolved.self,
        ComplaintWithdrawn.self,
        ActionRefused.self,
        OffPlatformContactReported.self,
        RiskSignalRaised.self,
        ListingFlagged.self,
        SlaBreachRecorded.self,
        DeadlineRecomputed.self,
        CaseClosed.self,
        NoteAdded.self,
        CorrectionRecorded.self,
        ChargebackObserved.self,
        PolicyPublished.self,
        CalendarPublished.self,
        SubjectErased.self,
        SubjectRestricted.self,
    ]

    /// The kind of the event.
    public var kind: EventKind {
        switch self {
        case .orderRegistered: .orderRegistered
        case .orderStateChanged: .orderStateChanged
        case .itemStateObserved: .itemStateObserved
        case .refundApplied: .refundApplied
        case .applicationAmended: .applicationAmended
        case .applicationWithdrawn: .applicationWithdrawn
        case .extensionRequested: .extensionRequested
        case .extensionGranted: .extensionGranted
        case .extensionDenied: .extensionDenied
        case .evidenceUploaded: .evidenceUploaded
        case .evidenceAssessed: .evidenceAssessed
        case .evidenceQuarantined: .evidenceQuarantined
        case .evidenceErased: .evidenceErased
        case .supplementRequested: .supplementRequested
        case .supplementProvided: .supplementProvided
        case .supplementLapsed: .supplementLapsed
        case .contactAttempted: .contactAttempted
        case .reviewAssigned: .reviewAssigned
        case .negotiationRequested: .negotiationRequested
        case .partialOfferMade: .partialOfferMade
        case .partialOfferAccepted: .partialOfferAccepted
        case .partialOfferDeclined: .partialOfferDeclined
        case .partialOfferLapsed: .partialOfferLapsed
        case .verdictApproved: .verdictApproved
        case .verdictRejected: .verdictRejected
        case .appealFiled: .appealFiled
        case .appealDecided: .appealDecided
        case .verdictVoided: .verdictVoided
        case .payoutInitiated: .payoutInitiated
        case .payoutAccepted: .payoutAccepted
        case .payoutSucceeded: .payoutSucceeded
        case .payoutFailed: .payoutFailed
        case .payoutRetried: .payoutRetried
        case .payoutReissued: .payoutReissued
        case .payoutReversed: .payoutReversed
        case .arrivalConfirmed: .arrivalConfirmed
        case .arrivalPresumed: .arrivalPresumed
        case .arrivalDisputed: .arrivalDisputed
        case .statementLineMatched: .statementLineMatched
        case .statementMismatchFound: .statementMismatchFound
        case .payoutChased: .payoutChased
        case .chaseAnswered: .chaseAnswered
        case .complaintFiled: .complaintFiled
        case .complaintAcknowledged: .complaintAcknowledged
        case .complaintResponded: .complaintResponded
        case .complaintEscalated: .complaintEscalated
        case .complaintResolved: .complaintResolved
        case .complaintWithdrawn: .complaintWithdrawn
        case .actionRefused: .actionRefused
        case .offPlatformContactReported: .offPlatformContactReported
        case .riskSignalRaised: .riskSignalRaised
        case .listingFlagged: .listingFlagged
        case .slaBreachRecorded: .slaBreachRecorded
        case .deadlineRecomputed: .deadlineRecomputed
        case .caseClosed: .caseClosed
        case .noteAdded: .noteAdded
        case .correctionRecorded: .correctionRecorded
        case .chargebackObserved: .chargebackObserved
        case .policyPublished: .policyPublished
        case .calendarPublished: .calendarPublished
        case .subjectErased: .subjectErased
        case .subjectRestricted: .subjectRestricted
        }
    }
}
