public import Records
public import Units

/// A failed payout was tried again under the same number.
///
/// Rules: R34. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PayoutRetried: EventBody {
    public static let kind = EventKind.payoutRetried
    public static let rules: [RuleID] = ["R34"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The payout.
    public var payoutID = PayoutID.placeholder

    /// The number of the new attempt.
    public var attempt = Int64.placeholder

    /// The unchanged number.
    public var outRefundNo = RefundNumber.placeholder

    /// The channel's own remedy for an abnormal account (G25).
    public var remedy: Remedy?

    public init() {}

    public var event: LedgerEvent { .payoutRetried(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "payout_id", &payoutID)
        try visitor.field(3, "attempt", &attempt)
        try visitor.field(4, "out_refund_no", &outRefundNo)
        try visitor.field(5, "remedy", &remedy)
    }
}
