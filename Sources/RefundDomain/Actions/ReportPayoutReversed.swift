public import Records
public import Units

/// Reports that the channel took the money back.
///
/// Rules: R34. Fields and guards: ACTIONS.md, section 5.
public struct ReportPayoutReversed: ActionBody {
    public static let name = ActionName.reportPayoutReversed
    public static let roles: [Role] = [.channel, .system]

    /// The payout.
    public var payoutID: PayoutID?

    /// Its number.
    public var outRefundNo: RefundNumber?

    /// The amount, in fen.
    public var amount = Fen.placeholder

    /// The channel's reason.
    public var reason = Name.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "payout", &payoutID)
        try visitor.field(2, "out_refund_no", &outRefundNo)
        try visitor.field(3, "amount", &amount)
        try visitor.field(4, "reason", &reason)
    }
}

extension ReportPayoutReversed {
    private var reference: PayoutReference {
        PayoutReference(payoutID: payoutID, outRefundNo: outRefundNo)
    }

    public func inputFault(at instant: Instant) -> InputFault? { reference.inputFault }

    public func isRepeat(in order: Order) -> Bool {
        reference.named(in: order)?.status == .reversed
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let payout = try reference.find(in: situation.order)
        try require(payout.status == .succeeded, .wrongPayoutStatus)
        try require(amount == payout.amount, .amountMismatch)
        return [
            PayoutReversed {
                $0.caseID = payout.caseID
                $0.payoutID = payout.id
                $0.amount = amount
                $0.reason = reason
            }.event
        ]
    }
}
