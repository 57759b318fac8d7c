public import Records
public import Units

/// A channel reported a dispute of the payment; no money moves here.
///
/// Rules: G27. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ChargebackObserved: EventBody {
    public static let kind = EventKind.chargebackObserved
    public static let rules: [RuleID] = ["G27"]

    /// The channel's number of the dispute.
    public var channelRef = Name.placeholder

    /// How far it has come.
    public var stage = ChargebackStage.placeholder

    /// The amount in dispute, in fen.
    public var amount = Fen.placeholder

    public init() {}

    public var event: LedgerEvent { .chargebackObserved(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "channel_ref", &channelRef)
        try visitor.field(2, "stage", &stage)
        try visitor.field(3, "amount_fen", &amount)
    }
}
