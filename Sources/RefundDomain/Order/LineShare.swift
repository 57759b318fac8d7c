public import Records
public import Units

/// The part of an amount that falls on one line (G23).
public struct LineShare: NestedRecord, Hashable {
    /// The line.
    public var id = LineID.placeholder

    /// How much, in fen.
    public var fen = Fen.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "line_id", &id)
        try visitor.field(2, "fen", &fen)
    }
}
