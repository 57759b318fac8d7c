public import Units

/// A wait with a due date (section 8 of ACTIONS.md).
public struct Clock: Equatable, Sendable {
    /// What a chase or complaint clock waits for, beyond its case.
    public enum Subject: Hashable, Sendable {
        /// The answer to a chase.
        case chase(ChaseID)
        /// The response to a complaint, or the keeping of a promise.
        case complaint(ComplaintID)
    }

    /// How it ended.
    public struct Stop: Equatable, Sendable {
        /// The instant that counts, in UTC milliseconds.
        public let at: Instant
        /// How it ended.
        public let outcome: ClockOutcome
    }

    /// What is being waited for.
    public let name: ClockName
    /// The case; `nil` for a complaint without one.
    public let caseID: CaseID?
    /// The chase or complaint.
    public let subject: Subject?
    /// Counts from 1 for each case and name.
    public let cycle: Int64
    /// When it started, in UTC milliseconds.
    public let startedAt: Instant
    /// The policy it was started under.
    public let policy: PolicyVersion
    /// When it is due, exclusive, in UTC milliseconds.
    public internal(set) var dueAt: Instant
    /// Whether the due date touched a year without a published calendar.
    public internal(set) var isProvisional: Bool
    /// The calendar the due date was computed with.
    public internal(set) var calendar: CalendarVersion
    /// How it ended; `nil` while it runs.
    public internal(set) var stop: Stop?
    /// Whether a missed due date was noted.
    public internal(set) var isBreachRecorded = false

    /// Whether it still runs.
    public var isRunning: Bool { stop == nil }

    /// How it stands at an instant; a running clock is breached from its due date on, but arrival
    /// is never breached by silence.
    public func outcome(at instant: Instant) -> ClockOutcome {
        if let stop { return stop.outcome }
        return name != .arrival && instant >= dueAt ? .breached : .running
    }

    /// The number of working days by which a breached clock is or was late at an instant.
    public func overdueWorkingDays(at instant: Instant, _ calendar: WorkingCalendar) -> Int {
        guard outcome(at: instant) == .breached else { return 0 }
        let lastInTime = LocalDate(of: dueAt.adding(milliseconds: -1))
        return calendar.workingDays(after: lastInTime, through: LocalDate(of: stop?.at ?? instant))
    }
}
