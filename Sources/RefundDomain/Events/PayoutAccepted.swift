public import Records
public import Units

/// The channel took the payout on.
///
/// Rules: R34. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PayoutAccepted: EventBody {
    public static let kind = EventKind.payoutAccepted
    public static let rules: [RuleID] = ["R34"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The payout.
    public var payoutID = PayoutID.placeholder

    /// The attempt it answers.
    public var attempt = Int64.placeholder

    /// The channel's number of the refund.
    public var channelRefundID = Name.placeholder

    public init() {}

    public var event: LedgerEvent { .payoutAccepted(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "payout_id", &payoutID)
        try visitor.field(3, "attempt", &attempt)
        try visitor.field(4, "channel_refund_id", &channelRefundID)
    }
}
