public import Records
public import Units

/// A due date moved because another calendar is now known.
///
/// Rules: G10. Occurred at: the business instant of the action, in UTC milliseconds.
public struct DeadlineRecomputed: EventBody {
    public static let kind = EventKind.deadlineRecomputed
    public static let rules: [RuleID] = ["G10"]

    /// The case; absent for a complaint without one.
    public var caseID: CaseID?

    /// Which clock.
    public var clock = ClockName.placeholder

    /// Which cycle of the clock, from 1.
    public var cycle = Int64.placeholder

    /// The due date before, in UTC milliseconds.
    public var oldDueAt = Instant.placeholder

    /// The due date now, in UTC milliseconds.
    public var newDueAt = Instant.placeholder

    /// Whether the new date touched a year without a published calendar.
    public var provisional = Bool.placeholder

    /// The calendar it rests on.
    public var calendarVersion = CalendarVersion.placeholder

    public init() {}

    public var event: LedgerEvent { .deadlineRecomputed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "clock", &clock)
        try visitor.field(3, "cycle", &cycle)
        try visitor.field(4, "old_due_at", &oldDueAt)
        try visitor.field(5, "new_due_at", &newDueAt)
        try visitor.field(6, "provisional", &provisional)
        try visitor.field(7, "calendar_version", &calendarVersion)
    }
}
