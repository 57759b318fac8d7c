import Records
import RefundDomain

extension LedgerEvent {
    /// The rules a verdict or refusal cites, else those that this kind of event rests on.
    var rulesCited: [RuleID] {
        if case .verdictApproved(let body) = self { return body.ruleIDs }
        if case .verdictRejected(let body) = self { return body.ruleIDs }
        if case .actionRefused(let body) = self { return body.rule.map { [$0] } ?? [] }
        return type(of: body).rules
    }

    /// What somebody wrote, in order of field.
    var freeTexts: [FreeText] { FreeTextCollector.texts(of: body).filter { $0.text != "" } }

    /// The evidence the event speaks of; for a verdict, what counted in its case.
    func evidence(in order: Order) -> [Evidence] {
        func named(_ ids: [EvidenceID]) -> [Evidence] {
            order.evidence.filter { ids.contains($0.id) }
        }
        func counting(_ id: CaseID) -> [Evidence] {
            order.evidence.filter { $0.caseID == id && $0.counts }
        }
        switch self {
        case .evidenceUploaded(let body): return named([body.evidenceID])
        case .evidenceAssessed(let body): return named([body.evidenceID])
        case .evidenceQuarantined(let body): return named([body.evidenceID])
        case .evidenceErased(let body): return named([body.evidenceID])
        case .supplementProvided(let body): return named(body.evidenceIDs)
        case .negotiationRequested(let body): return named(body.evidenceIDs)
        case .appealFiled(let body): return named(body.evidenceIDs)
        case .verdictApproved(let body): return counting(body.caseID)
        case .verdictRejected(let body): return counting(body.caseID)
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .supplementRequested, .supplementLapsed, .contactAttempted,
            .reviewAssigned, .partialOfferMade, .partialOfferAccepted, .partialOfferDeclined,
            .partialOfferLapsed, .appealDecided, .verdictVoided, .payoutInitiated,
            .payoutAccepted, .payoutSucceeded, .payoutFailed, .payoutRetried, .payoutReissued,
            .payoutReversed, .arrivalConfirmed, .arrivalPresumed, .arrivalDisputed,
            .statementLineMatched, .statementMismatchFound, .payoutChased, .chaseAnswered,
            .complaintFiled, .complaintAcknowledged, .complaintResponded, .complaintEscalated,
            .complaintResolved, .complaintWithdrawn, .actionRefused,
            .offPlatformContactReported, .riskSignalRaised, .listingFlagged, .slaBreachRecorded,
            .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            return []
        }
    }
}
