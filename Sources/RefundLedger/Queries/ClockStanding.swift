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

extension ClockStanding {
    /// How a clock stands at an instant, whether it still runs or not.
    ///
    /// Where the due date was counted in working days it lies at the end of a day (section 8);
    /// reviews by the system and promises may end at any instant.
    ///
    /// - Parameters:
    ///   - name: What is waited for; `nil` when that is not known.
    ///   - dueAt: The due date, exclusive, in UTC milliseconds.
    ///   - instant: The instant, in UTC milliseconds.
    ///   - calendar: The working days known then.
    public init(
        _ name: ClockName?, due dueAt: Instant, at instant: Instant, _ calendar: WorkingCalendar
    ) {
        let countsWorkingDays =
            switch name {
            case .review, .payout, .appeal, .complaint: LocalDate(of: dueAt).start == dueAt
            case .supplement, .arrival, .chase, .commitment, nil: false
            }
        let left = dueAt.milliseconds - instant.milliseconds
        guard countsWorkingDays else {
            self = left > 0 ? .dueIn(milliseconds: left) : .lateBy(milliseconds: -left)
            return
        }
        self =
            left > 0
            ? .dueInWorkingDays(
                calendar.workingDays(after: LocalDate(of: instant), through: dueAt.lastDayBefore))
            : .lateByWorkingDays(calendar.workingDays(late: dueAt, at: instant))
    }
}

extension Clock {
    /// How the clock stands at an instant, by the working days known then.
    func standing(at instant: Instant, _ calendar: WorkingCalendar) -> ClockStanding {
        ClockStanding(name, due: dueAt, at: instant, calendar)
    }
}

extension WorkingCalendar {
    /// The working days that have passed at an instant since a due date; 0 before it (section 8).
    public func workingDays(late dueAt: Instant, at instant: Instant) -> Int {
        workingDays(after: dueAt.lastDayBefore, through: LocalDate(of: instant))
    }
}

extension Instant {
    /// The last day that has an instant before this one: of a due date, the last day in time.
    fileprivate var lastDayBefore: LocalDate { LocalDate(of: adding(milliseconds: -1)) }
}
