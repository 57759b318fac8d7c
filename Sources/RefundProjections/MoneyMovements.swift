import Records
public import RefundDomain
import Units

/// Money that moved, and what was kept when a case was first paid: the source of all totals.
///
/// As of a business instant T, only rows with `occurred_at` <= T count. Amounts count on the
/// Shanghai day of `at`.
public enum MoneyMovements: EventProjection {
    /// What kind of movement a row is.
    enum Kind: String { case succeeded, reversed, firstPaid = "first_paid" }

    /// One movement; amounts that do not apply are 0.
    public struct Row: Sendable {
        let position: Int64
        let kind: Kind
        let at: Instant
        let occurredAt: Instant
        let order: OrderID
        let caseID: CaseID
        var payoutID: PayoutID?
        let channel: String
        let category: String
        let reason: String
        let basis: String
        let fault: String
        let platform: String
        var gross = Fen.zero
        var reversed = Fen.zero
        var fee = Fen.zero
        var fixedCost = Fen.zero

        /// Whether it adds nothing to any total: a first payment that kept nothing back.
        var isNothing: Bool { kind == .firstPaid && fee == .zero && fixedCost == .zero }
    }

    public static let table = Table(
        "money_movement", "Payouts, reversals, and what each case's first payment kept back.",
        .appended, key: ["position", "kind"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.count("position", "the event; position in the log") { $0.position }
        column.text("kind", "succeeded, reversed, or first_paid for fees and fixed costs") {
            $0.kind.rawValue
        }
        column.instant("at", "the instant that counts: the channel's success, or the reversal") {
            $0.at
        }
        column.text("date", "the day of at in Shanghai; YYYY-MM-DD") {
            LocalDate(of: $0.at).quickText
        }
        column.instant("occurred_at", "when the event happened; as-of totals filter by it") {
            $0.occurredAt
        }
        column.shanghaiTime("occurred_at_iso", of: "occurred_at")
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.text("case_id", "the case") { $0.caseID.text }
        column.textOrNull("payout_id", "the payout; null for first_paid") { $0.payoutID?.text }
        column.fen("gross_fen", "paid out") { $0.gross }
        column.fen("reversed_fen", "taken back") { $0.reversed }
        column.fen("fee_fen", "fee kept") { $0.fee }
        column.fen("fixed_cost_fen", "fixed cost kept") { $0.fixedCost }
        column.text("channel", "payment channel; for first_paid that of the first tender") {
            $0.channel
        }
        column.text("category", "kind of the first claimed line's product") { $0.category }
        column.text("reason_code", "the reason as it stands") { $0.reason }
        column.text("basis", "the formula of the approval") { $0.basis }
        column.text("fault", "whose fault the approval says it was: platform or buyer") {
            $0.fault
        }
        column.text("platform", "the platform's name, empty when not given") { $0.platform }
    }

    public static let kinds: Set<EventKind>? = [.payoutSucceeded, .payoutReversed]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        for movement in effect.movements { rows.add(movement) }
    }

    /// What an event moved.
    static func movements(in entry: ViewEntry, isFirst: Bool, _ after: ViewOrder) -> [Row] {
        switch entry.event {
        case .payoutSucceeded(let body):
            guard
                var row = row(
                    .succeeded, at: body.channelSuccessAt, entry, body.caseID, body.payoutID,
                    after)
            else { return [] }
            row.gross = body.amount
            guard isFirst, let kept = firstPayment(entry, body.caseID, after) else { return [row] }
            return [row, kept]
        case .payoutReversed(let body):
            guard
                var row = row(.reversed, at: entry.at, entry, body.caseID, body.payoutID, after)
            else { return [] }
            row.reversed = body.amount
            return [row]
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
            return []
        }
    }

    /// What was kept back, when the case became paid in full for the first time.
    private static func firstPayment(
        _ entry: ViewEntry, _ id: CaseID, _ after: ViewOrder
    ) -> Row? {
        guard let refundCase = after.refundCase(id), let paidAt = refundCase.firstPaidAt,
            let approval = refundCase.verdictID.flatMap({ after.verdict($0) })?.approval,
            let share = approval.tenderSplit.first(where: { $0.fen > .zero }),
            let payout = after.order.payouts.first(where: {
                $0.verdictID == approval.verdictID && $0.tenderID == share.id
            }),
            var row = row(.firstPaid, at: paidAt, entry, id, payout.id, after)
        else { return nil }
        row.payoutID = nil
        row.fee = approval.total(of: .fee)
        row.fixedCost = approval.total(of: .fixedCost)
        return row
    }

    private static func row(
        _ kind: Kind, at: Instant, _ entry: ViewEntry, _ caseID: CaseID, _ payoutID: PayoutID,
        _ after: ViewOrder
    ) -> Row? {
        guard let refundCase = after.refundCase(caseID), let payout = after.payout(payoutID),
            let approval = after.verdict(payout.verdictID)?.approval
        else { return nil }
        let first = refundCase.lineIDs.first
        let line = after.order.items.first { $0.line.id == first }?.line
        return Row(
            position: entry.header.position, kind: kind, at: at, occurredAt: entry.at,
            order: after.order.number, caseID: caseID, payoutID: payoutID,
            channel: payout.channel.name, category: line?.category.name ?? "",
            reason: refundCase.reason.name, basis: approval.basis.name,
            fault: approval.fault.name,
            platform: after.order.platform?.platformID?.text ?? "")
    }
}
