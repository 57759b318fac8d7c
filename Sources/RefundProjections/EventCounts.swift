import Records
public import RefundDomain
import Units

/// How many events of each type there are.
public enum EventCounts: EventProjection {
    public static let table = Table<EventKind>(
        "event_count", "How many events of each type the views hold.", .summed, key: ["type"],
        [
            .text("type", "the type of event") { $0.name },
            .count("count", "events; count") { _ in 1 },
        ])

    public static func rows(
        for entry: ViewEntry, before: Order, after: Order, _ calendar: WorkingCalendar,
        into rows: inout Rows<EventKind>
    ) {
        rows.add(entry.event.kind)
    }
}
