public import Records
public import Units

/// Publishes the working days of some years.
///
/// Rules: G10. Fields and guards: ACTIONS.md, section 5.
public struct PublishCalendar: ActionBody {
    public static let name = ActionName.publishCalendar
    public static let roles: [Role] = [.compliance]

    /// The name of the version.
    public var version = CalendarVersion.placeholder

    /// The first year.
    public var firstYear = Int64.placeholder

    /// The last year.
    public var lastYear = Int64.placeholder

    /// The days that differ from Monday to Friday.
    public var days = [CalendarDay].placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "version", &version)
        try visitor.field(2, "first_year", &firstYear)
        try visitor.field(3, "last_year", &lastYear)
        try visitor.field(4, "days", &days)
    }
}

extension PublishCalendar {
    public static var scope: ActionScope { .calendars }

    public func inputFault(at instant: Instant) -> InputFault? {
        if let fault = Self.yearsFault(firstYear, lastYear) { return fault }
        var seen: Set<LocalDate> = []
        for day in days {
            let fault: String? =
                !seen.insert(day.date).inserted
                ? "each date once"
                : !(firstYear...lastYear).contains(Int64(day.date.year))
                    ? "a date within the years"
                    : day.kind == .workday && !day.date.isWeekend
                        ? "a Saturday or Sunday for a workday" : nil
            if let fault { return InputFault("days", expected: fault, found: day.date.text) }
        }
        return nil
    }

    /// Why two years are no span of a calendar; `nil` when they are.
    static func yearsFault(_ firstYear: Int64, _ lastYear: Int64) -> InputFault? {
        let years = 1970...2999 as ClosedRange<Int64>
        guard years.contains(firstYear), years.contains(lastYear), firstYear <= lastYear else {
            return InputFault(
                "first_year", expected: "first_year <= last_year, both from 1970 to 2999",
                found: "\(firstYear) and \(lastYear)")
        }
        return nil
    }

    /// The days as lines `date,kind,name`, which the digest in the event is taken of.
    public var canonicalText: String {
        days.map { "\($0.date.text),\($0.kind.name),\($0.name.text)\n" }.joined()
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let published = CalendarPublished {
            $0.version = version
            $0.sha256 = situation.facts.calendarDigest
            $0.firstYear = firstYear
            $0.lastYear = lastYear
            $0.days = days
        }
        if let known = situation.facts.calendars.publication(version) {
            try require(known == published, .versionExists, "R59")
            return []
        }
        return [published.event]
    }
}
