public import Records
public import Units

/// A line of a channel's statement agrees with a payout.
///
/// Rules: R34. Occurred at: the business instant of the action, in UTC milliseconds.
public struct StatementLineMatched: EventBody {
    public static let kind = EventKind.statementLineMatched
    public static let rules: [RuleID] = ["R34"]

    /// The case of the payout.
    public var caseID = CaseID.placeholder

    /// The statement.
    public var statementID = Name.placeholder

    /// The line of the statement.
    public var lineNo: Int64?

    /// The payout.
    public var payoutID: PayoutID?

    /// What the statement says, in fen.
    public var statement = Fen.placeholder

    /// What the ledger says, in fen.
    public var ledger = Fen.placeholder

    /// The number on the statement.
    public var outRefundNo = RefundNumber.placeholder

    public init() {}

    public var event: LedgerEvent { .statementLineMatched(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "statement_id", &statementID)
        try visitor.field(3, "line_no", &lineNo)
        try visitor.field(4, "payout_id", &payoutID)
        try visitor.field(5, "statement_fen", &statement)
        try visitor.field(6, "ledger_fen", &ledger)
        try visitor.field(7, "out_refund_no", &outRefundNo)
    }
}
