public import Units

/// The working days as far as they are published (G10).
///
/// A date is a working day iff it is listed as `workday`, or is not listed and is Monday to
/// Friday. Source: ACTIONS.md, section 8.1.
public struct WorkingCalendar: Equatable, Sendable {
    /// A due date, and whether it may still move.
    public struct DueDate: Equatable, Sendable {
        /// The end of the last working day in time, exclusive, in UTC milliseconds.
        public let at: Instant
        /// Whether counting touched a year that no publication covers.
        public let isProvisional: Bool
    }

    private struct Known: Equatable {
        var version: CalendarVersion = "none"
        var kinds: [LocalDate: DayKind] = [:]
        var years: Set<Int> = []
    }

    /// One element: an array is the memory that copies share until one of them changes.
    private var shared = nothing
    private static let nothing = [Known()]

    /// The name of the latest publication.
    public var version: CalendarVersion {
        get { shared[0].version }
        set { shared[0].version = newValue }
    }

    private var kinds: [LocalDate: DayKind] {
        _read { yield shared[0].kinds }
        _modify { yield &shared[0].kinds }
    }

    private var years: Set<Int> {
        _read { yield shared[0].years }
        _modify { yield &shared[0].years }
    }

    /// A calendar without any publication: every Monday to Friday is a working day.
    public init() {}

    /// The calendar after a publication, which replaces all days of its years.
    public func replacing(_ publication: CalendarPublished) -> WorkingCalendar {
        var next = self
        next.version = publication.version
        let replaced = Int(publication.firstYear)...Int(publication.lastYear)
        next.kinds = next.kinds.filter { !replaced.contains($0.key.year) }
        next.years.formUnion(replaced)
        for day in publication.days { next.kinds[day.date] = day.kind }
        return next
    }

    /// Whether people work on a day.
    public func isWorkingDay(_ date: LocalDate) -> Bool {
        switch kinds[date] {
        case .workday: true
        case .holiday: false
        case nil: !date.isWeekend
        }
    }

    /// The instant by which a number of working days after an instant have passed.
    ///
    /// The day of the instant itself is not counted; due is 00:00 in Shanghai of the calendar day
    /// after the last working day.
    public func due(_ count: Int64, workingDaysAfter instant: Instant) -> DueDate {
        var date = LocalDate(of: instant)
        var isProvisional = false
        var left = count
        repeat {
            date = date.adding(days: 1)
            if !years.contains(date.year) { isProvisional = true }
            if isWorkingDay(date) { left -= 1 }
        } while left > 0
        return DueDate(at: date.adding(days: 1).start, isProvisional: isProvisional)
    }

    /// The number of working days after one day, up to and including another.
    public func workingDays(after first: LocalDate, through last: LocalDate) -> Int {
        guard first < last else { return 0 }
        // Mondays to Fridays by arithmetic, then the days that differ: never a walk over years.
        let usual = Self.weekdays(through: last) - Self.weekdays(through: first)
        return kinds.reduce(usual) { count, day in
            guard first < day.key, day.key <= last else { return count }
            switch day.value {
            case .workday: return day.key.isWeekend ? count + 1 : count
            case .holiday: return day.key.isWeekend ? count : count - 1
            }
        }
    }

    /// The number of Mondays to Fridays from some fixed Monday up to and including a day.
    private static func weekdays(through date: LocalDate) -> Int {
        let sinceMonday = date.dayNumber + 3  // 1969-12-29 was a Monday
        let week = sinceMonday >= 0 ? sinceMonday / 7 : (sinceMonday - 6) / 7
        return week * 5 + min(sinceMonday - week * 7 + 1, 5)
    }
}
