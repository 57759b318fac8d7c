public import Records
public import Units

/// One of the payments that make up an order's total.
public struct Tender: NestedRecord, Hashable {
    /// The tender.
    public var id = TenderID.placeholder

    /// The channel.
    public var channel = TenderChannel.placeholder

    /// The channel's number of the payment.
    public var channelTradeNo = Name.placeholder

    /// What was paid by it, in fen.
    public var paid = Fen.placeholder

    /// Whether the channel holds the money until delivery (R51).
    public var guaranteedTrade = Bool.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "tender_id", &id)
        try visitor.field(2, "channel", &channel)
        try visitor.field(3, "channel_trade_no", &channelTradeNo)
        try visitor.field(4, "paid_fen", &paid)
        try visitor.field(5, "guaranteed_trade", &guaranteedTrade)
    }
}
