public import Records
public import Units

/// The refund terms that were shown with a product (R14, R53).
public struct ListingTerms: NestedRecord, Hashable {
    /// Whether the seller refunds at all.
    public var refundable = Bool.placeholder

    /// Whether activation alone counts as use (R13).
    public var activationCountsAsUsed = Bool.placeholder

    /// The seller's own window, in hours from payment (G1).
    public var windowHours: Int64?

    /// The SHA-256 digest of the text that was shown.
    public var textDigest = ContentHash.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "refundable", &refundable)
        try visitor.field(2, "activation_counts_as_used", &activationCountsAsUsed)
        try visitor.field(3, "window_hours", &windowHours)
        try visitor.field(4, "text_sha256", &textDigest)
    }
}
