public import Records
public import Units

/// A refund was refused: for which reasons, and what can be done.
///
/// Rules: R35. Occurred at: the business instant of the action, in UTC milliseconds.
public struct VerdictRejected: EventBody {
    public static let kind = EventKind.verdictRejected
    public static let rules: [RuleID] = ["R35"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The verdict.
    public var verdictID = VerdictID.placeholder

    /// The verdict of the case that no longer counts.
    public var supersedes: VerdictID?

    /// The reasons; never empty.
    public var reasonCodes = [RejectionReason].placeholder

    /// The rules it rests on.
    public var ruleIDs = [RuleID].placeholder

    /// What the buyer was told.
    public var explanation = FreeText.placeholder

    /// Whether an amendment can help (G13).
    public var curable = Bool.placeholder

    /// Who can help instead (R10, R16).
    public var referral: Referral?

    /// Who decided.
    public var decider = PersonID.placeholder

    /// The end of the time to amend, exclusive, in UTC milliseconds; absent when there is
    /// none.
    public var amendUntil: Instant?

    /// The end of the time to appeal, exclusive, in UTC milliseconds (G13).
    public var appealUntil = Instant.placeholder

    public init() {}

    public var event: LedgerEvent { .verdictRejected(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "verdict_id", &verdictID)
        try visitor.field(3, "supersedes", &supersedes)
        try visitor.field(4, "reason_codes", &reasonCodes)
        try visitor.field(5, "rule_ids", &ruleIDs)
        try visitor.field(6, "explanation", &explanation)
        try visitor.field(7, "curable", &curable)
        try visitor.field(8, "referral", &referral)
        try visitor.field(9, "decider", &decider)
        try visitor.field(10, "amend_until", &amendUntil)
        try visitor.field(11, "appeal_until", &appealUntil)
    }
}
