public import Records
public import Units

/// A reviewer judged a piece of evidence.
///
/// Rules: R29, R30. Occurred at: the business instant of the action, in UTC milliseconds.
public struct EvidenceAssessed: EventBody {
    public static let kind = EventKind.evidenceAssessed
    public static let rules: [RuleID] = ["R29", "R30"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The piece of evidence.
    public var evidenceID = EvidenceID.placeholder

    /// Whether it can be read.
    public var clear = Judgement.placeholder

    /// Whether nothing is missing.
    public var complete = Judgement.placeholder

    /// Whether it looks untouched.
    public var unedited = Judgement.placeholder

    /// Whether it speaks to the case.
    public var relevant = Judgement.placeholder

    /// What the reviewer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .evidenceAssessed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "evidence_id", &evidenceID)
        try visitor.field(3, "clear", &clear)
        try visitor.field(4, "complete", &complete)
        try visitor.field(5, "unedited", &unedited)
        try visitor.field(6, "relevant", &relevant)
        try visitor.field(7, "note", &note)
    }
}
