public import Records
public import Units

/// A buyer took the application back.
///
/// Rules: R36. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ApplicationWithdrawn: EventBody {
    public static let kind = EventKind.applicationWithdrawn
    public static let rules: [RuleID] = ["R36"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// What the buyer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .applicationWithdrawn(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "note", &note)
    }
}
