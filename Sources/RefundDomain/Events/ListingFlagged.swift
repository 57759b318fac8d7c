public import Records
public import Units

/// A product's listing was flagged.
///
/// Rules: R17, R54. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ListingFlagged: EventBody {
    public static let kind = EventKind.listingFlagged
    public static let rules: [RuleID] = ["R17", "R54"]

    /// The product.
    public var sku = Name.placeholder

    /// Why.
    public var reason = ListingFlagReason.placeholder

    public init() {}

    public var event: LedgerEvent { .listingFlagged(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "sku", &sku)
        try visitor.field(2, "reason", &reason)
    }
}
