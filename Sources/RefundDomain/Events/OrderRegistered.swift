public import Records
public import Units

/// A paid order became known to the ledger, with the terms that were shown when it was placed.
///
/// Rules: R14, R50, R51. Occurred at: the business instant of the action, in UTC milliseconds.
public struct OrderRegistered: EventBody {
    public static let kind = EventKind.orderRegistered
    public static let rules: [RuleID] = ["R14", "R50", "R51"]

    /// The buyer, by the platform's name for them.
    public var buyer = PersonID.placeholder

    /// The platform that sold it, as it presented itself at the time (R50).
    public var platform = PlatformReference.placeholder

    /// What was bought, line by line; never empty.
    public var lines = [OrderLine].placeholder

    /// How it was paid, tender by tender; never empty.
    public var tenders = [Tender].placeholder

    /// What was paid in all, in fen; the sum of the lines and of the tenders.
    public var paid = Fen.placeholder

    /// The currency; only CNY.
    public var currency = Currency.placeholder

    /// When the payment succeeded, in UTC milliseconds, by the channel's clock; refund
    /// windows start here (G2).
    public var paidAt = Instant.placeholder

    /// The state of the order when it was registered.
    public var state = OrderState.placeholder

    /// The refund terms shown with the product, kept as they were (R14).
    public var terms = ListingTerms.placeholder

    public init() {}

    public var event: LedgerEvent { .orderRegistered(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "buyer_ref", &buyer)
        try visitor.field(2, "platform_ref", &platform)
        try visitor.field(3, "lines", &lines)
        try visitor.field(4, "tenders", &tenders)
        try visitor.field(5, "paid_fen", &paid)
        try visitor.field(6, "currency", &currency)
        try visitor.field(7, "paid_at", &paidAt)
        try visitor.field(8, "order_state", &state)
        try visitor.field(9, "listing_terms", &terms)
    }
}
