public import Records
public import Units

/// A part that was taken off a gross amount.
public struct AmountComponent: NestedRecord, Hashable {
    /// What for.
    public var kind = ComponentKind.placeholder

    /// How much, in fen.
    public var fen = Fen.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "kind", &kind)
        try visitor.field(2, "fen", &fen)
    }
}
