public import Records
public import Units

/// The buyer gave what was asked for; review starts again in full.
///
/// Rules: R33, G11. Occurred at: the business instant of the action, in UTC milliseconds.
public struct SupplementProvided: EventBody {
    public static let kind = EventKind.supplementProvided
    public static let rules: [RuleID] = ["R33", "G11"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The request.
    public var requestID = SupplementID.placeholder

    /// The evidence given in answer.
    public var evidenceIDs = [EvidenceID].placeholder

    /// When the review is due, exclusive, in UTC milliseconds.
    public var reviewDueAt = Instant.placeholder

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional = Bool.placeholder

    public init() {}

    public var event: LedgerEvent { .supplementProvided(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "request_id", &requestID)
        try visitor.field(3, "evidence_ids", &evidenceIDs)
        try visitor.field(4, "review_due_at", &reviewDueAt)
        try visitor.field(5, "provisional", &provisional)
    }
}
