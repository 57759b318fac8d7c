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

    init(_ order: Order) {
        paid = order.registration?.paid ?? .zero
        for place in order.verdicts.indices
        where order.verdicts[place].supersededBy == nil && !order.verdicts[place].isVoided {
            if case .approved(let approval) = order.verdicts[place].ruling {
                approved += approval.amount
            }
        }
        for place in order.payouts.indices {
            switch order.payouts[place].status {
            case .initiated, .accepted: inFlight += order.payouts[place].amount
            case .succeeded: paidOut += order.payouts[place].amount
            case .failed, .reversed: break
            }
        }
    }
}
