import Records
import RefundDomain
import Units

/// One row per verdict, superseded and voided ones included.
public enum VerdictHistory: OrderProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let order: OrderID
        let verdict: Verdict
    }

    public static let table = Table(
        "verdict_history", "One row per verdict, superseded and voided ones included.",
        .perOrder, key: ["order_no", "verdict_id"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.text("verdict_id", "the verdict, unique in its order") { $0.verdict.id.text }
        column.text("case_id", "the case") { $0.verdict.caseID.text }
        column.text("kind", "approved or rejected") {
            $0.verdict.approval == nil ? "rejected" : "approved"
        }
        column.textOrNull("basis", "the formula of an approval") {
            $0.verdict.approval?.basis.name
        }
        column.textOrNull("fault", "whose fault an approval says it was: platform or buyer") {
            $0.verdict.approval?.fault.name
        }
        column.list("rule_ids", "the rules it rests on") { rules($0.verdict).map(\.text) }
        column.list("reason_codes", "the reasons of a rejection") {
            $0.verdict.rejection?.reasonCodes.map(\.name) ?? []
        }
        column.fenOrNull("amount_fen", "approved") { $0.verdict.approval?.amount }
        column.fenOrNull("fee_fen", "fee kept by an approval") {
            $0.verdict.approval?.total(of: .fee)
        }
        column.fenOrNull("fixed_cost_fen", "fixed cost kept by an approval") {
            $0.verdict.approval?.total(of: .fixedCost)
        }
        column.fenOrNull("concession_fen", "difference between ceiling and offer") {
            $0.verdict.approval?.total(of: .concession)
        }
        column.flagOrNull("curable", "whether an amendment can help against a rejection") {
            $0.verdict.rejection?.curable
        }
        column.textOrNull("referral", "who can help instead, after a rejection") {
            $0.verdict.rejection?.referral?.name
        }
        column.text("decider", "the person who decided") { $0.verdict.decider.text }
        column.instant("decided_at", "when") { $0.verdict.decidedAt }
        column.shanghaiTime("decided_at_iso", of: "decided_at")
        column.instantOrNull("payout_due_at", "when an approval must be paid, exclusive") {
            $0.verdict.approval?.payoutDueAt
        }
        column.instant("appeal_until", "end of the time to appeal, exclusive") {
            $0.verdict.appealUntil
        }
        column.textOrNull("superseded_by", "the later verdict of the case") {
            $0.verdict.supersededBy?.text
        }
        column.flag("voided", "undone before anything was paid") { $0.verdict.isVoided }
        column.count("position", "where it stands in the log; position") { $0.verdict.position }
    }

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Self>) {
        for verdict in folded.order.verdicts {
            rows.add(Row(order: folded.order.number, verdict: verdict))
        }
    }

    private static func rules(_ verdict: Verdict) -> [RuleID] {
        switch verdict.ruling {
        case .approved(let approval): approval.ruleIDs
        case .rejected(let rejection): rejection.ruleIDs
        }
    }
}
