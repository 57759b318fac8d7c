public import Records
public import Units

/// Evidence was found to show personal data and was locked away.
///
/// Rules: R56. Occurred at: the business instant of the action, in UTC milliseconds.
public struct EvidenceQuarantined: EventBody {
    public static let kind = EventKind.evidenceQuarantined
    public static let rules: [RuleID] = ["R56"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The piece of evidence.
    public var evidenceID = EvidenceID.placeholder

    /// The kinds of personal data that were found.
    public var kinds = [Name].placeholder

    /// The version of whatever found them.
    public var detectorVersion: Name?

    public init() {}

    public var event: LedgerEvent { .evidenceQuarantined(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "evidence_id", &evidenceID)
        try visitor.field(3, "kinds", &kinds)
        try visitor.field(4, "detector_version", &detectorVersion)
    }
}
