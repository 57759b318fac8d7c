public import Records
public import Units

/// Evidence was put into a case; the ledger holds its digest.
///
/// Rules: R25, R46. Occurred at: the business instant of the action, in UTC milliseconds.
public struct EvidenceUploaded: EventBody {
    public static let kind = EventKind.evidenceUploaded
    public static let rules: [RuleID] = ["R25", "R46"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The piece of evidence.
    public var evidenceID = EvidenceID.placeholder

    /// What it shows.
    public var kind = EvidenceKind.placeholder

    /// The SHA-256 digest of its bytes.
    public var sha256 = ContentHash.placeholder

    /// Its size in bytes.
    public var byteSize: Int64?

    /// Its media type, such as `image/png`.
    public var mediaType: Name?

    /// How it must be protected (G22).
    public var sensitivity = Sensitivity.placeholder

    /// The key it is encrypted under.
    public var keyID: Name?

    /// The revision of the application it belongs to.
    public var revision = Int64.placeholder

    public init() {}

    public var event: LedgerEvent { .evidenceUploaded(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "evidence_id", &evidenceID)
        try visitor.field(3, "kind", &kind)
        try visitor.field(4, "sha256", &sha256)
        try visitor.field(5, "byte_size", &byteSize)
        try visitor.field(6, "media_type", &mediaType)
        try visitor.field(7, "sensitivity", &sensitivity)
        try visitor.field(8, "key_id", &keyID)
        try visitor.field(9, "revision", &revision)
    }
}
