import Records
public import RefundDomain
import Units

/// One row per day of the years a calendar was published for: what working days are counted by.
public enum CalendarDays: EventProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let date: LocalDate
        let isWorkingDay: Bool
        let name: String?
        let calendar: CalendarVersion
    }

    public static let table = Table(
        "calendar_day", "One row per day of the years that calendars were published for.",
        .replaced, key: ["day_number"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.count("day_number", "days since 1970-01-01, counted in Shanghai; count") {
            Int64($0.date.dayNumber)
        }
        column.text("date", "the day; YYYY-MM-DD") { $0.date.quickText }
        column.flag("is_working", "people work on it, by the latest publication of its year") {
            $0.isWorkingDay
        }
        column.textOrNull("name", "why it is no usual day; null for the others") { $0.name }
        column.text("calendar_version", "the publication it comes from") { $0.calendar.text }
    }

    public static let kinds: Set<EventKind>? = [.calendarPublished]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        guard case .calendarPublished(let body) = entry.event,
            var date = LocalDate("\(body.firstYear)-01-01"),
            let last = LocalDate("\(body.lastYear)-12-31")
        else { return }
        let published = WorkingCalendar().replacing(body)
        var names: [LocalDate: String] = [:]
        for day in body.days { names[day.date] = day.name.text }
        // Bounded by the years of a publication, which are at most 1970 to 2999.
        while date <= last {
            rows.add(
                Row(
                    date: date, isWorkingDay: published.isWorkingDay(date), name: names[date],
                    calendar: body.version))
            date = date.adding(days: 1)
        }
    }
}
