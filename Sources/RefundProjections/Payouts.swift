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

    public static let table = Table<Row>(
        "payout", "One row per payout: money on its way back to one tender.", .perOrder,
        key: ["order_no", "payout_id"],
        [
            .text("order_no", "the order's number on the platform") { $0.order.text },
            .text("payout_id", "the payout, unique in its order") { $0.payout.id.text },
            .text("case_id", "the case") { $0.payout.caseID.text },
            .text("verdict_id", "the verdict it pays") { $0.payout.verdictID.text },
            .text("tender_id", "the tender it goes back to") { $0.payout.tenderID.text },
            .text("channel", "the payment channel") { $0.payout.channel.name },
            .fen("amount_fen", "to be paid") { $0.payout.amount },
            .text("status", "initiated, accepted, succeeded, failed or reversed") {
                $0.payout.status.name
            },
            .count("attempts", "how often it was tried; count") { $0.payout.attempt },
            .text("out_refund_no", "the number under which the channel pays at most once") {
                $0.payout.outRefundNo.text
            },
            .textOrNull("channel_refund_id", "the channel's number of the refund") {
                $0.payout.channelRefundID?.text
            },
            .instant("initiated_at", "when it was first handed to the channel") {
                $0.payout.initiatedAt
            },
            .shanghaiTime("initiated_at_iso", of: "initiated_at"),
            .instantOrNull("success_at", "when the money moved, by the channel's clock") {
                $0.payout.channelSuccessAt
            },
            .shanghaiTime("success_at_iso", of: "success_at"),
            .instantOrNull("arrival_expected_by", "until when it may take to arrive") {
                $0.payout.arrivalExpectedBy
            },
            .textOrNull("failed_status", "what the channel last said of a failure") {
                $0.payout.failure?.channelStatus.name
            },
            .textOrNull("failed_code", "the channel's own code of the latest failure") {
                $0.payout.failure?.code.text
            },
            .flagOrNull("retryable", "whether the same number may be tried again") {
                $0.payout.failure?.isRetryable
            },
            .instantOrNull("reversed_at", "when the channel took the money back") {
                $0.payout.reversedAt
            },
            .textOrNull("replaces", "the payout it replaces") { $0.payout.replaces?.text },
            .textOrNull("replaced_by", "the payout that replaced it") {
                $0.payout.replacedBy?.text
            },
        ])

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Row>) {
        for payout in folded.order.payouts {
            rows.add(Row(order: folded.order.number, payout: payout))
        }
    }
}
