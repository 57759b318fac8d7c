import Records
import RefundDomain
import Units

/// One row per appeal and what it came to.
public enum Appeals: OrderProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let order: OrderID
        let appeal: Appeal
    }

    public static let table = Table(
        "appeal", "One row per appeal and what it came to.", .perOrder,
        key: ["order_no", "appeal_id"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.text("appeal_id", "the appeal, unique in its order") { $0.appeal.id.text }
        column.text("case_id", "the case") { $0.appeal.caseID.text }
        column.text("verdict_id", "the verdict appealed against") { $0.appeal.verdictID.text }
        column.textOrNull("outcome", "verdict_upheld or verdict_overturned; null while open") {
            $0.appeal.outcome?.name
        }
    }

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Self>) {
        for appeal in folded.order.appeals {
            rows.add(Row(order: folded.order.number, appeal: appeal))
        }
    }
}
