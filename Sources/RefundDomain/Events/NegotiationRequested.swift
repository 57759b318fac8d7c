public import Records
public import Units

/// A buyer who used part of the item asked for a part of the money.
///
/// Rules: R41, R42. Occurred at: the business instant of the action, in UTC milliseconds.
public struct NegotiationRequested: EventBody {
    public static let kind = EventKind.negotiationRequested
    public static let rules: [RuleID] = ["R41", "R42"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The proof of what is left.
    public var evidenceIDs = [EvidenceID].placeholder

    /// How much is unused, in `unit`.
    public var unused = Int64.placeholder

    /// Fen of face value, or days of the term.
    public var unit = AmountUnit.placeholder

    /// The buyer's statement that the use was in good faith.
    public var nonMalicious = Bool.placeholder

    /// The end of the wait for an offer, exclusive, in UTC milliseconds (G15).
    public var expiresAt = Instant.placeholder

    /// What the buyer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .negotiationRequested(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "evidence_ids", &evidenceIDs)
        try visitor.field(3, "unused", &unused)
        try visitor.field(4, "unit", &unit)
        try visitor.field(5, "non_malicious", &nonMalicious)
        try visitor.field(6, "expires_at", &expiresAt)
        try visitor.field(7, "note", &note)
    }
}
