public import Records
public import Units

/// Approves a refund.
///
/// Rules: R1. Fields and guards: ACTIONS.md, section 5.
public struct Approve: ActionBody {
    public static let name = ActionName.approve
    public static let roles: [Role] = [.reviewer]

    /// The case.
    public var caseID: CaseID?

    /// The formula.
    public var basis = ReviewBasis.placeholder

    /// Whose fault it was; the reason's when left out.
    public var fault: Fault?

    /// The amount the reviewer expects, in fen.
    public var amount: Fen?

    /// In the reviewer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "basis", &basis)
        try visitor.field(3, "fault", &fault)
        try visitor.field(4, "amount", &amount)
        try visitor.field(5, "note", &note)
    }
}

extension Approve {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .underReview)
        let approval = try situation.approval(
            ApprovalRequest(refundCase: refundCase, basis: basis, fault: fault, amount: amount))
        return [
            try situation.verdict(
                approval, in: refundCase, decider: situation.actor.id, note: note)
        ]
    }
}
