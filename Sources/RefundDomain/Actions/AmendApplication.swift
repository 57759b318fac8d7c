public import Records
public import Units

/// Improves a rejected application.
///
/// Rules: R36. Fields and guards: ACTIONS.md, section 5.
public struct AmendApplication: ActionBody {
    public static let name = ActionName.amendApplication
    public static let roles: [Role] = [.buyer]
    public static let ownership = Ownership.buyer

    /// The case.
    public var caseID: CaseID?

    /// A new reason.
    public var reason: Reason?

    /// A new amount, in fen.
    public var amount: Fen?

    /// A new description.
    public var description: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "reason", &reason)
        try visitor.field(3, "amount", &amount)
        try visitor.field(4, "description", &description)
    }
}

extension AmendApplication {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .rejected)
        let policy = situation.policy(of: refundCase)
        try require(!refundCase.isAppealDecided, .verdictFinal, "G13")
        let verdict = try situation.verdict(of: refundCase)
        guard let rejection = verdict.rejection, rejection.curable else {
            throw Refusal(.reasonNotCurable, "R36")
        }
        try require(
            refundCase.revision - 1 < policy.maxAmendments, .amendmentsExhausted, "G13")
        guard let until = rejection.amendUntil, situation.at < until else {
            throw Refusal(.amendWindowPassed, "G13")
        }
        let hasNewEvidence = situation.order.evidence.contains {
            $0.caseID == refundCase.id && $0.position > verdict.position
        }
        let hasField = reason != nil || amount != nil || description != nil
        try require(hasField || hasNewEvidence, .nothingChanged, "R46")
        if amount != nil {
            try situation.checkAmount(
                amount, left: situation.order.left(on: refundCase), policy)
        }
        return [amendment(of: refundCase, situation, policy)]
    }

    private func amendment(
        of refundCase: RefundCase, _ situation: Situation, _ policy: Policy
    ) -> LedgerEvent {
        let route: Route = policy.reviewMode == .realtime ? .auto : .manual
        let due = situation.reviewDue(policy, route)
        return ApplicationAmended {
            $0.caseID = refundCase.id
            $0.revision = refundCase.revision + 1
            $0.reason = reason ?? refundCase.reason
            $0.requested = amount ?? refundCase.requested
            $0.description = description
            $0.warnings =
                description == nil
                ? refundCase.warnings : VagueDescription.warnings(description, policy)
            $0.route = route
            $0.reviewDueAt = due.at
            $0.provisional = due.isProvisional
        }.event
    }
}
