public import Records
public import Units

/// Undoes an approval before anything was paid.
///
/// Rules: R58. Fields and guards: ACTIONS.md, section 5.
public struct VoidVerdict: ActionBody {
    public static let name = ActionName.voidVerdict
    public static let roles: [Role] = [.finance]

    /// The case.
    public var caseID: CaseID?

    /// Why.
    public var reason = FreeText.placeholder

    /// The supervisor who confirms it.
    public var confirmedBy = PersonID.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "reason", &reason)
        try visitor.field(3, "confirmed_by", &confirmedBy)
    }
}

extension VoidVerdict {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .approved, .payoutFailed)
        let verdict = try situation.verdict(of: refundCase)
        try require(confirmedBy != situation.actor.id, .fourEyes, "R58")
        let payouts = situation.order.payouts.filter { $0.verdictID == verdict.id }
        try require(!payouts.contains(where: \.isInFlight), .payoutOutstanding, "G23")
        try require(!payouts.contains { $0.status == .succeeded }, .partlyPaid, "G23")
        return [
            VerdictVoided {
                $0.caseID = refundCase.id
                $0.verdictID = verdict.id
                $0.reason = reason
                $0.confirmedBy = confirmedBy
            }.event
        ]
    }
}
