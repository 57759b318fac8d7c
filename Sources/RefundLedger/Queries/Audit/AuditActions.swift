import EventLog
import Records
import RefundDomain
import Units

/// The actions that can lead to an event: what somebody must have asked, read from what followed.
///
/// What an event says stands in the action, so that deciding it again compares exactly what the
/// rules work out: amounts, deadlines, splits, names of verdicts. What a caller may leave out is
/// given where it makes no difference to the decision.
struct AuditActions {
    /// The first event of the decision.
    let head: RecordedEvent
    /// The event after it, if it may be of the same decision.
    let next: LedgerEvent?
    /// The order before the decision.
    let order: Order

    /// The actions, the likeliest first; none for a refusal, which is checked another way.
    ///
    /// The switch has no `default`: whoever adds an event says which action it comes from.
    var bodies: [any ActionBody] {
        switch head.event {
        case .orderRegistered(let event): [registration(event)]
        case .orderStateChanged(let event): [ChangeOrderState { $0.to = event.to }]
        case .itemStateObserved(let event): [observation(event)]
        case .refundApplied, .applicationAmended, .applicationWithdrawn, .extensionRequested,
            .extensionGranted, .extensionDenied:
            application
        case .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined, .evidenceErased,
            .supplementRequested, .supplementProvided, .contactAttempted, .reviewAssigned:
            review
        case .negotiationRequested, .partialOfferMade, .partialOfferAccepted,
            .partialOfferDeclined, .verdictApproved, .verdictRejected, .appealFiled,
            .appealDecided, .verdictVoided:
            verdict
        case .payoutInitiated, .payoutAccepted, .payoutSucceeded, .payoutFailed, .payoutRetried,
            .payoutReissued, .payoutReversed, .arrivalConfirmed, .arrivalDisputed,
            .statementLineMatched, .statementMismatchFound, .chargebackObserved:
            payout
        case .payoutChased, .chaseAnswered, .complaintFiled, .complaintAcknowledged,
            .complaintResponded, .complaintEscalated, .complaintResolved, .complaintWithdrawn:
            complaint
        case .supplementLapsed, .partialOfferLapsed, .arrivalPresumed, .slaBreachRecorded,
            .caseClosed:
            [Sweep()]
        case .actionRefused: []
        case .offPlatformContactReported, .riskSignalRaised, .listingFlagged, .noteAdded,
            .correctionRecorded:
            control
        case .deadlineRecomputed: [RecomputeDeadlines()]
        case .policyPublished(let event): [publication(event)]
        case .calendarPublished(let event): [publication(event)]
        case .subjectErased(let event):
            [
                EraseSubject {
                    $0.subject = event.subject
                    $0.ground = event.ground
                }
            ]
        case .subjectRestricted(let event):
            [
                RestrictSubject {
                    $0.subject = event.subject
                    $0.ground = event.ground
                    $0.until = event.until
                }
            ]
        }
    }

    private func registration(_ event: OrderRegistered) -> RegisterOrder {
        RegisterOrder {
            $0.buyer = event.buyer
            $0.platform = event.platform
            $0.lines = event.lines
            $0.tenders = event.tenders
            $0.paid = event.paid
            $0.currency = event.currency
            $0.paidAt = event.paidAt
            $0.state = event.state
            $0.terms = event.terms
        }
    }

    private func observation(_ event: ItemStateObserved) -> ObserveItem {
        ObserveItem {
            $0.line = event.line
            $0.facets = event.facets
            $0.source = event.source
            $0.observedAt = event.observedAt
            $0.used = event.used
            $0.total = event.total
            $0.unit = event.unit
        }
    }

    /// All parameters stand in the event, so it does not matter on which policy it was based.
    private func publication(_ event: PolicyPublished) -> PublishPolicy {
        PublishPolicy {
            $0.version = event.version
            $0.platform = event.platform
            $0.effectiveFrom = event.effectiveFrom
            $0.params = event.params
        }
    }

    private func publication(_ event: CalendarPublished) -> PublishCalendar {
        PublishCalendar {
            $0.version = event.version
            $0.firstYear = event.firstYear
            $0.lastYear = event.lastYear
            $0.days = event.days
        }
    }
}
