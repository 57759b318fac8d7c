public import Records
public import Units

/// Compares a line of a channel's statement with the ledger.
///
/// Rules: R34. Fields and guards: ACTIONS.md, section 5.
public struct ReconcileLine: ActionBody {
    public static let name = ActionName.reconcileLine
    public static let roles: [Role] = [.finance, .system]

    /// The statement.
    public var statementID = Name.placeholder

    /// The line.
    public var lineNo = Int64.placeholder

    /// The number on it.
    public var outRefundNo = RefundNumber.placeholder

    /// The amount on it, in fen.
    public var amount = Fen.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "statement", &statementID)
        try visitor.field(2, "line_no", &lineNo)
        try visitor.field(3, "out_refund_no", &outRefundNo)
        try visitor.field(4, "amount", &amount)
    }
}

extension ReconcileLine {
    public func inputFault(at instant: Instant) -> InputFault? { outRefundNo.inputFault }

    public func isRepeat(in order: Order) -> Bool {
        order.statementLines.contains(StatementLine(statement: statementID, number: lineNo))
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        guard
            let payout = situation.order.payouts.first(where: { $0.outRefundNo == outRefundNo })
        else { return [mismatch(.missingInLedger, nil)] }
        guard payout.status == .succeeded else { return [mismatch(.notSucceeded, payout)] }
        guard payout.amount == amount else { return [mismatch(.amountDiffers, payout)] }
        return [
            StatementLineMatched {
                $0.caseID = payout.caseID
                $0.statementID = statementID
                $0.lineNo = lineNo
                $0.payoutID = payout.id
                $0.statement = amount
                $0.ledger = payout.amount
                $0.outRefundNo = outRefundNo
            }.event
        ]
    }

    private func mismatch(_ kind: MismatchKind, _ payout: Payout?) -> LedgerEvent {
        StatementMismatchFound {
            $0.caseID = payout?.caseID
            $0.statementID = statementID
            $0.lineNo = lineNo
            $0.payoutID = payout?.id
            $0.statement = amount
            $0.ledger = payout?.amount ?? .zero
            $0.kind = kind
            $0.outRefundNo = outRefundNo
        }.event
    }
}
