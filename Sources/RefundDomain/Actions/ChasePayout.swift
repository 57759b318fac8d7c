public import Records
public import Units

/// Asks where the money is.
///
/// Rules: R39, R47. Fields and guards: ACTIONS.md, section 5.
public struct ChasePayout: ActionBody {
    public static let name = ActionName.chasePayout
    public static let roles: [Role] = [.buyer, .agent]
    public static let ownership = Ownership.buyerOrAgent

    /// The case.
    public var caseID: CaseID?

    /// The chase's name.
    public var chaseID: ChaseID?

    /// In the buyer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "chase", &chaseID)
        try visitor.field(3, "note", &note)
    }
}

extension ChasePayout {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID)
        let hours = situation.policy(of: refundCase).chaseResponseHours
        let isOverdue = situation.order.clocks.contains {
            $0.name == .payout && $0.caseID == refundCase.id && $0.isRunning
                && situation.at >= $0.dueAt
        }
        let chase = try situation.newName(chaseID, "H", situation.order.chases.map(\.id))
        return [
            PayoutChased {
                $0.chaseID = chase
                $0.caseID = refundCase.id
                $0.overdue = isOverdue
                $0.answerDueAt = situation.at.adding(hours: hours)
                $0.note = note
            }.event
        ]
    }
}
