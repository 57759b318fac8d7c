public import Records
public import Units

/// A chase was answered.
///
/// Rules: R39. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ChaseAnswered: EventBody {
    public static let kind = EventKind.chaseAnswered
    public static let rules: [RuleID] = ["R39"]

    /// The chase.
    public var chaseID = ChaseID.placeholder

    /// The case.
    public var caseID = CaseID.placeholder

    /// The answer.
    public var note = FreeText.placeholder

    public init() {}

    public var event: LedgerEvent { .chaseAnswered(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "chase_id", &chaseID)
        try visitor.field(2, "case_id", &caseID)
        try visitor.field(3, "note", &note)
    }
}
