public import Records
public import Units

/// Asks the buyer for more evidence.
///
/// Rules: R33. Fields and guards: ACTIONS.md, section 5.
public struct RequestSupplement: ActionBody {
    public static let name = ActionName.requestSupplement
    public static let roles: [Role] = [.reviewer]

    /// The case.
    public var caseID: CaseID?

    /// The request's name.
    public var requestID: SupplementID?

    /// What is wanted.
    public var requiredKinds = [EvidenceKind].placeholder

    /// In the reviewer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "supplement", &requestID)
        try visitor.field(3, "required_kinds", &requiredKinds)
        try visitor.field(4, "note", &note)
    }
}

extension RequestSupplement {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .underReview)
        let hours = situation.policy(of: refundCase).supplementWindowHours
        let request = try situation.newName(
            requestID, "Q", situation.order.supplements.map(\.id))
        return [
            SupplementRequested {
                $0.caseID = refundCase.id
                $0.requestID = request
                $0.requiredKinds = requiredKinds
                $0.dueAt = situation.at.adding(hours: hours)
                $0.note = note
            }.event
        ]
    }
}
