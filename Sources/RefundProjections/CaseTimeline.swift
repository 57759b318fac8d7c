import Records
public import RefundDomain
import Units

/// One row per event of an order, with what it left behind: what auditors read.
public enum CaseTimeline: EventProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let entry: ViewEntry
        let order: OrderID
        let caseID: CaseID?
        let status: CaseStatus?
        let money: OrderSums
    }

    public static let table = Table(
        "case_timeline", "One row per event of an order, with what it left behind.", .appended,
        key: ["global_position"], indexes: [["order_no"]])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.count("global_position", "the event; position in the log") {
            $0.entry.header.position
        }
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.count("version", "its number among the order's events, from 1; count") {
            $0.entry.version
        }
        column.textOrNull("case_id", "the case; null for events of the order as a whole") {
            $0.caseID?.text
        }
        column.instant("occurred_at", "when it happened") { $0.entry.at }
        column.shanghaiTime("occurred_at_iso", of: "occurred_at")
        column.instant("recorded_at", "when the ledger recorded it, by its own clock") {
            $0.entry.header.recordedAt
        }
        column.text("actor", "the person who acted") { $0.entry.header.context.actor.id.text }
        column.text("role", "in which role") { $0.entry.header.context.actor.role.name }
        column.textOrNull("on_behalf_of", "the buyer an agent acted for") {
            $0.entry.header.context.onBehalfOf?.text
        }
        column.text("type", "the type of event") { $0.entry.event.kind.name }
        column.text("summary", "what happened, in a line of English; amounts in yuan") {
            EventSummary.line($0.entry.event)
        }
        column.textOrNull("status_after", "the status of the case afterwards") { $0.status?.name }
        column.fen("approved_after_fen", "the order's approvals afterwards") { $0.money.approved }
        column.fen("in_flight_after_fen", "the order's payouts on their way afterwards") {
            $0.money.inFlight
        }
        column.fen("paid_out_after_fen", "the order's payouts that stand afterwards") {
            $0.money.paidOut
        }
        column.text("policy_version", "the policy that governed the decision") {
            $0.entry.header.context.policy.text
        }
        column.digest("hash", "its leaf hash in the log's Merkle tree") {
            $0.entry.hash
        }
    }

    public static let kinds: Set<EventKind>? = nil

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        guard let order = entry.order else { return }
        let caseID = entry.event.caseID
        let place = caseID.flatMap { id in after.order.cases.lastIndex { $0.id == id } }
        let status = place.map { after.order.cases[$0].status }
        rows.add(
            Row(entry: entry, order: order, caseID: caseID, status: status, money: after.money))
    }
}
