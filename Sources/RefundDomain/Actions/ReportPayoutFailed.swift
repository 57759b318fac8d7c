public import Records
public import Units

/// Reports that the channel could not pay.
///
/// Rules: R34. Fields and guards: ACTIONS.md, section 5.
public struct ReportPayoutFailed: ActionBody {
    public static let name = ActionName.reportPayoutFailed
    public static let roles: [Role] = [.channel, .system]

    /// The payout.
    public var payoutID: PayoutID?

    /// Its number.
    public var outRefundNo: RefundNumber?

    /// The attempt it answers.
    public var attempt: Int64?

    /// The channel's number of the refund.
    public var channelRefundID: Name?

    /// What the channel says of it.
    public var channelStatus = ChannelStatus.placeholder

    /// The channel's own code.
    public var code = Name.placeholder

    /// Whether the same number may be tried again.
    public var retryable = Bool.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "payout", &payoutID)
        try visitor.field(2, "out_refund_no", &outRefundNo)
        try visitor.field(3, "attempt", &attempt)
        try visitor.field(4, "channel_refund_id", &channelRefundID)
        try visitor.field(5, "channel_status", &channelStatus)
        try visitor.field(6, "code", &code)
        try visitor.field(7, "retryable", &retryable)
    }
}

extension ReportPayoutFailed {
    private var reference: PayoutReference {
        PayoutReference(payoutID: payoutID, outRefundNo: outRefundNo, attempt: attempt)
    }

    public func inputFault(at instant: Instant) -> InputFault? { reference.inputFault }

    public func isRepeat(in order: Order) -> Bool {
        guard let payout = reference.named(in: order) else { return false }
        return reference.isKnown(to: payout, .failed, channelRefundID)
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let payout = try reference.find(in: situation.order)
        try require(payout.isInFlight, .wrongPayoutStatus)
        return [
            PayoutFailed {
                $0.caseID = payout.caseID
                $0.payoutID = payout.id
                $0.attempt = payout.attempt
                $0.channelRefundID = channelRefundID
                $0.channelStatus = channelStatus
                $0.code = code
                $0.retryable = retryable
            }.event
        ]
    }
}
