public import Records
public import Units

/// The platform as it presented itself when the order was placed (R50).
public struct PlatformReference: NestedRecord, Hashable {
    /// Its name; policies can be published for it.
    public var platformID: Name?

    /// Its ICP filing number.
    public var icpNumber: Name?

    /// Its rating, as shown.
    public var rating: Name?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "platform_id", &platformID)
        try visitor.field(2, "icp_no", &icpNumber)
        try visitor.field(3, "rating", &rating)
    }
}
