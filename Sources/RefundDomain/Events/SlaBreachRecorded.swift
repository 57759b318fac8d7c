public import Records
public import Units

/// A deadline was missed, and the miss was noted.
///
/// Rules: R58. Occurred at: the business instant of the action, in UTC milliseconds.
public struct SlaBreachRecorded: EventBody {
    public static let kind = EventKind.slaBreachRecorded
    public static let rules: [RuleID] = ["R58"]

    /// The case; absent for a complaint without one.
    public var caseID: CaseID?

    /// Which clock.
    public var clock = ClockName.placeholder

    /// Which cycle of the clock, from 1.
    public var cycle = Int64.placeholder

    /// When it was due, exclusive, in UTC milliseconds.
    public var dueAt = Instant.placeholder

    public init() {}

    public var event: LedgerEvent { .slaBreachRecorded(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "clock", &clock)
        try visitor.field(3, "cycle", &cycle)
        try visitor.field(4, "due_at", &dueAt)
    }
}
