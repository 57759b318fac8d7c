import Records
import RefundDomain
import Units

/// One row per refund case: the application, and what has become of it.
public enum RefundCases: OrderProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let order: OrderID
        let buyer: PersonID
        let refundCase: RefundCase
        let verdict: Verdict?
        let problems: [String]

        var approval: VerdictApproved? { verdict?.countingApproval }
    }

    public static let table = Table(
        "refund_case", "One row per refund case: the application and what became of it.",
        .perOrder, key: ["order_no", "case_id"],
        indexes: [["buyer_ref", "opened_at"]])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.text("case_id", "the case, unique in its order") { $0.refundCase.id.text }
        column.text("buyer_ref", "the buyer") { $0.buyer.text }
        column.list("line_ids", "the claimed lines") { $0.refundCase.lineIDs.map(\.text) }
        column.count("revision", "1, and one more for each amendment; count") {
            $0.refundCase.revision
        }
        column.text("reason_code", "the reason as it stands") { $0.refundCase.reason.name }
        column.textOrNull("claimed_fault", "whose fault the buyer says it is: platform or buyer") {
            $0.refundCase.claimedFault?.name
        }
        column.textOrNull("fault", "whose fault the approval in force says it was") {
            $0.approval?.fault.name
        }
        column.fen("requested_fen", "wanted, as it stands") { $0.refundCase.requested }
        column.text("status", "how far the case has come") { $0.refundCase.status.name }
        column.flag("disputed", "the buyer says the money did not arrive") {
            $0.refundCase.isDisputed
        }
        column.text("route", "who may decide: auto or manual") { $0.refundCase.route.name }
        column.textOrNull("verdict_id", "the latest verdict") { $0.refundCase.verdictID?.text }
        column.textOrNull("basis", "the formula of the approval in force") {
            $0.approval?.basis.name
        }
        column.fenOrNull("amount_fen", "approved, when an approval is in force") {
            $0.approval?.amount
        }
        column.fenOrNull("retained_fee_fen", "fee kept by the approval in force") {
            $0.approval?.total(of: .fee)
        }
        column.fenOrNull("fixed_cost_fen", "fixed cost kept by the approval in force") {
            $0.approval?.total(of: .fixedCost)
        }
        column.textOrNull("reviewer", "the person it was given to") { $0.refundCase.reviewer?.text }
        column.instant("opened_at", "when it was first applied for") { $0.refundCase.appliedAt }
        column.shanghaiTime("opened_at_iso", of: "opened_at")
        column.instantOrNull("first_paid_at", "the channel's success when first paid in full") {
            $0.refundCase.firstPaidAt
        }
        column.instantOrNull("closed_at", "when it ended; null while open") {
            $0.refundCase.closedAt
        }
        column.shanghaiTime("closed_at_iso", of: "closed_at")
        column.textOrNull("outcome", "refunded, withdrawn, rejected or voided; null while open") {
            outcome($0)
        }
        column.list("warnings", "what is weak about the application") {
            $0.refundCase.warnings.map(\.name)
        }
        column.list("problem_kinds", "what went wrong for the buyer (R40), by name") { $0.problems }
        column.text("policy_version", "the policy that governs the case") {
            $0.refundCase.policy.text
        }
    }

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Self>) {
        guard !folded.order.cases.isEmpty, let buyer = folded.order.buyer else {
            return
        }
        for refundCase in folded.order.cases {
            rows.add(
                Row(
                    order: folded.order.number, buyer: buyer, refundCase: refundCase,
                    verdict: refundCase.verdictID.flatMap { folded.verdict($0) },
                    problems: problems(of: refundCase, folded)))
        }
    }

    private static func outcome(_ row: Row) -> String? {
        switch row.refundCase.status {
        case .completed: "refunded"
        case .withdrawn: "withdrawn"
        case .closedUnpaid: row.verdict?.isVoided == true ? "voided" : "rejected"
        case .underReview, .awaitingSupplement, .negotiating, .approved, .rejected, .appealing,
            .paying, .payoutFailed, .paid:
            nil
        }
    }

    /// The problems of R40: as complained of, and as the case itself shows them by its order's
    /// latest event.
    private static func problems(
        of refundCase: RefundCase, _ folded: ViewOrder
    ) -> [String] {
        var kinds: Set<ComplaintSubject> = []
        for complaint in folded.order.complaints
        where complaint.caseID == refundCase.id && complaint.subject != .other {
            kinds.insert(complaint.subject)
        }
        if refundCase.wasDisputed { kinds.insert(.amountMismatch) }
        for verdict in folded.order.verdicts
        where verdict.caseID == refundCase.id && verdict.rejection != nil {
            kinds.insert(.rejected)
        }
        let latest = folded.order.latestEventAt ?? refundCase.appliedAt
        for clock in folded.order.clocks
        where clock.caseID == refundCase.id && clock.outcome(at: latest) == .breached {
            if clock.name == .review { kinds.insert(.reviewDelayed) }
            if clock.name == .payout { kinds.insert(.payoutDelayed) }
        }
        guard !kinds.isEmpty else { return [] }
        return ComplaintSubject.allCases.filter(kinds.contains).map(\.name)
    }
}

extension VerdictApproved {
    /// The sum of the components of a kind.
    func total(of kind: ComponentKind) -> Fen {
        var total = Fen.zero
        for component in breakdown where component.kind == kind { total += component.fen }
        return total
    }
}
