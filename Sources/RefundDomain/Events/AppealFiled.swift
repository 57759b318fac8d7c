public import Records
public import Units

/// A buyer appealed against a verdict.
///
/// Rules: R36, G13, G14. Occurred at: the business instant of the action, in UTC milliseconds.
public struct AppealFiled: EventBody {
    public static let kind = EventKind.appealFiled
    public static let rules: [RuleID] = ["R36", "G13", "G14"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The appeal.
    public var appealID = AppealID.placeholder

    /// The verdict appealed against.
    public var verdictID = VerdictID.placeholder

    /// On which grounds.
    public var grounds = AppealGrounds.placeholder

    /// The evidence it points to.
    public var evidenceIDs = [EvidenceID].placeholder

    /// When the decision is due, exclusive, in UTC milliseconds.
    public var reviewDueAt = Instant.placeholder

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional = Bool.placeholder

    /// What the buyer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .appealFiled(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "appeal_id", &appealID)
        try visitor.field(3, "verdict_id", &verdictID)
        try visitor.field(4, "grounds", &grounds)
        try visitor.field(5, "evidence_ids", &evidenceIDs)
        try visitor.field(6, "review_due_at", &reviewDueAt)
        try visitor.field(7, "provisional", &provisional)
        try visitor.field(8, "note", &note)
    }
}
