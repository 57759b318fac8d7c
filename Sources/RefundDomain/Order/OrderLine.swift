public import Records
public import Units

/// One line of an order: a product, how many, and what was paid for it.
public struct OrderLine: NestedRecord, Hashable {
    /// The line.
    public var id = LineID.placeholder

    /// The product.
    public var sku = Name.placeholder

    /// The product's name, as shown.
    public var name = Name.placeholder

    /// The kind of the product.
    public var category = ProductCategory.placeholder

    /// Whether the shop knows it to be pirated (R17).
    public var pirated = Bool.placeholder

    /// How many pieces.
    public var quantity = Int64.placeholder

    /// What was paid for the line, in fen.
    public var paid = Fen.placeholder

    /// The face value of a card, in fen.
    public var face: Fen?

    /// The term of a membership, in days of 24 hours.
    public var termDays: Int64?

    /// The usual price of the line on the market, in fen (R55).
    public var referencePrice: Fen?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "line_id", &id)
        try visitor.field(2, "sku", &sku)
        try visitor.field(3, "name", &name)
        try visitor.field(4, "category", &category)
        try visitor.field(5, "pirated", &pirated)
        try visitor.field(6, "qty", &quantity)
        try visitor.field(7, "paid_fen", &paid)
        try visitor.field(8, "face_fen", &face)
        try visitor.field(9, "term_days", &termDays)
        try visitor.field(10, "reference_price_fen", &referencePrice)
    }
}
