public import Records
public import Units

/// Confirms that the money arrived.
///
/// Rules: R37. Fields and guards: ACTIONS.md, section 5.
public struct ConfirmArrival: ActionBody {
    public static let name = ActionName.confirmArrival
    public static let roles: [Role] = [.buyer]
    public static let ownership = Ownership.buyer

    /// The case.
    public var caseID: CaseID?

    /// How much arrived, in fen.
    public var amount: Fen?

    /// When; `at` when left out.
    public var arrivedAt: Instant?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "amount", &amount)
        try visitor.field(3, "arrived_at", &arrivedAt)
    }
}

extension ConfirmArrival {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .paid)
        let verdict = try situation.verdict(of: refundCase)
        let approved = verdict.approval?.amount ?? .zero
        try require(amount ?? approved == approved, .amountMismatch, "R40")
        return [
            ArrivalConfirmed {
                $0.caseID = refundCase.id
                $0.arrivedAt = arrivedAt ?? situation.at
                $0.amount = approved
            }.event
        ]
    }
}
