import Records
public import RefundDomain
import Units

/// How far each statement of a channel agrees with the ledger.
public enum ReconStatus: EventProjection {
    /// What is added for a statement.
    public struct Row: Sendable {
        let statement: Name
        let kind: MismatchKind?
        let isLine: Bool
        let says: Fen
        let ledger: Fen
    }

    public static let table = Table(
        "recon_status", "How far each statement of a channel agrees with the ledger.", .summed,
        key: ["statement_id"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("statement_id", "the statement") { $0.statement.text }
        column.count("lines", "lines compared; count") { $0.isLine ? 1 : 0 }
        column.count("matched", "lines that agree with a payout; count") { $0.kind == nil ? 1 : 0 }
        column.count("missing_in_ledger", "lines whose number no payout has; count") {
            $0.kind == .missingInLedger ? 1 : 0
        }
        column.count("not_succeeded", "lines whose payout has not succeeded; count") {
            $0.kind == .notSucceeded ? 1 : 0
        }
        column.count("amount_diff", "lines whose amount differs; count") {
            $0.kind == .amountDiffers ? 1 : 0
        }
        column.count("missing_in_statement", "payouts without a line; count") {
            $0.kind == .missingInStatement ? 1 : 0
        }
        column.fen("statement_fen", "what the statement says, summed") { $0.says }
        column.fen("ledger_fen", "what the ledger says, summed") { $0.ledger }
        column.net("difference_fen", "statement_fen", less: "ledger_fen")
    }

    public static let kinds: Set<EventKind>? = [.statementLineMatched, .statementMismatchFound]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        switch entry.event {
        case .statementLineMatched(let body):
            rows.add(
                Row(
                    statement: body.statementID, kind: nil, isLine: body.lineNo != nil,
                    says: body.statement, ledger: body.ledger))
        case .statementMismatchFound(let body):
            rows.add(
                Row(
                    statement: body.statementID, kind: body.kind, isLine: body.lineNo != nil,
                    says: body.statement, ledger: body.ledger))
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined,
            .evidenceErased, .supplementRequested, .supplementProvided, .supplementLapsed,
            .contactAttempted, .reviewAssigned, .negotiationRequested, .partialOfferMade,
            .partialOfferAccepted, .partialOfferDeclined, .partialOfferLapsed, .verdictApproved,
            .verdictRejected, .appealFiled, .appealDecided, .verdictVoided, .payoutInitiated,
            .payoutAccepted, .payoutSucceeded, .payoutFailed, .payoutRetried, .payoutReissued,
            .payoutReversed, .arrivalConfirmed, .arrivalPresumed, .arrivalDisputed, .payoutChased,
            .chaseAnswered, .complaintFiled, .complaintAcknowledged, .complaintResponded,
            .complaintEscalated, .complaintResolved, .complaintWithdrawn, .actionRefused,
            .offPlatformContactReported, .riskSignalRaised, .listingFlagged, .slaBreachRecorded,
            .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            return
        }
    }
}
