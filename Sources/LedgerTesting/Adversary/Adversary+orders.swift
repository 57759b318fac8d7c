import Records
import RefundDomain
import Units

/// Orders and policies whose numbers are at edges.
extension Adversary {
    /// The registration of an order; two orders are the same buyer's.
    mutating func registration(_ place: Int) -> Action {
        let lines = (1...(1 + below(3))).map { number in
            line(LineID("L\(number)"))
        }
        let total = lines.map(\.paid).sum()
        var order = RegisterOrder.sample(lines[0]) { _ in }
        order.buyer = place == 2 ? "buyer-2" : "buyer-1"
        order.lines = lines
        order.paid = total
        order.tenders = tenders(total)
        order.state =
            chance(4)
            ? .closed : one([.undelivered, .undelivered, .unused, .completed])
        order.terms.refundable = chance(85)
        order.terms.activationCountsAsUsed = chance(40)
        order.terms.windowHours = one([nil, nil, 1, 24, 48, 200])
        var action = Step.register(order).action(on: Self.orders[place], after: Sample.paidAt)
        action.at = Sample.paidAt.adding(milliseconds: Int64(below(2)))
        if chance(50) { action.key = ActionKey(text: "register", digest: []) }
        return action
    }

    private mutating func line(_ id: LineID) -> OrderLine {
        let paid = Fen(one([1, 2, 3, 7, 99, 100, 10_000, 10_001, 99_999, 100_000, 250_000]))
        var line: OrderLine
        switch below(4) {
        case 0: line = .gameCard(id, paid: paid, face: one([nil, paid, 10_000]))
        case 1: line = .membership(id, paid: paid, termDays: one([nil, 1, 30, 365]))
        case 2: line = .software(id, paid: paid)
        case _:
            line = .other(id, paid: paid)
            line.face = one([nil, paid])
        }
        line.pirated = chance(2)
        line.referencePrice = one([nil, nil, Fen(paid.amount * 10 / 3), Fen(paid.amount * 4)])
        return line
    }

    private mutating func tenders(_ total: Fen) -> [Tender] {
        let first = Fen(Int64(below(Int(total.amount) + 1)))
        let second = Fen(Int64(below(Int((total - first).amount) + 1)))
        switch below(3) {
        case 0: return [.sample("T1", paid: total)]
        case 1: return [.sample("T1", paid: first), .sample("T2", .wechat, paid: total - first)]
        case _:
            return [
                .sample("T1", paid: first), .sample("T2", .privateTransfer, paid: second),
                .sample("T3", .wallet, paid: total - first - second),
            ]
        }
    }

    /// What a policy may change, within and a little beyond what is allowed.
    mutating func parameters() -> PolicyParameters {
        var parameters = PolicyParameters()
        if chance(40) { parameters.reviewMode = .realtime }
        if chance(30) { parameters.partialAllowed = false }
        if chance(30) { parameters.windowHours = one([24, 72, 73]) }
        if chance(30) { parameters.reviewWorkingDays = one([1, 3, 4]) }
        if chance(30) { parameters.buyerFaultFeeBasisPoints = one([0, 1, 9_999, 10_000]) }
        if chance(30) { parameters.buyerFaultFeeMinimum = Fen(one([0, 1, 100])) }
        if chance(30) { parameters.fixedCost = Fen(one([0, 1, 50])) }
        if chance(20) { parameters.maxPayoutAttempts = 2 }
        if chance(20) { parameters.fourEyesMinimum = 1 }
        if chance(20) { parameters.maxAmendments = 1 }
        if chance(20) { parameters.goodwillEnabled = false }
        return parameters
    }
}
