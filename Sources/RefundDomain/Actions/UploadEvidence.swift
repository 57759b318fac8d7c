public import Records
public import Units

/// Puts evidence into a case.
///
/// Rules: R25. Fields and guards: ACTIONS.md, section 5.
public struct UploadEvidence: ActionBody {
    public static let name = ActionName.uploadEvidence
    public static let roles: [Role] = [.buyer, .agent]
    public static let ownership = Ownership.buyerOrAgent

    /// The case.
    public var caseID: CaseID?

    /// The evidence's name.
    public var evidenceID: EvidenceID?

    /// What it shows.
    public var kind = EvidenceKind.placeholder

    /// The digest of its bytes.
    public var sha256 = ContentHash.placeholder

    /// Its size in bytes.
    public var byteSize: Int64?

    /// Its media type.
    public var mediaType: Name?

    /// How it must be protected.
    public var sensitivity: Sensitivity?

    /// The key it is encrypted under.
    public var keyID: Name?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "evidence", &evidenceID)
        try visitor.field(3, "kind", &kind)
        try visitor.field(4, "sha256", &sha256)
        try visitor.field(5, "byte_size", &byteSize)
        try visitor.field(6, "media_type", &mediaType)
        try visitor.field(7, "sensitivity", &sensitivity)
        try visitor.field(8, "key_id", &keyID)
    }
}

extension UploadEvidence {
    public func questions(about order: Order) -> [Question] { [.isEvidenceElsewhere(sha256)] }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(
            caseID, in: .underReview, .awaitingSupplement, .negotiating, .rejected, .appealing,
            .approved)
        let evidence = situation.order.evidence
        let isThere = evidence.contains { $0.caseID == refundCase.id && $0.sha256 == sha256 }
        try require(!isThere, .duplicateEvidence, "R46")
        let uploaded = EvidenceUploaded {
            $0.caseID = refundCase.id
            $0.kind = kind
            $0.sha256 = sha256
            $0.byteSize = byteSize
            $0.mediaType = mediaType
            $0.sensitivity = sensitivity ?? kind.usualSensitivity
            $0.keyID = keyID
            $0.revision = refundCase.revision
        }
        var named = uploaded
        named.evidenceID = try situation.newName(evidenceID, "E", evidence.map(\.id))
        let isElsewhere = situation.facts.answeredYes.contains(.isEvidenceElsewhere(sha256))
        return [named.event] + (isElsewhere ? [RiskSignals.evidenceElsewhere(named)] : [])
    }
}

extension EvidenceKind {
    /// A screenshot of a voucher shows its secret (G22).
    var usualSensitivity: Sensitivity {
        self == .voucherScreenshot ? .voucherSecret : .normal
    }
}
