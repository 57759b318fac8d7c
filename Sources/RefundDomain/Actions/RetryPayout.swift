public import Records
public import Units

/// Tries a failed payout again under the same number.
///
/// Rules: R34. Fields and guards: ACTIONS.md, section 5.
public struct RetryPayout: ActionBody {
    public static let name = ActionName.retryPayout
    public static let roles: [Role] = [.finance, .system]

    /// The payout.
    public var payoutID = PayoutID.placeholder

    /// The channel's own remedy for an abnormal account.
    public var remedy: Remedy?

    /// The number; must be unchanged.
    public var outRefundNo: RefundNumber?

    /// The amount, in fen; must be unchanged.
    public var amount: Fen?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "payout", &payoutID)
        try visitor.field(2, "remedy", &remedy)
        try visitor.field(3, "out_refund_no", &outRefundNo)
        try visitor.field(4, "amount", &amount)
    }
}

extension RetryPayout {
    public func inputFault(at instant: Instant) -> InputFault? { outRefundNo?.inputFault }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let payout = try situation.payout(payoutID)
        guard payout.status == .failed, payout.replacedBy == nil, let failure = payout.failure
        else { throw Refusal(.wrongPayoutStatus) }
        let (refundCase, verdict) = try situation.grounds(of: payout)
        let policy = situation.policy(of: refundCase)
        try require(failure.isRetryable, .notRetryable, "R34")
        try require(
            outRefundNo ?? payout.outRefundNo == payout.outRefundNo, .refundNoChanged, "R34")
        try require(amount ?? payout.amount == payout.amount, .amountMismatch, "R34")
        if remedy != nil {
            try require(
                failure.channelStatus == .abnormal && situation.actor.role == .finance,
                .remedyNotAllowed, "G25")
        }
        try situation.checkPay(verdict, policy)
        try situation.checkAttempts(payout, policy)
        return [
            PayoutRetried {
                $0.caseID = payout.caseID
                $0.payoutID = payout.id
                $0.attempt = payout.attempt + 1
                $0.outRefundNo = payout.outRefundNo
                $0.remedy = remedy
            }.event
        ]
    }
}
