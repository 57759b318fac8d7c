public import Records
public import Units

/// The buyer declined the offer; the case is as before the negotiation.
///
/// Rules: R41. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PartialOfferDeclined: EventBody {
    public static let kind = EventKind.partialOfferDeclined
    public static let rules: [RuleID] = ["R41"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The offer.
    public var offerID = OfferID.placeholder

    /// When the review is due, exclusive, in UTC milliseconds; only when the case is again
    /// under review.
    public var reviewDueAt: Instant?

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional: Bool?

    public init() {}

    public var event: LedgerEvent { .partialOfferDeclined(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "offer_id", &offerID)
        try visitor.field(3, "review_due_at", &reviewDueAt)
        try visitor.field(4, "provisional", &provisional)
    }
}
