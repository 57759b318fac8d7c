public import Records
public import Units

/// A complaint was taken back.
///
/// Rules: R48. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ComplaintWithdrawn: EventBody {
    public static let kind = EventKind.complaintWithdrawn
    public static let rules: [RuleID] = ["R48"]

    /// The complaint.
    public var complaintID = ComplaintID.placeholder

    /// The case; absent when there is none.
    public var caseID: CaseID?

    /// What the buyer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .complaintWithdrawn(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint_id", &complaintID)
        try visitor.field(2, "case_id", &caseID)
        try visitor.field(3, "note", &note)
    }
}
