public import Records
public import Units

/// Answers a complaint.
///
/// Rules: R49. Fields and guards: ACTIONS.md, section 5.
public struct RespondComplaint: ActionBody {
    public static let name = ActionName.respondComplaint
    public static let roles: [Role] = [.agent, .supervisor]

    /// The complaint.
    public var complaintID: ComplaintID?

    /// The explanation.
    public var explanationCode = ExplanationCode.placeholder

    /// By when it is promised to be settled.
    public var commitmentAt: Instant?

    /// In the agent's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint", &complaintID)
        try visitor.field(2, "explanation_code", &explanationCode)
        try visitor.field(3, "commitment_at", &commitmentAt)
        try visitor.field(4, "note", &note)
    }
}

extension RespondComplaint {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let complaint = try situation.openComplaint(complaintID)
        try require(
            complaint.demand != .explainAndDeadline || commitmentAt != nil, .commitmentRequired,
            "R49")
        if let commitmentAt { try require(commitmentAt > situation.at, .deadlineInPast, "R49") }
        return [
            ComplaintResponded {
                $0.complaintID = complaint.id
                $0.caseID = complaint.caseID
                $0.explanationCode = explanationCode
                $0.commitmentAt = commitmentAt
                $0.note = note
            }.event
        ]
    }
}
