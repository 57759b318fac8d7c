public import Records
public import Units

/// The bytes of a piece of evidence were destroyed.
///
/// Rules: R56. Occurred at: the business instant of the action, in UTC milliseconds.
public struct EvidenceErased: EventBody {
    public static let kind = EventKind.evidenceErased
    public static let rules: [RuleID] = ["R56"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The piece of evidence.
    public var evidenceID = EvidenceID.placeholder

    /// On which ground.
    public var basis = ErasureBasis.placeholder

    public init() {}

    public var event: LedgerEvent { .evidenceErased(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "evidence_id", &evidenceID)
        try visitor.field(3, "basis", &basis)
    }
}
