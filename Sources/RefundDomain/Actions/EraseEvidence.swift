public import Records
public import Units

/// Destroys the bytes of a piece of evidence.
///
/// Rules: R56. Fields and guards: ACTIONS.md, section 5.
public struct EraseEvidence: ActionBody {
    public static let name = ActionName.eraseEvidence
    public static let roles: [Role] = [.system, .compliance]

    /// The evidence.
    public var evidenceID = EvidenceID.placeholder

    /// On which ground.
    public var basis = ErasureBasis.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "evidence", &evidenceID)
        try visitor.field(2, "basis", &basis)
    }
}

extension EraseEvidence {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let evidence = try situation.evidence(evidenceID)
        try require(evidence.status != .erased, .evidenceNotActive, "R56")
        return [
            EvidenceErased {
                $0.caseID = evidence.caseID
                $0.evidenceID = evidenceID
                $0.basis = basis
            }.event
        ]
    }
}
