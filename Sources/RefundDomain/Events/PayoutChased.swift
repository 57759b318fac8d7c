public import Records
public import Units

/// A buyer asked where the money is.
///
/// Rules: R39, R47. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PayoutChased: EventBody {
    public static let kind = EventKind.payoutChased
    public static let rules: [RuleID] = ["R39", "R47"]

    /// The chase.
    public var chaseID = ChaseID.placeholder

    /// The case.
    public var caseID = CaseID.placeholder

    /// Whether the payout was overdue at that instant.
    public var overdue = Bool.placeholder

    /// When the answer is due, exclusive, in UTC milliseconds.
    public var answerDueAt = Instant.placeholder

    /// What the buyer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .payoutChased(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "chase_id", &chaseID)
        try visitor.field(2, "case_id", &caseID)
        try visitor.field(3, "overdue", &overdue)
        try visitor.field(4, "answer_due_at", &answerDueAt)
        try visitor.field(5, "note", &note)
    }
}
