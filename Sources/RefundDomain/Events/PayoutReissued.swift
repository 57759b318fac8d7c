public import Records
public import Units

/// A payout that ended without paying was replaced under a new number.
///
/// Rules: R34. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PayoutReissued: EventBody {
    public static let kind = EventKind.payoutReissued
    public static let rules: [RuleID] = ["R34"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The new payout.
    public var payoutID = PayoutID.placeholder

    /// The payout it replaces.
    public var replaces = PayoutID.placeholder

    /// The tender it goes back to.
    public var tenderID = TenderID.placeholder

    /// The new number.
    public var outRefundNo = RefundNumber.placeholder

    /// The amount, in fen.
    public var amount = Fen.placeholder

    public init() {}

    public var event: LedgerEvent { .payoutReissued(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "payout_id", &payoutID)
        try visitor.field(3, "replaces", &replaces)
        try visitor.field(4, "tender_id", &tenderID)
        try visitor.field(5, "out_refund_no", &outRefundNo)
        try visitor.field(6, "amount_fen", &amount)
    }
}
