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

    public static let table = Table<Row>(
        "money_movement", "Payouts, reversals, and what each case's first payment kept back.",
        .appended, key: ["position", "kind"],
        [
            .count("position", "the event; position in the log") { $0.position },
            .text("kind", "succeeded, reversed, or first_paid for fees and fixed costs") {
                $0.kind.rawValue
            },
            .instant("at", "the instant that counts: the channel's success, or the reversal") {
                $0.at
            },
            .text("date", "the day of at in Shanghai; YYYY-MM-DD") {
                LocalDate(of: $0.at).quickText
            },
            .instant("occurred_at", "when the event happened; as-of totals filter by it") {
                $0.occurredAt
            },
            .shanghaiTime("occurred_at_iso", of: "occurred_at"),
            .text("order_no", "the order's number on the platform") { $0.order.text },
            .text("case_id", "the case") { $0.caseID.text },
            .textOrNull("payout_id", "the payout; null for first_paid") { $0.payoutID?.text },
            .fen("gross_fen", "paid out") { $0.gross },
            .fen("reversed_fen", "taken back") { $0.reversed },
            .fen("fee_fen", "fee kept") { $0.fee },
            .fen("fixed_cost_fen", "fixed cost kept") { $0.fixedCost },
            .text("channel", "payment channel; for first_paid that of the first tender") {
                $0.channel
            },
            .text("category", "kind of the first claimed line's product") { $0.category },
            .text("reason_code", "the reason as it stands") { $0.reason },
            .text("basis", "the formula of the approval") { $0.basis },
            .text("fault", "whose fault the approval says it was: platform or buyer") {
                $0.fault
            },
            .text("platform", "the platform's name, empty when not given") { $0.platform },
        ])

    public static let kinds: Set<EventKind>? = [.payoutSucceeded, .payoutReversed]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Row>
    ) {
        for movement in effect.movements { rows.add(movement) }
    }

    /// What an event moved.
    static func movements(in entry: ViewEntry, isFirst: Bool, _ after: Order) -> [Row] {
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
            .chargebackObserved, .policyPublished, .calendarPublished:
            return []
        }
    }

    /// What was kept back, when the case became paid in full for the first time.
    private static func firstPayment(
        _ entry: ViewEntry, _ id: CaseID, _ after: Order
    ) -> Row? {
        guard let refundCase = after.refundCase(id), let paidAt = refundCase.firstPaidAt,
            let approval = after.verdict(of: refundCase)?.approval,
            let share = approval.tenderSplit.first(where: { $0.fen > .zero }),
            let payout = after.payouts.first(where: {
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
        _ order: Order
    ) -> Row? {
        guard let refundCase = order.refundCase(caseID), let payout = order.payout(payoutID),
            let approval = order.verdict(payout.verdictID)?.approval
        else { return nil }
        let first = refundCase.lineIDs.first
        let line = order.items.first { $0.line.id == first }?.line
        return Row(
            position: entry.header.position, kind: kind, at: at, occurredAt: entry.at,
            order: order.number, caseID: caseID, payoutID: payoutID,
            channel: payout.channel.name, category: line?.category.name ?? "",
            reason: refundCase.reason.name, basis: approval.basis.name,
            fault: approval.fault.name,
            platform: order.registration?.platform.platformID?.text ?? "")
    }
}
