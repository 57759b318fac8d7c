public import Records
public import Units

/// Somebody took note of a complaint.
///
/// Rules: R48. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ComplaintAcknowledged: EventBody {
    public static let kind = EventKind.complaintAcknowledged
    public static let rules: [RuleID] = ["R48"]

    /// The complaint.
    public var complaintID = ComplaintID.placeholder

    /// The case; absent when there is none.
    public var caseID: CaseID?

    public init() {}

    public var event: LedgerEvent { .complaintAcknowledged(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint_id", &complaintID)
        try visitor.field(2, "case_id", &caseID)
    }
}
