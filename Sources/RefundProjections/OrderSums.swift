import RefundDomain
import Units

/// ``OrderMoney``, worked out without copying any part of the order: every event asks for it.
struct OrderSums: Sendable {
    let paid: Fen
    private(set) var approved = Fen.zero
    private(set) var inFlight = Fen.zero
    private(set) var paidOut = Fen.zero

    var refundable: Fen { paid - approved }

    var refundStatus: RefundStatus {
        paidOut == .zero ? .none : paidOut == paid ? .full : .partial
    }

    init(_ paid: Fen?, _ verdicts: [Verdict], _ payouts: [Payout]) {
        self.paid = paid ?? .zero
        for place in verdicts.indices
        where verdicts[place].supersededBy == nil && !verdicts[place].isVoided {
            if case .approved(let approval) = verdicts[place].ruling {
                approved += approval.amount
            }
        }
        for place in payouts.indices {
            switch payouts[place].status {
            case .initiated, .accepted: inFlight += payouts[place].amount
            case .succeeded: paidOut += payouts[place].amount
            case .failed, .reversed: break
            }
        }
    }
}
