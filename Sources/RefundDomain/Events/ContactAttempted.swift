public import Records
public import Units

/// Somebody tried to reach the buyer.
///
/// Rules: R33. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ContactAttempted: EventBody {
    public static let kind = EventKind.contactAttempted
    public static let rules: [RuleID] = ["R33"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// By which way.
    public var medium = ContactMedium.placeholder

    /// What came of it.
    public var outcome = ContactOutcome.placeholder

    public init() {}

    public var event: LedgerEvent { .contactAttempted(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "medium", &medium)
        try visitor.field(3, "outcome", &outcome)
    }
}
