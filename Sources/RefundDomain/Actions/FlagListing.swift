public import Records
public import Units

/// Flags a product's listing.
///
/// Rules: R17, R54. Fields and guards: ACTIONS.md, section 5.
public struct FlagListing: ActionBody {
    public static let name = ActionName.flagListing
    public static let roles: [Role] = [.reviewer, .compliance]

    /// The product.
    public var sku = Name.placeholder

    /// Why.
    public var reason = ListingFlagReason.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "sku", &sku)
        try visitor.field(2, "reason", &reason)
    }
}

extension FlagListing {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        try require(
            situation.order.items.contains { $0.line.sku == sku }, .unknownReference)
        return [
            ListingFlagged {
                $0.sku = sku
                $0.reason = reason
            }.event
        ]
    }
}
