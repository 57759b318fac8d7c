public import Records
public import Units

/// A complaint was settled.
///
/// Rules: R49. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ComplaintResolved: EventBody {
    public static let kind = EventKind.complaintResolved
    public static let rules: [RuleID] = ["R49"]

    /// The complaint.
    public var complaintID = ComplaintID.placeholder

    /// The case; absent when there is none.
    public var caseID: CaseID?

    /// How.
    public var outcome = ComplaintOutcome.placeholder

    public init() {}

    public var event: LedgerEvent { .complaintResolved(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint_id", &complaintID)
        try visitor.field(2, "case_id", &caseID)
        try visitor.field(3, "outcome", &outcome)
    }
}
