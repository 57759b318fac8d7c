import Records
import RefundDomain
import Units

/// One row per refund case and product of its order: how cases of the same product are found.
public enum CaseProducts: OrderProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let sku: String
        let order: OrderID
        let caseID: CaseID
        let openedAt: Instant
    }

    public static let table = Table(
        "case_product", "One row per refund case and product of its order, by product.",
        .perOrder, key: ["sku", "order_no", "case_id"], indexes: [["sku", "opened_at"]])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("sku", "the product") { $0.sku }
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.text("case_id", "the case, unique in its order") { $0.caseID.text }
        column.instant("opened_at", "when it was first applied for") { $0.openedAt }
    }

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Self>) {
        for refundCase in folded.order.cases {
            var seen: [Name] = []
            for item in folded.order.items where !seen.contains(item.line.sku) {
                seen.append(item.line.sku)
                rows.add(
                    Row(
                        sku: item.line.sku.text, order: folded.order.number,
                        caseID: refundCase.id, openedAt: refundCase.appliedAt))
            }
        }
    }
}
