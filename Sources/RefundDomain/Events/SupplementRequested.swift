public import Records
public import Units

/// A reviewer asked for more evidence; the review waits.
///
/// Rules: R33, G11. Occurred at: the business instant of the action, in UTC milliseconds.
public struct SupplementRequested: EventBody {
    public static let kind = EventKind.supplementRequested
    public static let rules: [RuleID] = ["R33", "G11"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The request.
    public var requestID = SupplementID.placeholder

    /// The kinds of evidence that are wanted.
    public var requiredKinds = [EvidenceKind].placeholder

    /// The end of the time to answer, exclusive, in UTC milliseconds (G12).
    public var dueAt = Instant.placeholder

    /// What the reviewer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .supplementRequested(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "request_id", &requestID)
        try visitor.field(3, "required_kinds", &requiredKinds)
        try visitor.field(4, "due_at", &dueAt)
        try visitor.field(5, "note", &note)
    }
}
