public import Records
public import Units

/// Judges a piece of evidence.
///
/// Rules: R29. Fields and guards: ACTIONS.md, section 5.
public struct AssessEvidence: ActionBody {
    public static let name = ActionName.assessEvidence
    public static let roles: [Role] = [.reviewer]

    /// The evidence.
    public var evidenceID = EvidenceID.placeholder

    /// Whether it can be read.
    public var clear = Judgement.placeholder

    /// Whether nothing is missing.
    public var complete = Judgement.placeholder

    /// Whether it looks untouched.
    public var unedited = Judgement.placeholder

    /// Whether it speaks to the case.
    public var relevant = Judgement.placeholder

    /// In the reviewer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "evidence", &evidenceID)
        try visitor.field(2, "clear", &clear)
        try visitor.field(3, "complete", &complete)
        try visitor.field(4, "unedited", &unedited)
        try visitor.field(5, "relevant", &relevant)
        try visitor.field(6, "note", &note)
    }
}

extension AssessEvidence {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let evidence = try situation.evidence(evidenceID)
        try require(evidence.status == .active, .evidenceNotActive, "R29")
        let assessed = EvidenceAssessed {
            $0.caseID = evidence.caseID
            $0.evidenceID = evidenceID
            $0.clear = clear
            $0.complete = complete
            $0.unedited = unedited
            $0.relevant = relevant
            $0.note = note
        }
        return [assessed.event] + (unedited == .no ? [RiskSignals.edited(evidence)] : [])
    }
}
