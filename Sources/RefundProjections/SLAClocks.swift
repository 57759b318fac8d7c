import Records
import RefundDomain
import Units

/// One row per clock, as it stood at the order's latest event; `sla_clock_now` judges it now.
public enum SLAClocks: OrderProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let order: OrderID
        let number: Int
        let clock: Clock
        let judgedAt: Instant
        let overdue: Int64
    }

    public static let table = Table(
        "sla_clock", "One row per clock as of its order's latest event; see sla_clock_now.",
        .perOrder, key: ["order_no", "number"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.count("number", "in order of start, from 1 in each order; count") {
            Int64($0.number)
        }
        column.textOrNull("case_id", "the case; null for a complaint without one") {
            $0.clock.caseID?.text
        }
        column.text("clock", "what is waited for: review, payout, ...") { $0.clock.name.name }
        column.count("cycle", "from 1 for each case and clock; count") { $0.clock.cycle }
        column.textOrNull("subject", "the chase or complaint it waits for") { subject($0.clock) }
        column.instant("started_at", "when it started") { $0.clock.startedAt }
        column.instant("due_at", "when it is due, exclusive") { $0.clock.dueAt }
        column.shanghaiTime("due_at_iso", of: "due_at")
        column.instantOrNull("stopped_at", "the instant that ended it; null while it runs") {
            $0.clock.stop?.at
        }
        column.text("outcome", "running, met, breached, suspended or cancelled") {
            $0.clock.outcome(at: $0.judgedAt).name
        }
        column.countOrNull("overdue_wd", "how late, if breached; working days") { $0.overdue }
        column.flag("breach_recorded", "a missed due date was noted by a sweep") {
            $0.clock.isBreachRecorded
        }
        column.text("policy_version", "the policy it was started under") { $0.clock.policy.text }
        column.text("calendar_version", "the calendar its due date rests on") {
            $0.clock.calendar.text
        }
        column.flag("provisional", "the due date touched a year without a calendar") {
            $0.clock.isProvisional
        }
    }

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Self>) {
        guard let judgedAt = folded.order.latestEventAt else { return }
        for (place, clock) in folded.order.clocks.enumerated() {
            rows.add(
                Row(
                    order: folded.order.number, number: place + 1, clock: clock, judgedAt: judgedAt,
                    overdue: Int64(clock.overdueWorkingDays(at: judgedAt, folded.calendar))))
        }
    }

    private static func subject(_ clock: Clock) -> String? {
        switch clock.subject {
        case .chase(let id): id.text
        case .complaint(let id): id.text
        case nil: nil
        }
    }
}
