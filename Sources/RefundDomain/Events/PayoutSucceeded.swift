public import Records
public import Units

/// The channel moved the money.
///
/// Rules: R37, R38. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PayoutSucceeded: EventBody {
    public static let kind = EventKind.payoutSucceeded
    public static let rules: [RuleID] = ["R37", "R38"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The payout.
    public var payoutID = PayoutID.placeholder

    /// The attempt it answers.
    public var attempt = Int64.placeholder

    /// The channel's number of the refund.
    public var channelRefundID = Name.placeholder

    /// The amount that moved, in fen.
    public var amount = Fen.placeholder

    /// When it moved, in UTC milliseconds, by the channel's clock.
    public var channelSuccessAt = Instant.placeholder

    /// Until when it may take to arrive, in UTC milliseconds (R38).
    public var arrivalExpectedBy = Instant.placeholder

    public init() {}

    public var event: LedgerEvent { .payoutSucceeded(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "payout_id", &payoutID)
        try visitor.field(3, "attempt", &attempt)
        try visitor.field(4, "channel_refund_id", &channelRefundID)
        try visitor.field(5, "amount_fen", &amount)
        try visitor.field(6, "channel_success_at", &channelSuccessAt)
        try visitor.field(7, "arrival_expected_by", &arrivalExpectedBy)
    }
}
