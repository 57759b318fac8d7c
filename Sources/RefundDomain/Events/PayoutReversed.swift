public import Records
public import Units

/// The channel took the money back from the way to the buyer.
///
/// Rules: R34. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PayoutReversed: EventBody {
    public static let kind = EventKind.payoutReversed
    public static let rules: [RuleID] = ["R34"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The payout.
    public var payoutID = PayoutID.placeholder

    /// The amount, in fen.
    public var amount = Fen.placeholder

    /// The channel's reason, verbatim.
    public var reason = Name.placeholder

    public init() {}

    public var event: LedgerEvent { .payoutReversed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "payout_id", &payoutID)
        try visitor.field(3, "amount_fen", &amount)
        try visitor.field(4, "reason", &reason)
    }
}
