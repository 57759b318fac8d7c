import Records
import RefundDomain
import Units

/// One row per registered order: where it stands, and what people search orders by (R20).
public enum OrderStatus: OrderProjection {
    /// What a row is made from.
    public struct Row {
        let folded: ViewOrder
        let registration: OrderRegistered

        var money: OrderSums { folded.money }
    }

    public static let table = Table(
        "order_status", "One row per registered order: where it stands.", .perOrder,
        key: ["order_no"], indexes: [["buyer_ref"], ["paid_at"]])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("order_no", "the order's number on the platform") {
            $0.folded.order.number.text
        }
        column.text("buyer_ref", "the buyer") { $0.registration.buyer.text }
        column.text("platform", "the platform's name, empty when not given") {
            $0.registration.platform.platformID?.text ?? ""
        }
        column.list("product_names", "the products as shown, by line") {
            $0.registration.lines.map { $0.name.text }
        }
        column.list("skus", "the products, by line") { $0.registration.lines.map { $0.sku.text } }
        column.text("category", "kind of the first line's product") {
            $0.registration.lines.first?.category.name ?? ""
        }
        column.list("channels", "the payment channels, by tender") {
            $0.registration.tenders.map { $0.channel.name }
        }
        column.instant("paid_at", "when it was paid, by the channel's clock") {
            $0.registration.paidAt
        }
        column.shanghaiTime("paid_at_iso", of: "paid_at")
        column.text("order_state", "what the shop last said of it") { $0.folded.order.state.name }
        column.fen("paid_fen", "paid for the order") { $0.money.paid }
        column.fen("approved_fen", "approvals neither superseded nor voided") {
            $0.money.approved
        }
        column.fen("in_flight_fen", "payouts initiated or accepted") { $0.money.inFlight }
        column.fen("paid_out_fen", "payouts succeeded and not reversed") { $0.money.paidOut }
        column.fen("refundable_fen", "what can still be approved: paid - approved") {
            $0.money.refundable
        }
        column.text("refund_status", "none, partial or full, by paid_out_fen") {
            $0.money.refundStatus.name
        }
        column.count("case_count", "refund cases ever opened; count") {
            Int64($0.folded.order.cases.count)
        }
        column.textOrNull("open_case_id", "the case that is open") {
            $0.folded.order.cases.last { $0.isOpen }?.id.text
        }
        column.textOrNull("latest_case_id", "the latest case, open or not") {
            $0.folded.order.cases.last?.id.text
        }
        column.textOrNull("latest_case_status", "the status of the latest case") {
            $0.folded.order.cases.last?.status.name
        }
        column.flag("chargeback_open", "a channel dispute blocks payouts") {
            $0.folded.order.chargebacks.contains(where: \.isOpen)
        }
        column.count("risk_signals", "risk signals raised; count") {
            Int64($0.folded.order.riskSignalCount)
        }
        column.count("registered_position", "where the registration stands in the log; position") {
            $0.folded.order.registeredPosition
        }
        column.count("last_position", "where its latest event stands in the log; position") {
            $0.folded.order.positions.last ?? 0
        }
        column.instantOrNull("last_at", "the latest time at which an event of it happened") {
            $0.folded.order.latestEventAt
        }
        column.shanghaiTime("last_at_iso", of: "last_at")
    }

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Self>) {
        guard let registration = folded.order.registration else { return }
        rows.add(Row(folded: folded, registration: registration))
    }
}
