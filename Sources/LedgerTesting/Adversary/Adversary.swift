import Records
public import RefundDomain
public import Units

/// Makes up actions that aim at edges: due dates to the millisecond, the last fen, repeated and
/// reordered notifications, wrong roles, keys used twice, numbers and files used in several orders.
///
/// It looks at the orders as they stand, so that it knows where the edges are. The same seed and
/// the same orders give the same action.
public struct Adversary {
    /// The orders it plays with; two of the same buyer.
    public static let orders: [OrderID] = ["KM-1", "KM-2", "KM-3"]

    private var random: SplitMix64
    private var now = Sample.paidAt
    private var made: [Action] = []
    /// Whether it plays with the first order alone.
    private var isAlone = false

    /// Starts with a seed.
    public init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        isAlone = chance(40)
    }

    /// Makes up the next action; its key, if it has one, has no digest yet.
    ///
    /// - Parameters:
    ///   - orders: The orders as they stand.
    ///   - facts: The policies and calendars as they stand.
    /// - Returns: The action.
    public mutating func next(orders: [OrderID: Order], facts: Facts) -> Action {
        let action = !made.isEmpty && chance(14) ? again() : fresh(orders, facts)
        made.append(action)
        now = max(now, action.at)
        return action
    }

    private mutating func fresh(_ orders: [OrderID: Order], _ facts: Facts) -> Action {
        if chance(3) { return ofLedger() }
        // Mostly one order, so that its history gets deep.
        let place = isAlone ? 0 : one([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2])
        let id = Self.orders[place]
        let order = orders[id] ?? Order(id)
        guard order.registration != nil || chance(5) else { return registration(place) }
        let at = instant(order, facts)
        var action = action(candidate(order, at), order, at)
        // Mostly something that is accepted now, so that histories lead somewhere.
        for _ in 0..<(chance(12) ? 0 : 9) {
            if case .accepted(let drafts) = order.decide(action, facts), !drafts.isEmpty { break }
            action = self.action(candidate(order, at), order, at)
        }
        return disturbed(action)
    }

    private mutating func action(_ step: Step, _ order: Order, _ at: Instant) -> Action {
        var action = step.at(at).action(on: order.number, after: at)
        if action.actor.role == .buyer, let buyer = order.registration?.buyer {
            action.actor.id = buyer
            if type(of: action.body).roles.contains(.agent), chance(10) {
                action.actor = .sample(.agent)
                action.onBehalfOf = buyer
            }
        }
        if chance(35) { action.key = ActionKey(text: "k\(made.count)", digest: []) }
        return action
    }

    /// The same action by somebody else, by another way, under a used key.
    private mutating func disturbed(_ action: Action) -> Action {
        var action = action
        if chance(5) { action.actor.role = one(Role.allCases) }
        if chance(4) { action.actor.id = one(["buyer-1", "buyer-2", "reviewer-1", "finance-1"]) }
        if chance(2) { action.via = one(Via.allCases) }
        if chance(3) { action.onBehalfOf = one(["buyer-1", "buyer-2"]) }
        if chance(4), let used = made.last(where: { $0.key != nil })?.key { action.key = used }
        return action
    }

    /// An earlier action once more: as it was, later, or about what a channel said long ago.
    private mutating func again() -> Action {
        let notices = made.filter { $0.actor.role == .channel }
        var action = chance(50) && !notices.isEmpty ? one(notices) : one(made)
        if chance(85) { action.at = max(now, action.at) }
        if action.key != nil, chance(20) { action.key = nil }
        return action
    }

    /// An action about the ledger as a whole.
    private mutating func ofLedger() -> Action {
        let at = now.adding(milliseconds: Int64(below(3)))
        var action: Action
        switch below(3) {
        case 0:
            let from = at.adding(milliseconds: one([0, 1, 60_000, 86_400_000, -1]))
            let version = PolicyVersion("p\(below(4))")
            let changes = parameters()
            action = Step.publishPolicy(version, from: from) { $0.params = changes }
                .action(on: "", after: at)
        case 1:
            action = Step.publishCalendar(
                CalendarVersion("c\(below(3))"), years: 2026...2026,
                holidays: [one(["2026-03-03", "2026-03-05", "2026-03-09"])]
            ).action(on: "", after: at)
        case _:
            action = Step.sweep().action(on: "", after: at)
            action.order = nil
        }
        action.at = at
        if chance(50) { action.key = ActionKey(text: "all\(below(3))", digest: []) }
        return action
    }
}

extension Adversary {
    /// A number below a limit.
    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    /// Whether something happens that does so in so many of a hundred times.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of several; there must be one.
    mutating func one<T>(_ values: [T]) -> T { values[below(values.count)] }
}

extension Adversary {
    /// An instant for the next action on an order: soon, or at an edge, or long after, or too early.
    private mutating func instant(_ order: Order, _ facts: Facts) -> Instant {
        switch below(20) {
        case 0: return now.adding(milliseconds: -Int64(one([1, 1_000, 86_400_000])))
        case 1...5:
            let edges = edges(of: order).filter { $0 >= now }.sorted()
            guard let edge = edges.prefix(3).randomElement(using: &random) else { return now }
            return max(now, edge.adding(milliseconds: Int64(below(3) - 1)))
        case 6: return now.adding(hours: Int64(1 + below(30)))
        case 7...9: return now
        case _: return now.adding(milliseconds: one([1, 999, 60_000, 180_000, 3_600_000]))
        }
    }

    /// The instants at which something about an order changes its answer.
    private func edges(of order: Order) -> [Instant] {
        guard let registration = order.registration else { return [] }
        var edges = [24, 48, 72, 168, 365 * 24].map { registration.paidAt.adding(hours: $0) }
        edges += order.clocks.filter(\.isRunning).map(\.dueAt)
        edges += order.offers.map(\.expiresAt) + order.supplements.map(\.dueAt)
        edges += order.verdicts.map(\.appealUntil)
        edges += order.verdicts.compactMap { $0.rejection?.amendUntil }
        edges += order.cases.compactMap { $0.negotiation?.expiresAt }
        for asked in order.extensions {
            if case .granted(let until) = asked.state { edges.append(until) }
        }
        return edges
    }
}
