public import Records
public import Units

/// Applies for a refund.
///
/// Rules: R22, R23. Fields and guards: ACTIONS.md, section 5.
public struct ApplyRefund: ActionBody {
    public static let name = ActionName.applyRefund
    public static let roles: [Role] = [.buyer, .agent]
    public static let ownership = Ownership.buyerOrAgent

    /// The new case's name.
    public var caseID: CaseID?

    /// The claimed lines; all with something left when left out.
    public var lineIDs: [LineID]?

    /// Why.
    public var reason = Reason.placeholder

    /// Whose fault the buyer says it is.
    public var claimedFault: Fault?

    /// How much, in fen; all that is left when left out.
    public var amount: Fen?

    /// In the buyer's words.
    public var description: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "line_ids", &lineIDs)
        try visitor.field(3, "reason", &reason)
        try visitor.field(4, "claimed_fault", &claimedFault)
        try visitor.field(5, "amount", &amount)
        try visitor.field(6, "description", &description)
    }
}

extension ApplyRefund {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let order = situation.order
        let registration = try situation.registration()
        let policy = situation.policyNow
        try require(!order.cases.contains(where: \.isOpen), .caseAlreadyOpen, "G24")
        try require(
            policy.eligibleOrderStates.contains(order.state), .orderStateNotEligible, "R21")
        let window = try ApplicationWindow(order, registration, policy).admit(situation.at)
        let lines = try claimedLines(order)
        let left = lines.map { order.left(on: $0) }.sum()
        try situation.checkAmount(amount, left: left, policy)
        let route: Route = policy.reviewMode == .realtime ? .auto : .manual
        let due = situation.reviewDue(policy, route)
        let newCase = try situation.newName(caseID, "C", order.cases.map(\.id))
        return [
            RefundApplied {
                $0.caseID = newCase
                $0.revision = 1
                $0.lineIDs = lines.map(\.id)
                $0.reason = reason
                $0.claimedFault = claimedFault
                $0.requested = amount ?? left
                $0.description = description
                $0.warnings = VagueDescription.warnings(description, policy)
                $0.route = route
                $0.windowBasis = window.basis
                $0.windowDeadlineAt = window.deadline
                $0.reviewDueAt = due.at
                $0.provisional = due.isProvisional
            }.event
        ]
    }

    /// The lines that are claimed, in order of line; all with something left when none is named.
    private func claimedLines(_ order: Order) throws(Refusal) -> [OrderLine] {
        let lines = order.items.map(\.line)
        guard let lineIDs else { return lines.filter { order.left(on: $0) > .zero } }
        let known = Set(lines.map(\.id))
        try require(lineIDs.allSatisfy(known.contains), .unknownReference)
        return lines.filter { lineIDs.contains($0.id) }
    }
}

extension Situation {
    /// The amount rules of section 5.2 (R23).
    func checkAmount(_ amount: Fen?, left: Fen, _ policy: Policy) throws(Refusal) {
        if let amount { try require(amount > .zero, .amountNotPositive, "R23") }
        try require(
            left > .zero && amount ?? left <= min(left, order.money.refundable),
            .exceedsRefundable, "R23")
        try require(policy.partialAllowed || amount ?? left == left, .partialNotAllowed, "R23")
    }
}

/// The time in which an application is taken (R4, R43, G1, G2).
private struct ApplicationWindow {
    let deadline: Instant?
    let extended: Instant?

    init(_ order: Order, _ registration: OrderRegistered, _ policy: Policy) {
        var hours = policy.windowHours
        if let terms = registration.terms.windowHours { hours = min(hours, max(24, terms)) }
        deadline = order.state == .undelivered ? nil : registration.paidAt.adding(hours: hours)
        extended = order.extensions.compactMap {
            if case .granted(let until) = $0.state { until } else { nil }
        }.max()
    }

    /// The basis on which an instant is in time; deadlines are inclusive.
    func admit(_ at: Instant) throws(Refusal) -> (basis: WindowBasis, deadline: Instant?) {
        guard let deadline, at > deadline else { return (.standard, deadline) }
        guard let extended, at <= extended else { throw Refusal(.windowExpired, "R4") }
        return (.extension, extended)
    }
}
