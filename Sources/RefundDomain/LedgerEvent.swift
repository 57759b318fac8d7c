public import Records

/// A fact the ledger has recorded; named in the past tense, never changed, never removed.
///
/// To add an event: write its body in `Events/`, add its kind at the end of ``EventKind``, and its
/// lines here. The switches have no `default`, so the compiler names every other place that has to
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
        }
    }

    /// Writes the event's own data.
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) {
        switch self {
        case .orderRegistered(let body): writer.record(body)
        case .orderStateChanged(let body): writer.record(body)
        case .itemStateObserved(let body): writer.record(body)
        case .refundApplied(let body): writer.record(body)
        case .applicationAmended(let body): writer.record(body)
        case .applicationWithdrawn(let body): writer.record(body)
        case .extensionRequested(let body): writer.record(body)
        case .extensionGranted(let body): writer.record(body)
        case .extensionDenied(let body): writer.record(body)
        case .evidenceUploaded(let body): writer.record(body)
        case .evidenceAssessed(let body): writer.record(body)
        case .evidenceQuarantined(let body): writer.record(body)
        case .evidenceErased(let body): writer.record(body)
        case .supplementRequested(let body): writer.record(body)
        case .supplementProvided(let body): writer.record(body)
        case .supplementLapsed(let body): writer.record(body)
        case .contactAttempted(let body): writer.record(body)
        case .reviewAssigned(let body): writer.record(body)
        case .negotiationRequested(let body): writer.record(body)
        case .partialOfferMade(let body): writer.record(body)
        case .partialOfferAccepted(let body): writer.record(body)
        case .partialOfferDeclined(let body): writer.record(body)
        case .partialOfferLapsed(let body): writer.record(body)
        case .verdictApproved(let body): writer.record(body)
        case .verdictRejected(let body): writer.record(body)
        case .appealFiled(let body): writer.record(body)
        case .appealDecided(let body): writer.record(body)
        case .verdictVoided(let body): writer.record(body)
        case .payoutInitiated(let body): writer.record(body)
        case .payoutAccepted(let body): writer.record(body)
        case .payoutSucceeded(let body): writer.record(body)
        case .payoutFailed(let body): writer.record(body)
        case .payoutRetried(let body): writer.record(body)
        case .payoutReissued(let body): writer.record(body)
        case .payoutReversed(let body): writer.record(body)
        case .arrivalConfirmed(let body): writer.record(body)
        case .arrivalPresumed(let body): writer.record(body)
        case .arrivalDisputed(let body): writer.record(body)
        case .statementLineMatched(let body): writer.record(body)
        case .statementMismatchFound(let body): writer.record(body)
        case .payoutChased(let body): writer.record(body)
        case .chaseAnswered(let body): writer.record(body)
        case .complaintFiled(let body): writer.record(body)
        case .complaintAcknowledged(let body): writer.record(body)
        case .complaintResponded(let body): writer.record(body)
        case .complaintEscalated(let body): writer.record(body)
        case .complaintResolved(let body): writer.record(body)
        case .complaintWithdrawn(let body): writer.record(body)
        case .actionRefused(let body): writer.record(body)
        case .offPlatformContactReported(let body): writer.record(body)
        case .riskSignalRaised(let body): writer.record(body)
        case .listingFlagged(let body): writer.record(body)
        case .slaBreachRecorded(let body): writer.record(body)
        case .deadlineRecomputed(let body): writer.record(body)
        case .caseClosed(let body): writer.record(body)
        case .noteAdded(let body): writer.record(body)
        case .correctionRecorded(let body): writer.record(body)
        case .chargebackObserved(let body): writer.record(body)
        case .policyPublished(let body): writer.record(body)
        case .calendarPublished(let body): writer.record(body)
        }
    }

    /// Reads the data of an event of a kind.
    @inlinable
    public static func read<R: ValueReader>(
        _ kind: EventKind, from reader: inout R
    ) throws(R.Failure) -> LedgerEvent {
        switch kind {
        case .orderRegistered: .orderRegistered(try reader.record(OrderRegistered.self))
        case .orderStateChanged: .orderStateChanged(try reader.record(OrderStateChanged.self))
        case .itemStateObserved: .itemStateObserved(try reader.record(ItemStateObserved.self))
        case .refundApplied: .refundApplied(try reader.record(RefundApplied.self))
        case .applicationAmended: .applicationAmended(try reader.record(ApplicationAmended.self))
        case .applicationWithdrawn:
            .applicationWithdrawn(try reader.record(ApplicationWithdrawn.self))
        case .extensionRequested: .extensionRequested(try reader.record(ExtensionRequested.self))
        case .extensionGranted: .extensionGranted(try reader.record(ExtensionGranted.self))
        case .extensionDenied: .extensionDenied(try reader.record(ExtensionDenied.self))
        case .evidenceUploaded: .evidenceUploaded(try reader.record(EvidenceUploaded.self))
        case .evidenceAssessed: .evidenceAssessed(try reader.record(EvidenceAssessed.self))
        case .evidenceQuarantined: .evidenceQuarantined(try reader.record(EvidenceQuarantined.self))
        case .evidenceErased: .evidenceErased(try reader.record(EvidenceErased.self))
        case .supplementRequested: .supplementRequested(try reader.record(SupplementRequested.self))
        case .supplementProvided: .supplementProvided(try reader.record(SupplementProvided.self))
        case .supplementLapsed: .supplementLapsed(try reader.record(SupplementLapsed.self))
        case .contactAttempted: .contactAttempted(try reader.record(ContactAttempted.self))
        case .reviewAssigned: .reviewAssigned(try reader.record(ReviewAssigned.self))
        case .negotiationRequested:
            .negotiationRequested(try reader.record(NegotiationRequested.self))
        case .partialOfferMade: .partialOfferMade(try reader.record(PartialOfferMade.self))
        case .partialOfferAccepted:
            .partialOfferAccepted(try reader.record(PartialOfferAccepted.self))
        case .partialOfferDeclined:
            .partialOfferDeclined(try reader.record(PartialOfferDeclined.self))
        case .partialOfferLapsed: .partialOfferLapsed(try reader.record(PartialOfferLapsed.self))
        case .verdictApproved: .verdictApproved(try reader.record(VerdictApproved.self))
        case .verdictRejected: .verdictRejected(try reader.record(VerdictRejected.self))
        case .appealFiled: .appealFiled(try reader.record(AppealFiled.self))
        case .appealDecided: .appealDecided(try reader.record(AppealDecided.self))
        case .verdictVoided: .verdictVoided(try reader.record(VerdictVoided.self))
        case .payoutInitiated: .payoutInitiated(try reader.record(PayoutInitiated.self))
        case .payoutAccepted: .payoutAccepted(try reader.record(PayoutAccepted.self))
        case .payoutSucceeded: .payoutSucceeded(try reader.record(PayoutSucceeded.self))
        case .payoutFailed: .payoutFailed(try reader.record(PayoutFailed.self))
        case .payoutRetried: .payoutRetried(try reader.record(PayoutRetried.self))
        case .payoutReissued: .payoutReissued(try reader.record(PayoutReissued.self))
        case .payoutReversed: .payoutReversed(try reader.record(PayoutReversed.self))
        case .arrivalConfirmed: .arrivalConfirmed(try reader.record(ArrivalConfirmed.self))
        case .arrivalPresumed: .arrivalPresumed(try reader.record(ArrivalPresumed.self))
        case .arrivalDisputed: .arrivalDisputed(try reader.record(ArrivalDisputed.self))
        case .statementLineMatched:
            .statementLineMatched(try reader.record(StatementLineMatched.self))
        case .statementMismatchFound:
            .statementMismatchFound(try reader.record(StatementMismatchFound.self))
        case .payoutChased: .payoutChased(try reader.record(PayoutChased.self))
        case .chaseAnswered: .chaseAnswered(try reader.record(ChaseAnswered.self))
        case .complaintFiled: .complaintFiled(try reader.record(ComplaintFiled.self))
        case .complaintAcknowledged:
            .complaintAcknowledged(try reader.record(ComplaintAcknowledged.self))
        case .complaintResponded: .complaintResponded(try reader.record(ComplaintResponded.self))
        case .complaintEscalated: .complaintEscalated(try reader.record(ComplaintEscalated.self))
        case .complaintResolved: .complaintResolved(try reader.record(ComplaintResolved.self))
        case .complaintWithdrawn: .complaintWithdrawn(try reader.record(ComplaintWithdrawn.self))
        case .actionRefused: .actionRefused(try reader.record(ActionRefused.self))
        case .offPlatformContactReported:
            .offPlatformContactReported(try reader.record(OffPlatformContactReported.self))
        case .riskSignalRaised: .riskSignalRaised(try reader.record(RiskSignalRaised.self))
        case .listingFlagged: .listingFlagged(try reader.record(ListingFlagged.self))
        case .slaBreachRecorded: .slaBreachRecorded(try reader.record(SlaBreachRecorded.self))
        case .deadlineRecomputed: .deadlineRecomputed(try reader.record(DeadlineRecomputed.self))
        case .caseClosed: .caseClosed(try reader.record(CaseClosed.self))
        case .noteAdded: .noteAdded(try reader.record(NoteAdded.self))
        case .correctionRecorded: .correctionRecorded(try reader.record(CorrectionRecorded.self))
        case .chargebackObserved: .chargebackObserved(try reader.record(ChargebackObserved.self))
        case .policyPublished: .policyPublished(try reader.record(PolicyPublished.self))
        case .calendarPublished: .calendarPublished(try reader.record(CalendarPublished.self))
        }
    }
}
