public import Records
public import Units

/// Gives what was asked for.
///
/// Rules: R33. Fields and guards: ACTIONS.md, section 5.
public struct ProvideSupplement: ActionBody {
    public static let name = ActionName.provideSupplement
    public static let roles: [Role] = [.buyer]
    public static let ownership = Ownership.buyer

    /// The case.
    public var caseID: CaseID?

    /// The evidence.
    public var evidenceIDs = [EvidenceID].placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "evidence_ids", &evidenceIDs)
    }
}

extension ProvideSupplement {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .awaitingSupplement)
        guard
            let request = situation.order.supplements.first(where: {
                $0.id == refundCase.openSupplement
            })
        else { throw Refusal(.wrongStatus) }
        try require(situation.at < request.dueAt, .supplementLate, "R33")
        let evidence = try situation.evidence(evidenceIDs)
        let isNew = evidence.contains {
            $0.status == .active && $0.position > request.position
        }
        try require(isNew, .noNewEvidence, "R46")
        let due = situation.reviewDue(situation.policy(of: refundCase), refundCase.route)
        return [
            SupplementProvided {
                $0.caseID = refundCase.id
                $0.requestID = request.id
                $0.evidenceIDs = evidenceIDs
                $0.reviewDueAt = due.at
                $0.provisional = due.isProvisional
            }.event
        ]
    }
}
