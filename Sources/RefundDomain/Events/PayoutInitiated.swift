public import Records
public import Units

/// A payout was handed to its channel.
///
/// Rules: R9, R34. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PayoutInitiated: EventBody {
    public static let kind = EventKind.payoutInitiated
    public static let rules: [RuleID] = ["R9", "R34"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The payout.
    public var payoutID = PayoutID.placeholder

    /// The tender it goes back to.
    public var tenderID = TenderID.placeholder

    /// The amount, in fen.
    public var amount = Fen.placeholder

    /// The number of the attempt; 1.
    public var attempt = Int64.placeholder

    /// The number under which the channel pays at most once.
    public var outRefundNo = RefundNumber.placeholder

    /// The channel.
    public var channel = TenderChannel.placeholder

    /// Where the money goes; always the original account.
    public var destination = Destination.placeholder

    public init() {}

    public var event: LedgerEvent { .payoutInitiated(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "payout_id", &payoutID)
        try visitor.field(3, "tender_id", &tenderID)
        try visitor.field(4, "amount_fen", &amount)
        try visitor.field(5, "attempt", &attempt)
        try visitor.field(6, "out_refund_no", &outRefundNo)
        try visitor.field(7, "channel", &channel)
        try visitor.field(8, "destination", &destination)
    }
}
