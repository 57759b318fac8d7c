public import Records
public import Units

/// A reviewer offered a part of the money.
///
/// Rules: R41, G15. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PartialOfferMade: EventBody {
    public static let kind = EventKind.partialOfferMade
    public static let rules: [RuleID] = ["R41", "G15"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The offer.
    public var offerID = OfferID.placeholder

    /// The offer, in fen.
    public var amount = Fen.placeholder

    /// What was taken off the unused value, in fen.
    public var breakdown = [AmountComponent].placeholder

    /// The end of the offer, exclusive, in UTC milliseconds.
    public var expiresAt = Instant.placeholder

    /// What the reviewer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .partialOfferMade(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "offer_id", &offerID)
        try visitor.field(3, "amount_fen", &amount)
        try visitor.field(4, "breakdown", &breakdown)
        try visitor.field(5, "expires_at", &expiresAt)
        try visitor.field(6, "note", &note)
    }
}
