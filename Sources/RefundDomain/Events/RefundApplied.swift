public import Records
public import Units

/// A buyer applied for a refund; a case was opened.
///
/// Rules: R4, R18, R22, R23. Occurred at: the business instant of the action, in UTC milliseconds.
public struct RefundApplied: EventBody {
    public static let kind = EventKind.refundApplied
    public static let rules: [RuleID] = ["R4", "R18", "R22", "R23"]

    /// The new case.
    public var caseID = CaseID.placeholder

    /// The number of the application's revision; 1.
    public var revision = Int64.placeholder

    /// The claimed lines (G23).
    public var lineIDs = [LineID].placeholder

    /// Why the money is wanted back.
    public var reason = Reason.placeholder

    /// Whose fault the buyer says it is.
    public var claimedFault: Fault?

    /// How much is wanted, in fen.
    public var requested = Fen.placeholder

    /// What the buyer wrote.
    public var description: FreeText?

    /// What is weak about the application (R24).
    public var warnings = [ApplicationWarning].placeholder

    /// Whether a person reviews it or the system may (R32).
    public var route = Route.placeholder

    /// Whether the standard window or an extension let it in.
    public var windowBasis = WindowBasis.placeholder

    /// The last instant for applying, inclusive, in UTC milliseconds; absent while
    /// undelivered (G2).
    public var windowDeadlineAt: Instant?

    /// When the review is due, exclusive, in UTC milliseconds (R31).
    public var reviewDueAt = Instant.placeholder

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional = Bool.placeholder

    public init() {}

    public var event: LedgerEvent { .refundApplied(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "revision", &revision)
        try visitor.field(3, "line_ids", &lineIDs)
        try visitor.field(4, "reason_code", &reason)
        try visitor.field(5, "claimed_fault", &claimedFault)
        try visitor.field(6, "requested_fen", &requested)
        try visitor.field(7, "description", &description)
        try visitor.field(8, "warnings", &warnings)
        try visitor.field(9, "route", &route)
        try visitor.field(10, "window_basis", &windowBasis)
        try visitor.field(11, "window_deadline_at", &windowDeadlineAt)
        try visitor.field(12, "review_due_at", &reviewDueAt)
        try visitor.field(13, "provisional", &provisional)
    }
}
