public import Records
public import Units

/// A complaint was answered with an explanation and perhaps a promise.
///
/// Rules: R49. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ComplaintResponded: EventBody {
    public static let kind = EventKind.complaintResponded
    public static let rules: [RuleID] = ["R49"]

    /// The complaint.
    public var complaintID = ComplaintID.placeholder

    /// The case; absent when there is none.
    public var caseID: CaseID?

    /// The explanation.
    public var explanationCode = ExplanationCode.placeholder

    /// By when it is promised to be settled, exclusive, in UTC milliseconds.
    public var commitmentAt: Instant?

    /// What was written.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .complaintResponded(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint_id", &complaintID)
        try visitor.field(2, "case_id", &caseID)
        try visitor.field(3, "explanation_code", &explanationCode)
        try visitor.field(4, "commitment_at", &commitmentAt)
        try visitor.field(5, "note", &note)
    }
}
