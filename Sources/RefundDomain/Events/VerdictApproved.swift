public import Records
public import Units

/// A refund was approved: how much, why, to which tenders.
///
/// Rules: R1, R5, R6, R12, R41. Occurred at: the business instant of the action, in UTC milliseconds.
public struct VerdictApproved: EventBody {
    public static let kind = EventKind.verdictApproved
    public static let rules: [RuleID] = ["R1", "R5", "R6", "R12", "R41"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The verdict.
    public var verdictID = VerdictID.placeholder

    /// The verdict of the case that no longer counts.
    public var supersedes: VerdictID?

    /// Whose fault it was.
    public var fault = Fault.placeholder

    /// The formula.
    public var basis = Basis.placeholder

    /// The rules it rests on.
    public var ruleIDs = [RuleID].placeholder

    /// What was taken off the gross amount, in fen.
    public var breakdown = [AmountComponent].placeholder

    /// What is to be paid, in fen.
    public var amount = Fen.placeholder

    /// The amount by claimed line, in fen (G23).
    public var lineSplit = [LineShare].placeholder

    /// The amount by tender, in fen; a tender with 0 gets no payout (G23).
    public var tenderSplit = [TenderShare].placeholder

    /// Who decided.
    public var decider = PersonID.placeholder

    /// When the payout is due, exclusive, in UTC milliseconds (R34).
    public var payoutDueAt = Instant.placeholder

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional = Bool.placeholder

    /// The end of the time to appeal, exclusive, in UTC milliseconds (G14).
    public var appealUntil = Instant.placeholder

    /// What the reviewer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .verdictApproved(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "verdict_id", &verdictID)
        try visitor.field(3, "supersedes", &supersedes)
        try visitor.field(4, "fault", &fault)
        try visitor.field(5, "basis", &basis)
        try visitor.field(6, "rule_ids", &ruleIDs)
        try visitor.field(7, "breakdown", &breakdown)
        try visitor.field(8, "amount_fen", &amount)
        try visitor.field(9, "line_split", &lineSplit)
        try visitor.field(10, "tender_split", &tenderSplit)
        try visitor.field(11, "decider", &decider)
        try visitor.field(12, "payout_due_at", &payoutDueAt)
        try visitor.field(13, "provisional", &provisional)
        try visitor.field(14, "appeal_until", &appealUntil)
        try visitor.field(15, "note", &note)
    }
}
