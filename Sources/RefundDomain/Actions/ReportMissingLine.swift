public import Records
public import Units

/// Reports a payout that a statement does not show.
///
/// Rules: R34. Fields and guards: ACTIONS.md, section 5.
public struct ReportMissingLine: ActionBody {
    public static let name = ActionName.reportMissingLine
    public static let roles: [Role] = [.finance, .system]

    /// The statement.
    public var statementID = Name.placeholder

    /// The payout.
    public var payoutID = PayoutID.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "statement", &statementID)
        try visitor.field(2, "payout", &payoutID)
    }
}

extension ReportMissingLine {
    public func isRepeat(in order: Order) -> Bool {
        order.missingLines.contains(MissingLine(statement: statementID, payout: payoutID))
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let payout = try situation.payout(payoutID)
        return [
            StatementMismatchFound {
                $0.caseID = payout.caseID
                $0.statementID = statementID
                $0.payoutID = payout.id
                $0.ledger = payout.amount
                $0.kind = .missingInStatement
                $0.outRefundNo = payout.outRefundNo
            }.event
        ]
    }
}
