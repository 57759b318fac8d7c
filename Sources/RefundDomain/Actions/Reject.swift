public import Records
public import Units

/// Refuses a refund.
///
/// Rules: R35. Fields and guards: ACTIONS.md, section 5.
public struct Reject: ActionBody {
    public static let name = ActionName.reject
    public static let roles: [Role] = [.reviewer]

    /// The case.
    public var caseID: CaseID?

    /// The reasons.
    public var reasonCodes = [RejectionReason].placeholder

    /// What the buyer is told.
    public var explanation = FreeText.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "reason_codes", &reasonCodes)
        try visitor.field(3, "explanation", &explanation)
    }
}

extension Reject {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .underReview)
        return situation.verdict(
            rejecting: refundCase, for: reasonCodes, explanation: explanation,
            decider: situation.actor.id)
    }
}
