public import Records
public import Units

/// The time to answer ran out; review goes on with what is there.
///
/// Rules: G12. Occurred at: the business instant of the action, in UTC milliseconds.
public struct SupplementLapsed: EventBody {
    public static let kind = EventKind.supplementLapsed
    public static let rules: [RuleID] = ["G12"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The request.
    public var requestID = SupplementID.placeholder

    /// When the review is due, exclusive, in UTC milliseconds.
    public var reviewDueAt = Instant.placeholder

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional = Bool.placeholder

    public init() {}

    public var event: LedgerEvent { .supplementLapsed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "request_id", &requestID)
        try visitor.field(3, "review_due_at", &reviewDueAt)
        try visitor.field(4, "provisional", &provisional)
    }
}
