public import Records
public import Units

/// A buyer improved a rejected application; review starts again.
///
/// Rules: R36, G13. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ApplicationAmended: EventBody {
    public static let kind = EventKind.applicationAmended
    public static let rules: [RuleID] = ["R36", "G13"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The number of the application's revision, from 2.
    public var revision = Int64.placeholder

    /// The reason as it now stands.
    public var reason = Reason.placeholder

    /// The amount as it now stands, in fen.
    public var requested = Fen.placeholder

    /// The description as it now stands.
    public var description: FreeText?

    /// What is weak about the application (R24).
    public var warnings = [ApplicationWarning].placeholder

    /// Whether a person reviews it or the system may (R32).
    public var route = Route.placeholder

    /// When the review is due, exclusive, in UTC milliseconds (R31).
    public var reviewDueAt = Instant.placeholder

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional = Bool.placeholder

    public init() {}

    public var event: LedgerEvent { .applicationAmended(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "revision", &revision)
        try visitor.field(3, "reason_code", &reason)
        try visitor.field(4, "requested_fen", &requested)
        try visitor.field(5, "description", &description)
        try visitor.field(6, "warnings", &warnings)
        try visitor.field(7, "route", &route)
        try visitor.field(8, "review_due_at", &reviewDueAt)
        try visitor.field(9, "provisional", &provisional)
    }
}
