public import Records
public import Units

/// The part of an amount that falls on one tender (G23).
public struct TenderShare: NestedRecord, Hashable {
    /// The tender.
    public var id = TenderID.placeholder

    /// How much, in fen.
    public var fen = Fen.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "tender_id", &id)
        try visitor.field(2, "fen", &fen)
    }
}
