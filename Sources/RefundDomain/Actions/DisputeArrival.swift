public import Records
public import Units

/// Says that the money did not arrive.
///
/// Rules: R37, R40. Fields and guards: ACTIONS.md, section 5.
public struct DisputeArrival: ActionBody {
    public static let name = ActionName.disputeArrival
    public static let roles: [Role] = [.buyer, .agent]
    public static let ownership = Ownership.buyerOrAgent

    /// The case.
    public var caseID: CaseID?

    /// How much did arrive, in fen.
    public var amount = Fen.placeholder

    /// In the buyer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "amount", &amount)
        try visitor.field(3, "note", &note)
    }
}

extension DisputeArrival {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .paid, .completed)
        return [
            ArrivalDisputed {
                $0.caseID = refundCase.id
                $0.claimed = amount
                $0.note = note
            }.event
        ]
    }
}
