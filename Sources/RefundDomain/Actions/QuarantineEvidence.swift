public import Records
public import Units

/// Locks away evidence that shows personal data.
///
/// Rules: R56. Fields and guards: ACTIONS.md, section 5.
public struct QuarantineEvidence: ActionBody {
    public static let name = ActionName.quarantineEvidence
    public static let roles: [Role] = [.system, .compliance]

    /// The evidence.
    public var evidenceID = EvidenceID.placeholder

    /// The kinds of personal data.
    public var kinds = [Name].placeholder

    /// The version of whatever found them.
    public var detectorVersion: Name?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "evidence", &evidenceID)
        try visitor.field(2, "kinds", &kinds)
        try visitor.field(3, "detector_version", &detectorVersion)
    }
}

extension QuarantineEvidence {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let evidence = try situation.evidence(evidenceID)
        try require(evidence.status == .active, .evidenceNotActive, "R56")
        return [
            EvidenceQuarantined {
                $0.caseID = evidence.caseID
                $0.evidenceID = evidenceID
                $0.kinds = kinds
                $0.detectorVersion = detectorVersion
            }.event
        ]
    }
}
