public import Units

/// Everything that the guards of an action may look at.
public struct Situation: Sendable {
    /// The order as its history left it.
    public var order: Order

    /// What is asked.
    public let action: Action

    /// What the rest of the ledger says.
    public let facts: Facts

    /// The working days known at the instant of the action.
    public let calendar: WorkingCalendar

    /// Creates a situation.
    public init(order: Order, action: Action, facts: Facts) {
        self.order = order
        self.action = action
        self.facts = facts
        calendar = facts.calendars.inForce(at: action.at)
    }

    /// The policy in force now, for what happens outside a case; found when it is asked for.
    var policyNow: Policy { facts.policies.inForce(at: action.at, platform: platformID) }

    /// The version of ``policyNow``.
    var policyVersionNow: PolicyVersion {
        facts.policies.versionInForce(at: action.at, platform: platformID)
    }

    private var platformID: Name? {
        if let platform = order.platform { return platform.platformID }
        guard type(of: action.body).name == .registerOrder else { return nil }
        return (action.body as? RegisterOrder)?.platform.platformID
    }

    /// The business instant, "now" of the decision.
    public var at: Instant { action.at }

    /// Who asks.
    public var actor: Actor { action.actor }

    /// The registration; every action but the registration comes after it.
    func registration() throws(Refusal) -> OrderRegistered {
        guard let registration = order.registration else { throw Refusal(.unknownOrder) }
        return registration
    }

    /// The policy that governs a case.
    func policy(of refundCase: RefundCase) -> Policy { facts.policies.policy(refundCase.policy) }

    /// The case that an action speaks of: the named one, or the latest.
    func refundCase(_ id: CaseID?) throws(Refusal) -> RefundCase {
        guard let latest = order.cases.last else { throw Refusal(.noCase) }
        guard let id else { return latest }
        guard let named = order.refundCase(id) else { throw Refusal(.unknownReference) }
        return named
    }

    /// The case that an action speaks of, in one of some statuses.
    func refundCase(_ id: CaseID?, in statuses: CaseStatus...) throws(Refusal) -> RefundCase {
        let found = try refundCase(id)
        try require(statuses.contains(found.status), .wrongStatus)
        return found
    }

    /// A piece of evidence by name.
    func evidence(_ id: EvidenceID) throws(Refusal) -> Evidence {
        guard let found = order.evidence.first(where: { $0.id == id }) else {
            throw Refusal(.unknownReference)
        }
        return found
    }

    /// Several pieces of evidence by name.
    func evidence(_ ids: [EvidenceID]) throws(Refusal) -> [Evidence] {
        var found: [Evidence] = []
        for id in ids { found.append(try evidence(id)) }
        return found
    }

    /// A payout by name.
    func payout(_ id: PayoutID) throws(Refusal) -> Payout {
        guard let found = order.payout(id) else { throw Refusal(.unknownReference) }
        return found
    }

    /// The verdict that stands in a case.
    func verdict(of refundCase: RefundCase) throws(Refusal) -> Verdict {
        guard let verdict = order.verdict(of: refundCase) else { throw Refusal(.wrongStatus) }
        return verdict
    }

    /// The complaint that an action speaks of, still open: the named one, or the latest.
    func openComplaint(_ id: ComplaintID?) throws(Refusal) -> Complaint {
        let found: Complaint
        if let id {
            guard let named = order.complaints.first(where: { $0.id == id }) else {
                throw Refusal(.unknownReference)
            }
            found = named
        } else {
            guard let latest = order.complaints.last else { throw Refusal(.noComplaint) }
            found = latest
        }
        try require(!found.isClosed, .complaintClosed, "R48")
        return found
    }

    /// A name for something new: the given one, if it is free, or the next number of its kind.
    func newName<Subject>(
        _ given: Identifier<Subject>?, _ prefix: String, _ used: [Identifier<Subject>]
    ) throws(Refusal) -> Identifier<Subject> {
        guard let given else { return Self.nextName(prefix, used) }
        try require(!used.contains(given), .idInUse)
        return given
    }

    /// The next free numbered name: how many there are plus one, skipping names in use.
    static func nextName<Subject>(
        _ prefix: String, _ used: [Identifier<Subject>]
    ) -> Identifier<Subject> {
        var number = used.count + 1
        while used.contains(Identifier("\(prefix)\(number)")) { number += 1 }
        return Identifier("\(prefix)\(number)")
    }

    /// When a review that starts now is due (R31, R32).
    func reviewDue(_ policy: Policy, _ route: Route) -> WorkingCalendar.DueDate {
        switch route {
        case .manual: calendar.due(policy.reviewWorkingDays, workingDaysAfter: at)
        case .auto:
            WorkingCalendar.DueDate(
                at: at.adding(seconds: policy.realtimeReviewSeconds), isProvisional: false)
        }
    }

    /// Whether a refund number was ever used (R34).
    func isUsed(_ number: RefundNumber) -> Bool {
        facts.answeredYes.contains(.isRefundNumberUsed(number))
            || order.payouts.contains { $0.outRefundNo == number }
    }
}
