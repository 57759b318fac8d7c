import Records
public import RefundDomain
import Units

/// One row per step of a chase or complaint, and per recorded breach.
public enum ComplaintTimeline: EventProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let entry: ViewEntry
        let order: OrderID
        let kind: String
        let id: String
        let step: String
        var channel: String?
        var externalRef: String?
        var subject: String?
        var demand: String?
        var explanation: String?
        var commitment: Instant?
        var outcome: String?
        var priorChaseHours: Int64?
    }

    public static let table = Table(
        "complaint_timeline", "One row per step of a chase or complaint, and per breach.",
        .appended, key: ["position"], indexes: [["order_no"]])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.count("position", "the event; position in the log") { $0.entry.header.position }
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.textOrNull("case_id", "the case; null for a complaint without one") {
            $0.entry.event.caseID?.text
        }
        column.text("kind", "chase, complaint or breach") { $0.kind }
        column.text("id", "the chase or complaint; for a breach clock#cycle") { $0.id }
        column.count("seq", "its number among the order's events, ascending; count") {
            $0.entry.version
        }
        column.instant("at", "when it happened") { $0.entry.at }
        column.shanghaiTime("at_iso", of: "at")
        column.text("actor", "the person who acted") { $0.entry.header.context.actor.id.text }
        column.text("actor_role", "in which role") { $0.entry.header.context.actor.role.name }
        column.text("step", "chased, answered, filed, acknowledged, responded, ...") { $0.step }
        column.textOrNull("channel", "where filed, or taken to") { $0.channel }
        column.textOrNull("external_ref", "the number it has there") { $0.externalRef }
        column.textOrNull("subject", "what it is about") { $0.subject }
        column.textOrNull("demand", "what is demanded") { $0.demand }
        column.textOrNull("explanation_code", "the explanation given") { $0.explanation }
        column.instantOrNull("commitment_at", "by when it is promised to be settled") {
            $0.commitment
        }
        column.textOrNull("outcome", "how it was resolved") { $0.outcome }
        column.countOrNull("prior_chase_hours", "from the chase before to the filing; hours") {
            $0.priorChaseHours
        }
    }

    public static let kinds: Set<EventKind>? = [
        .payoutChased, .chaseAnswered, .complaintFiled, .complaintAcknowledged, .complaintResponded,
        .complaintEscalated, .complaintResolved, .complaintWithdrawn, .slaBreachRecorded,
    ]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        guard let order = entry.order else { return }
        func complaint(_ id: ComplaintID, _ step: String) -> Row {
            Row(entry: entry, order: order, kind: "complaint", id: id.text, step: step)
        }
        func chase(_ id: ChaseID, _ step: String) -> Row {
            Row(entry: entry, order: order, kind: "chase", id: id.text, step: step)
        }
        switch entry.event {
        case .payoutChased(let body): rows.add(chase(body.chaseID, "chased"))
        case .chaseAnswered(let body): rows.add(chase(body.chaseID, "answered"))
        case .complaintFiled(let body):
            var row = complaint(body.complaintID, "filed")
            row.channel = body.channel.name
            row.externalRef = body.externalRef?.text
            row.subject = body.subject.name
            row.demand = body.demand.name
            let prior = after.order.chases.first { $0.id == body.priorChaseID }
            row.priorChaseHours = prior.map {
                (entry.at.milliseconds - $0.at.milliseconds) / 3_600_000
            }
            rows.add(row)
        case .complaintAcknowledged(let body):
            rows.add(complaint(body.complaintID, "acknowledged"))
        case .complaintResponded(let body):
            var row = complaint(body.complaintID, "responded")
            row.explanation = body.explanationCode.name
            row.commitment = body.commitmentAt
            rows.add(row)
        case .complaintEscalated(let body):
            var row = complaint(body.complaintID, "escalated")
            row.channel = body.toChannel.name
            row.externalRef = body.externalRef?.text
            rows.add(row)
        case .complaintResolved(let body):
            var row = complaint(body.complaintID, "resolved")
            row.outcome = body.outcome.name
            rows.add(row)
        case .complaintWithdrawn(let body):
            rows.add(complaint(body.complaintID, "withdrawn"))
        case .slaBreachRecorded(let body):
            rows.add(
                Row(
                    entry: entry, order: order, kind: "breach",
                    id: "\(body.clock.name)#\(body.cycle)", step: "breached"))
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined,
            .evidenceErased, .supplementRequested, .supplementProvided, .supplementLapsed,
            .contactAttempted, .reviewAssigned, .negotiationRequested, .partialOfferMade,
            .partialOfferAccepted, .partialOfferDeclined, .partialOfferLapsed, .verdictApproved,
            .verdictRejected, .appealFiled, .appealDecided, .verdictVoided, .payoutInitiated,
            .payoutAccepted, .payoutSucceeded, .payoutFailed, .payoutRetried, .payoutReissued,
            .payoutReversed, .arrivalConfirmed, .arrivalPresumed, .arrivalDisputed,
            .statementLineMatched, .statementMismatchFound, .actionRefused,
            .offPlatformContactReported, .riskSignalRaised, .listingFlagged, .deadlineRecomputed,
            .caseClosed, .noteAdded, .correctionRecorded, .chargebackObserved, .policyPublished,
            .calendarPublished,
            .subjectErased, .subjectRestricted:
            return
        }
    }
}
