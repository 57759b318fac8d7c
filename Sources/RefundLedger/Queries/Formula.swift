import Records
public import RefundDomain
public import Units

/// The formula of an approved amount with its numbers filled in (section 10.2 of ACTIONS.md).
public struct Formula: Equatable, Sendable {
    /// What a line of a formula works out.
    public enum Term: String, CaseIterable, Sendable {
        case usedDays = "used_days"
        case remainingDays = "remaining_days"
        case remainingValue = "remaining_value"
        case gross
        case fee
        case fixedCost = "fixed_cost"
        case ceiling
        case concession
        case amount

        /// What its value is counted in.
        public var unit: AmountUnit {
            switch self {
            case .usedDays, .remainingDays: .day
            case .remainingValue, .gross, .fee, .fixedCost, .ceiling, .concession, .amount: .fen
            }
        }
    }

    /// One line: `fee = half_up(25800 * 500 / 10000) = 1290`.
    public struct Line: Equatable, Sendable {
        /// What it works out.
        public let term: Term
        /// How, with numbers; amounts in fen.
        public let expression: String
        /// What it comes to, in the term's unit.
        public let value: Int64
    }

    /// The formula's name.
    public let basis: Basis

    /// The lines, in order of calculation; the last is the amount.
    public private(set) var lines: [Line] = []

    /// What it comes to, in fen.
    public var amount: Fen { Fen(lines.last { $0.term == .amount }?.value ?? 0) }

    /// Fills in a formula; `nil` when the order lacks a number that it needs.
    ///
    /// - Parameters:
    ///   - approval: What was approved, for the formula's name and an offer's amount.
    ///   - refundCase: The case before the verdict.
    ///   - order: The order before the verdict.
    ///   - policy: The policy that governs the case.
    public init?(
        of approval: VerdictApproved, _ refundCase: RefundCase, _ order: Order, _ policy: Policy
    ) {
        basis = approval.basis
        let item = order.claimedItems(of: refundCase).first
        switch approval.basis {
        case .full:
            add(.gross, "\(refundCase.requested.amount)", refundCase.requested)
            take([])
        case .lessFee:
            add(.gross, "\(refundCase.requested.amount)", refundCase.requested)
            take([fee(refundCase.requested, policy)])
        case .prorata:
            guard let item, let activatedAt = item.activatedAt, let term = item.line.termDays,
                term > 0
            else { return nil }
            let remaining = addDays(activatedAt, refundCase.appliedAt, term)
            addShare(item.line.paid, remaining, of: term)
            take([fixedCost(item.line.paid, policy)])
        case .unusedValue:
            guard let item, let used = item.used?.used, let face = item.line.face, face > .zero
            else { return nil }
            let remaining = max(0, face.amount - used)
            add(.remainingValue, "max(0, \(face.amount) - \(used))", Fen(remaining))
            addShare(item.line.paid, remaining, of: face.amount)
            take([fixedCost(item.line.paid, policy)])
        case .negotiated:
            guard let item, let negotiation = refundCase.negotiation,
                let total = item.line.total(of: negotiation.unit), total > 0
            else { return nil }
            addShare(item.line.paid, negotiation.unused, of: total)
            take([fixedCost(item.line.paid, policy)], offered: approval.amount)
        }
    }

    private mutating func add(_ term: Term, _ expression: String, _ value: Fen) {
        lines.append(Line(term: term, expression: expression, value: value.amount))
    }

    /// The days used and left; a started day counts as used (G6).
    private mutating func addDays(_ from: Instant, _ through: Instant, _ term: Int64) -> Int64 {
        let day: Int64 = 86_400_000
        let elapsed = max(0, through.milliseconds - from.milliseconds)
        let used = elapsed / day + (elapsed % day > 0 ? 1 : 0)
        let remaining = max(0, term - used)
        lines.append(
            Line(term: .usedDays, expression: "ceil(\(elapsed) ms / \(day) ms)", value: used))
        lines.append(
            Line(
                term: .remainingDays, expression: "max(0, \(term) - \(used))", value: remaining))
        return remaining
    }

    private mutating func addShare(_ paid: Fen, _ part: Int64, of whole: Int64) {
        add(
            .gross, "half_up(\(paid.amount) * \(part) / \(whole))",
            paid.scaledHalfUp(by: part, over: whole))
    }

    private func fee(_ requested: Fen, _ policy: Policy) -> (Term, String, Fen) {
        let points = policy.buyerFaultFeeBasisPoints
        var expression = "half_up(\(requested.amount) * \(points) / 10000)"
        var fee = requested.scaledHalfUp(by: points, over: 10_000)
        if fee < policy.buyerFaultFeeMinimum {
            fee = policy.buyerFaultFeeMinimum
            expression = "max(\(expression), \(fee.amount))"
        }
        if case .atMost(let maximum) = policy.buyerFaultFeeMaximum, maximum < fee {
            fee = maximum
            expression = "min(\(expression), \(fee.amount))"
        }
        return (.fee, expression, fee)
    }

    private func fixedCost(_ paid: Fen, _ policy: Policy) -> (Term, String, Fen) {
        let points = policy.fixedCostBasisPoints
        let share = paid.scaledHalfUp(by: points, over: 10_000)
        let expression = "half_up(\(paid.amount) * \(points) / 10000)"
        return (
            .fixedCost, expression + " + \(policy.fixedCost.amount)", share + policy.fixedCost
        )
    }

    /// Takes parts off the gross, never more than is left of it, down to the amount.
    private mutating func take(_ parts: [(Term, String, Fen)], offered: Fen? = nil) {
        let gross = Fen(lines.last { $0.term == .gross }?.value ?? 0)
        var left = gross
        var taken = "\(gross.amount)"
        for (term, expression, whole) in parts {
            let part = min(max(whole, .zero), left)
            add(term, part == whole ? expression : "min(\(expression), \(left.amount))", part)
            left -= part
            taken += " - \(part.amount)"
        }
        guard let offered else { return add(.amount, taken, left) }
        add(.ceiling, taken, left)
        add(.concession, "\(left.amount) - \(offered.amount)", left - offered)
        add(.amount, "\(left.amount) - \((left - offered).amount)", offered)
    }
}

extension OrderLine {
    /// The whole of which a part is unused: the face value in fen, or the term in days.
    fileprivate func total(of unit: AmountUnit) -> Int64? {
        switch unit {
        case .fen: face?.amount
        case .day: termDays
        }
    }
}
