public import Records
public import Units

/// A rejected case was closed because nobody appealed in time.
///
/// Rules: G13. Occurred at: the business instant of the action, in UTC milliseconds.
public struct CaseClosed: EventBody {
    public static let kind = EventKind.caseClosed
    public static let rules: [RuleID] = ["G13"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// How it ended.
    public var outcome = CaseOutcome.placeholder

    public init() {}

    public var event: LedgerEvent { .caseClosed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "outcome", &outcome)
    }
}
