public import Units

/// The money of an order, in fen (section 7 of ACTIONS.md).
///
/// Always `0 <= paidOut + inFlight <= approved <= paid`, for the order, each line and each tender.
public struct OrderMoney: Equatable, Sendable {
    /// What was paid for the order.
    public var paid: Fen
    /// The amounts of approvals neither superseded nor voided.
    public var approved: Fen
    /// Payouts initiated or accepted.
    public var inFlight: Fen
    /// Payouts succeeded and not reversed.
    public var paidOut: Fen
    /// What can still be approved.
    public var refundable: Fen { paid - approved }

    /// How much of what was paid went back.
    public var refundStatus: RefundStatus {
        paidOut == .zero ? .none : paidOut == paid ? .full : .partial
    }
}

extension Order {
    /// The money as it stands.
    public var money: OrderMoney {
        // By place: taking verdicts and payouts out of the order would copy all that is in them.
        var money = OrderMoney(
            paid: paid, approved: .zero, inFlight: .zero, paidOut: .zero)
        for place in verdicts.indices where verdicts[place].counts {
            if case .approved(let approval) = verdicts[place].ruling {
                money.approved += approval.amount
            }
        }
        for place in payouts.indices {
            if payouts[place].isInFlight { money.inFlight += payouts[place].amount }
            if payouts[place].status == .succeeded { money.paidOut += payouts[place].amount }
        }
        return money
    }

    /// What is left on a line: its price less its part of the approvals that count.
    public func left(on line: OrderLine, without appealed: VerdictID? = nil) -> Fen {
        var left = line.paid
        for verdict in verdicts where verdict.id != appealed {
            for share in verdict.countingApproval?.lineSplit ?? [] where share.id == line.id {
                left -= share.fen
            }
        }
        return left
    }

    /// What is left on a tender: its payment less its part of the approvals that count.
    public func left(on tender: Tender, without appealed: VerdictID? = nil) -> Fen {
        var left = tender.paid
        for verdict in verdicts where verdict.id != appealed {
            for share in verdict.countingApproval?.tenderSplit ?? [] where share.id == tender.id {
                left -= share.fen
            }
        }
        return left
    }

    /// What is left on the claimed lines of a case.
    public func left(on refundCase: RefundCase, without appealed: VerdictID? = nil) -> Fen {
        claimedItems(of: refundCase).map { left(on: $0.line, without: appealed) }.sum()
    }

    /// How often a tender was paid out under a verdict: initiations, retries and reissues (R34).
    func attempts(on tender: TenderID, under verdict: VerdictID) -> Int64 {
        payouts.filter { $0.tenderID == tender && $0.verdictID == verdict }
            .reduce(0) { $0.addingWithinBounds($1.attempt) }
    }
}
