public import Records
public import Units

/// Reports that the money moved.
///
/// Rules: R37. Fields and guards: ACTIONS.md, section 5.
public struct ReportPayoutSucceeded: ActionBody {
    public static let name = ActionName.reportPayoutSucceeded
    public static let roles: [Role] = [.channel, .system]

    /// The payout.
    public var payoutID: PayoutID?

    /// Its number.
    public var outRefundNo: RefundNumber?

    /// The attempt it answers.
    public var attempt: Int64?

    /// The channel's number of the refund.
    public var channelRefundID = Name.placeholder

    /// The amount that moved, in fen.
    public var amount = Fen.placeholder

    /// When it moved, by the channel's clock.
    public var channelSuccessAt: Instant?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "payout", &payoutID)
        try visitor.field(2, "out_refund_no", &outRefundNo)
        try visitor.field(3, "attempt", &attempt)
        try visitor.field(4, "channel_refund_id", &channelRefundID)
        try visitor.field(5, "amount", &amount)
        try visitor.field(6, "channel_success_at", &channelSuccessAt)
    }
}

extension ReportPayoutSucceeded {
    private var reference: PayoutReference {
        PayoutReference(payoutID: payoutID, outRefundNo: outRefundNo, attempt: attempt)
    }

    public func inputFault(at instant: Instant) -> InputFault? {
        if let channelSuccessAt, channelSuccessAt > instant {
            return InputFault(
                "channel_success_at", expected: "no later than at",
                found: channelSuccessAt.shanghaiText)
        }
        return reference.inputFault
    }

    public func isRepeat(in order: Order) -> Bool {
        guard let payout = reference.named(in: order) else { return false }
        return reference.isKnown(to: payout, .succeeded, channelRefundID)
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let payout = try reference.find(in: situation.order)
        try require(
            (payout.isInFlight || payout.status == .failed) && payout.replacedBy == nil,
            .wrongPayoutStatus)
        let (refundCase, _) = try situation.grounds(of: payout)
        try require(amount == payout.amount, .amountMismatch, "R40")
        let grace = situation.policy(of: refundCase).arrivalGraceMinutes
        let success = channelSuccessAt ?? situation.at
        return [
            PayoutSucceeded {
                $0.caseID = payout.caseID
                $0.payoutID = payout.id
                $0.attempt = payout.attempt
                $0.channelRefundID = channelRefundID
                $0.amount = amount
                $0.channelSuccessAt = success
                $0.arrivalExpectedBy = success.adding(minutes: grace)
            }.event
        ]
    }
}
