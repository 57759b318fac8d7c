public import Records
public import Units

/// Reports a dispute of the payment.
///
/// Rules: G27. Fields and guards: ACTIONS.md, section 5.
public struct ReportChargeback: ActionBody {
    public static let name = ActionName.reportChargeback
    public static let roles: [Role] = [.channel, .system]

    /// The channel's number of the dispute.
    public var channelRef = Name.placeholder

    /// How far it has come.
    public var stage = ChargebackStage.placeholder

    /// The amount in dispute, in fen.
    public var amount = Fen.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "channel_ref", &channelRef)
        try visitor.field(2, "stage", &stage)
        try visitor.field(3, "amount", &amount)
    }
}

extension ReportChargeback {
    public func isRepeat(in order: Order) -> Bool {
        order.chargebacks.contains { $0.reference == channelRef && $0.stages.contains(stage) }
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        [
            ChargebackObserved {
                $0.channelRef = channelRef
                $0.stage = stage
                $0.amount = amount
            }.event
        ]
    }
}
