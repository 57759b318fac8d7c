public import Records
public import Units

/// Replaces a payout that ended without paying.
///
/// Rules: R34. Fields and guards: ACTIONS.md, section 5.
public struct ReissuePayout: ActionBody {
    public static let name = ActionName.reissuePayout
    public static let roles: [Role] = [.finance, .system]

    /// The payout that is replaced.
    public var payoutID = PayoutID.placeholder

    /// The new payout's name.
    public var newPayoutID: PayoutID?

    /// The new number.
    public var outRefundNo: RefundNumber?

    /// The amount, in fen; must be unchanged.
    public var amount: Fen?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "payout", &payoutID)
        try visitor.field(2, "new_payout", &newPayoutID)
        try visitor.field(3, "out_refund_no", &outRefundNo)
        try visitor.field(4, "amount", &amount)
    }
}

extension ReissuePayout {
    public func inputFault(at instant: Instant) -> InputFault? { outRefundNo?.inputFault }

    public func questions(about order: Order) -> [Question] {
        let name = newPayoutID ?? Situation.nextName("P", order.payouts.map(\.id))
        return [.isRefundNumberUsed(outRefundNo ?? order.usualNumber(of: name))]
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let payout = try situation.payout(payoutID)
        let hasEnded = payout.status == .failed || payout.status == .reversed
        try require(hasEnded && payout.replacedBy == nil, .wrongPayoutStatus)
        let (refundCase, verdict) = try situation.grounds(of: payout)
        let policy = situation.policy(of: refundCase)
        if payout.status == .failed {
            try require(payout.failure?.isRetryable == false, .payoutNotTerminal, "R34")
        }
        try require(amount ?? payout.amount == payout.amount, .amountMismatch, "R34")
        try situation.checkPay(verdict, policy)
        try situation.checkAttempts(payout, policy)
        let name = try situation.newName(newPayoutID, "P", situation.order.payouts.map(\.id))
        let number = outRefundNo ?? situation.order.usualNumber(of: name)
        try require(!situation.isUsed(number), .refundNoReused, "R34")
        return [
            PayoutReissued {
                $0.caseID = payout.caseID
                $0.payoutID = name
                $0.replaces = payout.id
                $0.tenderID = payout.tenderID
                $0.outRefundNo = number
                $0.amount = payout.amount
            }.event
        ]
    }
}
