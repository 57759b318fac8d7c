public import Records
public import Units

/// A complaint was taken to another body.
///
/// Rules: R48. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ComplaintEscalated: EventBody {
    public static let kind = EventKind.complaintEscalated
    public static let rules: [RuleID] = ["R48"]

    /// The complaint.
    public var complaintID = ComplaintID.placeholder

    /// The case; absent when there is none.
    public var caseID: CaseID?

    /// The other body.
    public var toChannel = ComplaintChannel.placeholder

    /// The number it has there.
    public var externalRef: Name?

    public init() {}

    public var event: LedgerEvent { .complaintEscalated(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint_id", &complaintID)
        try visitor.field(2, "case_id", &caseID)
        try visitor.field(3, "to_channel", &toChannel)
        try visitor.field(4, "external_ref", &externalRef)
    }
}
