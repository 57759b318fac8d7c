public import Records
public import Units

/// Gives a case to a reviewer.
///
/// Rules: R31. Fields and guards: ACTIONS.md, section 5.
public struct AssignReviewer: ActionBody {
    public static let name = ActionName.assignReviewer
    public static let roles: [Role] = [.supervisor, .system]

    /// The case.
    public var caseID: CaseID?

    /// The reviewer.
    public var reviewer = PersonID.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "reviewer", &reviewer)
    }
}

extension AssignReviewer {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(
            caseID, in: .underReview, .awaitingSupplement, .negotiating)
        let turnsManual = refundCase.route == .auto && refundCase.status == .underReview
        let due =
            turnsManual
            ? situation.reviewDue(situation.policy(of: refundCase), .manual) : nil
        return [
            ReviewAssigned {
                $0.caseID = refundCase.id
                $0.reviewer = reviewer
                $0.reviewDueAt = due?.at
                $0.provisional = due?.isProvisional
            }.event
        ]
    }
}
