import Records
public import RefundDomain
import Units

/// One row per action that the rules forbade.
public enum RefusalLog: EventProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let entry: ViewEntry
        let refusal: ActionRefused
    }

    public static let table = Table(
        "refusal_log", "One row per action that the rules forbade.", .appended,
        key: ["position"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.count("position", "the event; position in the log") { $0.entry.header.position }
        column.instant("at", "when it was asked") { $0.entry.at }
        column.shanghaiTime("at_iso", of: "at")
        column.textOrNull("order_no", "the order; null for policies and calendars") {
            $0.entry.order?.text
        }
        column.textOrNull("case_id", "the case it named") { $0.refusal.caseID?.text }
        column.text("command", "what was asked for") { $0.refusal.action.name }
        column.textOrNull("rule", "the rule that forbade it") { $0.refusal.rule?.text }
        column.text("code", "why it was refused") { $0.refusal.code.name }
        column.list("details", "codes that say more; never the text itself") {
            $0.refusal.details.map(\.text)
        }
        column.text("actor", "the person who asked") { $0.entry.header.context.actor.id.text }
        column.text("role", "in which role") { $0.entry.header.context.actor.role.name }
        column.textOrNull("via", "by which way, when not the official one") {
            $0.entry.header.context.via?.name
        }
    }

    public static let kinds: Set<EventKind>? = [.actionRefused]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        guard case .actionRefused(let refusal) = entry.event else { return }
        rows.add(Row(entry: entry, refusal: refusal))
    }
}
