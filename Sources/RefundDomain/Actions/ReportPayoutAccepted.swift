public import Records
public import Units

/// Reports that the channel took a payout on.
///
/// Rules: R34. Fields and guards: ACTIONS.md, section 5.
public struct ReportPayoutAccepted: ActionBody {
    public static let name = ActionName.reportPayoutAccepted
    public static let roles: [Role] = [.channel, .system]

    /// The payout.
    public var payoutID: PayoutID?

    /// Its number.
    public var outRefundNo: RefundNumber?

    /// The attempt it answers.
    public var attempt: Int64?

    /// The channel's number of the refund.
    public var channelRefundID = Name.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "payout", &payoutID)
        try visitor.field(2, "out_refund_no", &outRefundNo)
        try visitor.field(3, "attempt", &attempt)
        try visitor.field(4, "channel_refund_id", &channelRefundID)
    }
}

extension ReportPayoutAccepted {
    private var reference: PayoutReference {
        PayoutReference(payoutID: payoutID, outRefundNo: outRefundNo, attempt: attempt)
    }

    public func inputFault(at instant: Instant) -> InputFault? { reference.inputFault }

    public func isRepeat(in order: Order) -> Bool {
        guard let payout = reference.named(in: order) else { return false }
        return payout.status != .initiated
            || reference.isKnown(to: payout, .accepted, channelRefundID)
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let payout = try reference.find(in: situation.order)
        try require(payout.status == .initiated, .wrongPayoutStatus)
        return [
            PayoutAccepted {
                $0.caseID = payout.caseID
                $0.payoutID = payout.id
                $0.attempt = payout.attempt
                $0.channelRefundID = channelRefundID
            }.event
        ]
    }
}

/// How channels name a payout: by its name, by its number, or by both.
struct PayoutReference {
    let payoutID: PayoutID?
    let outRefundNo: RefundNumber?
    var attempt: Int64?

    /// A report must name a payout somehow.
    var inputFault: InputFault? {
        guard payoutID != nil || outRefundNo != nil else {
            return InputFault(
                "payout", expected: "a payout or an out_refund_no", found: "neither")
        }
        return outRefundNo?.inputFault
    }

    /// The payout, if there is one that the given name and number agree with.
    func named(in order: Order) -> Payout? {
        order.payouts.first {
            payoutID ?? $0.id == $0.id && outRefundNo ?? $0.outRefundNo == $0.outRefundNo
        }
    }

    /// The payout, or a refusal; an attempt that was never made is as unknown as a payout.
    func find(in order: Order) throws(Refusal) -> Payout {
        guard let payout = named(in: order), attempt ?? 1 <= payout.attempt else {
            throw Refusal(.unknownReference)
        }
        return payout
    }

    /// Whether the payout already has an answer: the same one, or one of a later attempt.
    func isKnown(
        to payout: Payout, _ kind: Payout.Answer.Kind, _ channelRefundID: Name?
    ) -> Bool {
        if let attempt, attempt < payout.attempt { return true }
        return payout.answers.contains(
            Payout.Answer(
                kind: kind, attempt: attempt ?? payout.attempt, channelRefundID: channelRefundID))
    }
}
