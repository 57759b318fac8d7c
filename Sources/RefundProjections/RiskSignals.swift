import JSONText
import Records
public import RefundDomain
import Units

/// One row per fact that deserves attention: signals, flagged listings, off-platform contacts.
public enum RiskSignals: EventProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let entry: ViewEntry
        let buyer: String?
        let sku: String?
        let signal: String
        let inputs: String
    }

    public static let table = Table(
        "risk_signal", "One row per fact that deserves attention; never a verdict.",
        .appended, key: ["position"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.count("position", "the event; position in the log") { $0.entry.header.position }
        column.instant("at", "when") { $0.entry.at }
        column.shanghaiTime("at_iso", of: "at")
        column.textOrNull("order_no", "the order's number on the platform") {
            $0.entry.order?.text
        }
        column.textOrNull("sku", "the product, when it is about one, or the order's only one") {
            $0.sku
        }
        column.textOrNull("buyer_ref", "the buyer") { $0.buyer }
        column.text("type", "the type of event: a signal, a flagged listing, a contact") {
            $0.entry.event.kind.name
        }
        column.text("signal", "which signal, why flagged, or by which way contacted") { $0.signal }
        column.text("inputs", "what it was computed from; JSON object") { $0.inputs }
        column.member("line_id", "line_id", of: "inputs")
        column.text("actor", "the person who raised it") { $0.entry.header.context.actor.id.text }
    }

    public static let kinds: Set<EventKind>? = [
        .riskSignalRaised, .listingFlagged, .offPlatformContactReported,
    ]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        let buyer = after.order.buyer?.text
        let lines = after.order.items
        let first = lines.first?.line.sku
        let only = lines.allSatisfy { $0.line.sku == first } ? first : nil
        switch entry.event {
        case .riskSignalRaised(let body):
            let id = only == nil ? Self.line(in: body.inputs) : nil
            let named = lines.first { $0.line.id == id }?.line.sku
            rows.add(
                Row(
                    entry: entry, buyer: buyer, sku: (only ?? named)?.text,
                    signal: body.signal.text, inputs: body.inputs.json))
        case .listingFlagged(let body):
            rows.add(
                Row(
                    entry: entry, buyer: buyer, sku: body.sku.text, signal: body.reason.name,
                    inputs: "{}"))
        case .offPlatformContactReported(let body):
            rows.add(
                Row(
                    entry: entry, buyer: buyer, sku: only?.text, signal: body.medium.name,
                    inputs: "{\"proposed_by\":\"\(body.proposedBy.name)\"}"))
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined,
            .evidenceErased, .supplementRequested, .supplementProvided, .supplementLapsed,
            .contactAttempted, .reviewAssigned, .negotiationRequested, .partialOfferMade,
            .partialOfferAccepted, .partialOfferDeclined, .partialOfferLapsed, .verdictApproved,
            .verdictRejected, .appealFiled, .appealDecided, .verdictVoided, .payoutInitiated,
            .payoutAccepted, .payoutSucceeded, .payoutFailed, .payoutRetried, .payoutReissued,
            .payoutReversed, .arrivalConfirmed, .arrivalPresumed, .arrivalDisputed,
            .statementLineMatched, .statementMismatchFound, .payoutChased, .chaseAnswered,
            .complaintFiled, .complaintAcknowledged, .complaintResponded, .complaintEscalated,
            .complaintResolved, .complaintWithdrawn, .actionRefused, .slaBreachRecorded,
            .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            return
        }
    }

    /// The line that a signal was computed from; `nil` when its inputs name none.
    private static func line(in inputs: JSONObject) -> LineID? {
        guard case .string(let name)? = try? JSONValue.parse(inputs.json)["line_id"] else {
            return nil
        }
        return LineID(name)
    }
}
