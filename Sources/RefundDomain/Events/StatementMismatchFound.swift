public import Records
public import Units

/// A channel's statement and the ledger disagree.
///
/// Rules: R34. Occurred at: the business instant of the action, in UTC milliseconds.
public struct StatementMismatchFound: EventBody {
    public static let kind = EventKind.statementMismatchFound
    public static let rules: [RuleID] = ["R34"]

    /// The case of the payout, when there is one.
    public var caseID: CaseID?

    /// The statement.
    public var statementID = Name.placeholder

    /// The line of the statement; absent when the line is missing.
    public var lineNo: Int64?

    /// The payout, when there is one.
    public var payoutID: PayoutID?

    /// What the statement says, in fen; 0 when it says nothing.
    public var statement = Fen.placeholder

    /// What the ledger says, in fen; 0 when it says nothing.
    public var ledger = Fen.placeholder

    /// What is wrong.
    public var kind = MismatchKind.placeholder

    /// The number on the statement or of the payout.
    public var outRefundNo: RefundNumber?

    public init() {}

    public var event: LedgerEvent { .statementMismatchFound(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "statement_id", &statementID)
        try visitor.field(3, "line_no", &lineNo)
        try visitor.field(4, "payout_id", &payoutID)
        try visitor.field(5, "statement_fen", &statement)
        try visitor.field(6, "ledger_fen", &ledger)
        try visitor.field(7, "kind", &kind)
        try visitor.field(8, "out_refund_no", &outRefundNo)
    }
}
