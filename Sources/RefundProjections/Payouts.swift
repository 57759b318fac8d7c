import Records
import RefundDomain
import Units

/// One row per payout: money on its way back to one tender.
public enum Payouts: OrderProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let order: OrderID
        let payout: Payout
    }

    public static let table = Table(
        "payout", "One row per payout: money on its way back to one tender.", .perOrder,
        key: ["order_no", "payout_id"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.text("payout_id", "the payout, unique in its order") { $0.payout.id.text }
        column.text("case_id", "the case") { $0.payout.caseID.text }
        column.text("verdict_id", "the verdict it pays") { $0.payout.verdictID.text }
        column.text("tender_id", "the tender it goes back to") { $0.payout.tenderID.text }
        column.text("channel", "the payment channel") { $0.payout.channel.name }
        column.fen("amount_fen", "to be paid") { $0.payout.amount }
        column.text("status", "initiated, accepted, succeeded, failed or reversed") {
            $0.payout.status.name
        }
        column.count("attempts", "how often it was tried; count") { $0.payout.attempt }
        column.text("out_refund_no", "the number under which the channel pays at most once") {
            $0.payout.outRefundNo.text
        }
        column.textOrNull("channel_refund_id", "the channel's number of the refund") {
            $0.payout.channelRefundID?.text
        }
        column.instant("initiated_at", "when it was first handed to the channel") {
            $0.payout.initiatedAt
        }
        column.shanghaiTime("initiated_at_iso", of: "initiated_at")
        column.instantOrNull("success_at", "when the money moved, by the channel's clock") {
            $0.payout.channelSuccessAt
        }
        column.shanghaiTime("success_at_iso", of: "success_at")
        column.instantOrNull("arrival_expected_by", "until when it may take to arrive") {
            $0.payout.arrivalExpectedBy
        }
        column.textOrNull("failed_status", "what the channel last said of a failure") {
            $0.payout.failure?.channelStatus.name
        }
        column.textOrNull("failed_code", "the channel's own code of the latest failure") {
            $0.payout.failure?.code.text
        }
        column.flagOrNull("retryable", "whether the same number may be tried again") {
            $0.payout.failure?.isRetryable
        }
        column.instantOrNull("reversed_at", "when the channel took the money back") {
            $0.payout.reversedAt
        }
        column.textOrNull("replaces", "the payout it replaces") { $0.payout.replaces?.text }
        column.textOrNull("replaced_by", "the payout that replaced it") {
            $0.payout.replacedBy?.text
        }
    }

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Self>) {
        for payout in folded.order.payouts {
            rows.add(Row(order: folded.order.number, payout: payout))
        }
    }
}
