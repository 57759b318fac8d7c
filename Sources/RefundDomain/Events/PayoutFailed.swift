public import Records
public import Units

/// The channel could not pay.
///
/// Rules: R34, G25. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PayoutFailed: EventBody {
    public static let kind = EventKind.payoutFailed
    public static let rules: [RuleID] = ["R34", "G25"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The payout.
    public var payoutID = PayoutID.placeholder

    /// The attempt it answers.
    public var attempt = Int64.placeholder

    /// The channel's number of the refund.
    public var channelRefundID: Name?

    /// What the channel says of it.
    public var channelStatus = ChannelStatus.placeholder

    /// The channel's own code, verbatim.
    public var code = Name.placeholder

    /// Whether the same number may be tried again.
    public var retryable = Bool.placeholder

    public init() {}

    public var event: LedgerEvent { .payoutFailed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "payout_id", &payoutID)
        try visitor.field(3, "attempt", &attempt)
        try visitor.field(4, "channel_refund_id", &channelRefundID)
        try visitor.field(5, "channel_status", &channelStatus)
        try visitor.field(6, "code", &code)
        try visitor.field(7, "retryable", &retryable)
    }
}
