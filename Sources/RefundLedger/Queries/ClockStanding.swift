public import RefundDomain
public import Units

/// How a clock stands against its due date, in the unit its due date is counted in.
public enum ClockStanding: Equatable, Sendable {
    /// Due when this many more working days have passed; 0 at the end of the present day.
    case dueInWorkingDays(Int)
    /// Due in so many milliseconds.
    case dueIn(milliseconds: Int64)
    /// Due this many working days ago; 0 when none has passed since.
    case lateByWorkingDays(Int)
    /// Due so many milliseconds ago.
    case lateBy(milliseconds: Int64)

    /// Whether the due date has passed.
    public var isLate: Bool {
        switch self {
        case .dueInWorkingDays, .dueIn: false
        case .lateByWorkingDays, .lateBy: true
        }
    }
}

extension Clock {
    /// Whether the due date was counted in working days and so lies at the end of a day (section
    /// 8); reviews by the system and promises may end at any instant.
    public var countsWorkingDays: Bool {
        switch name {
        case .review, .payout, .appeal, .complaint: LocalDate(of: dueAt).start == dueAt
        case .supplement, .arrival, .chase, .commitment: false
        }
    }

    /// How the clock stands at an instant, whether it still runs or not.
    ///
    /// - Parameters:
    ///   - instant: The instant, in UTC milliseconds.
    ///   - calendar: The working days known then.
    /// - Returns: How far it was from its due date.
    public func standing(at instant: Instant, _ calendar: WorkingCalendar) -> ClockStanding {
        let left = dueAt.milliseconds - instant.milliseconds
        guard countsWorkingDays else {
            return left > 0 ? .dueIn(milliseconds: left) : .lateBy(milliseconds: -left)
        }
        let lastInTime = LocalDate(of: dueAt.adding(milliseconds: -1))
        let today = LocalDate(of: instant)
        return left > 0
            ? .dueInWorkingDays(calendar.workingDays(after: today, through: lastInTime))
            : .lateByWorkingDays(calendar.workingDays(after: lastInTime, through: today))
    }
}
