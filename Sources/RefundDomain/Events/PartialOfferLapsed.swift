public import Records
public import Units

/// No offer, or no answer, came in time; the case is as before the negotiation.
///
/// Rules: G15. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PartialOfferLapsed: EventBody {
    public static let kind = EventKind.partialOfferLapsed
    public static let rules: [RuleID] = ["G15"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The offer; absent when none was made.
    public var offerID: OfferID?

    /// When the review is due, exclusive, in UTC milliseconds; only when the case is again
    /// under review.
    public var reviewDueAt: Instant?

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional: Bool?

    public init() {}

    public var event: LedgerEvent { .partialOfferLapsed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "offer_id", &offerID)
        try visitor.field(3, "review_due_at", &reviewDueAt)
        try visitor.field(4, "provisional", &provisional)
    }
}
