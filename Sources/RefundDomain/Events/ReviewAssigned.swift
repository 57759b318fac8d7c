public import Records
public import Units

/// A case was given to a reviewer.
///
/// Rules: R31, R32. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ReviewAssigned: EventBody {
    public static let kind = EventKind.reviewAssigned
    public static let rules: [RuleID] = ["R31", "R32"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The reviewer.
    public var reviewer = PersonID.placeholder

    /// When the review is due, exclusive, in UTC milliseconds; only when an automatic
    /// review became manual.
    public var reviewDueAt: Instant?

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional: Bool?

    public init() {}

    public var event: LedgerEvent { .reviewAssigned(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "reviewer", &reviewer)
        try visitor.field(3, "review_due_at", &reviewDueAt)
        try visitor.field(4, "provisional", &provisional)
    }
}
