public import Records
public import Units

/// Answers a chase.
///
/// Rules: R39. Fields and guards: ACTIONS.md, section 5.
public struct AnswerChase: ActionBody {
    public static let name = ActionName.answerChase
    public static let roles: [Role] = [.agent, .supervisor, .finance]

    /// The chase; the latest unanswered when left out.
    public var chaseID: ChaseID?

    /// The answer.
    public var note = FreeText.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "chase", &chaseID)
        try visitor.field(2, "note", &note)
    }
}

extension AnswerChase {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let chases = situation.order.chases
        let found = chases.last { chaseID == nil ? !$0.isAnswered : $0.id == chaseID }
        if chaseID != nil { try require(found != nil, .unknownReference) }
        guard let found, !found.isAnswered else { throw Refusal(.alreadyAnswered, "R39") }
        return [
            ChaseAnswered {
                $0.chaseID = found.id
                $0.caseID = found.caseID
                $0.note = note
            }.event
        ]
    }
}
