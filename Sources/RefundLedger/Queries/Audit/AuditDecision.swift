import Crypto
import EventLog
import Records
import RefundDomain
import Units

/// One decision: the events that start with one, and what deciding again gives.
struct AuditDecision {
    /// What a comparison came to.
    struct Result {
        /// How many events the decision made.
        let count: Int
        /// Where they differ from what the rules give.
        let deviations: [AuditDeviation]
    }

    /// Its first event, with its texts read.
    let head: AuditedEvent
    /// The events behind it that may be of the same decision.
    let followers: ArraySlice<AuditedEvent>
    /// The order before the decision.
    let order: Order
    /// The order's number; `nil` for the ledger's own streams.
    let number: OrderID?
    /// What the decision had to know beyond its order.
    var facts: Facts
    /// Whether the key of a sweep over all orders was used before.
    var isLedgerKeyUsed = false

    /// The actions that can have led to the event, the likeliest first.
    private let bodies: [any ActionBody]
    /// What they ask about the rest of the ledger.
    let questions: [Question]

    init(
        head: AuditedEvent, followers: ArraySlice<AuditedEvent>, order: Order, number: OrderID?,
        facts: Facts
    ) {
        self.head = head
        self.followers = followers
        self.order = order
        self.number = number
        self.facts = facts
        bodies =
            AuditActions(
                head: head.recorded, next: followers.first?.recorded.event, order: order
            ).bodies
        var questions: [Question] = []
        for body in bodies { questions += body.questions(about: order) }
        self.questions = questions
        if case .calendarPublished = head.recorded.event {
            for case let calendar as PublishCalendar in bodies {
                let digest = SHA256.hash(data: Array(calendar.canonicalText.utf8))
                self.facts.calendarDigest =
                    ContentHash(bytes: Array(digest)) ?? facts.calendarDigest
            }
        }
    }

    /// Whether it rests on anything beyond its order and the books.
    var asksElsewhere: Bool { !questions.isEmpty || keyOfSweepOfAll != nil }

    /// The key of a sweep over all orders, which counts for the whole ledger.
    var keyOfSweepOfAll: ActionKey? {
        let header = head.recorded.header
        guard header.context.hasLedgerKey == true, bodies.contains(where: { $0 is Sweep })
        else { return nil }
        return header.key
    }

    /// Decides again each action that can have led to the event, until one gives what is recorded.
    ///
    /// - Returns: The result of that one; if there is none, of the one that comes closest.
    func compare() -> Result {
        var best: Result?
        for body in bodies {
            let result = compare(body)
            guard !result.deviations.isEmpty else { return result }
            guard let other = best else {
                best = result
                continue
            }
            if result.deviations.count < other.deviations.count { best = result }
        }
        return best ?? Result(count: 1, deviations: [])
    }

    private func compare(_ body: any ActionBody) -> Result {
        let header = head.recorded.header
        if let fault = body.inputFault(at: header.occurredAt) {
            return whole(
                [], .input(field: fault.field, fault.expected),
                .input(field: fault.field, fault.found))
        }
        // A sweep over all orders has its key for the whole ledger; elsewhere that is a deviation.
        let isSweep = type(of: body).name == .sweep
        let isSweepOfAll = header.context.hasLedgerKey == true && isSweep
        if isSweepOfAll, isLedgerKeyUsed { return whole([], .keyUsed) }
        let action = Action(
            at: header.occurredAt, actor: header.context.actor, order: number,
            key: isSweepOfAll ? nil : header.key, via: header.context.via ?? .official,
            client: header.context.client, onBehalfOf: header.context.onBehalfOf, body: body)
        // A sweep of one order by such a way would have been refused.
        let isOfAll = isSweepOfAll || isSweep && action.via != .official
        switch isOfAll ? order.decideInSweepOfAll(action, facts) : order.decide(action, facts) {
        case .repeated: return whole([], .repeated)
        case .refused(let refusal, _):
            return whole(refusal.rule.map { [$0] } ?? [], .refused(refusal.code))
        case .accepted(var drafts):
            guard !drafts.isEmpty else { return whole([], .nothingDue) }
            if isSweepOfAll || (number == nil && header.key != nil) {
                drafts[0].context.hasLedgerKey = true
            }
            return compare(drafts)
        }
    }

    private func compare(_ drafts: [EventDraft]) -> Result {
        let comparison = AuditComparison(order: number)
        var deviations = comparison.differences(head.recorded, drafts[0])
        var count = 1
        for (draft, follower) in zip(drafts.dropFirst(), followers) {
            guard follower.recorded.event.kind == draft.event.kind else { break }
            deviations += comparison.differences(follower.recorded, draft)
            count += 1
        }
        for missing in drafts.dropFirst(count) {
            let rules = LedgerEvent.bodies.first { $0.kind == missing.event.kind }?.rules ?? []
            deviations.append(
                comparison.deviation(
                    head.recorded, rules: rules,
                    expected: .furtherEvent(missing.event.kind), found: .noSuchEvent))
        }
        return Result(count: count, deviations: deviations)
    }

    /// The whole event is in question.
    private func whole(
        _ rules: [RuleID], _ expected: AuditStatement, _ found: AuditStatement? = nil
    ) -> Result {
        Result(
            count: 1,
            deviations: [
                AuditComparison(order: number).deviation(
                    head.recorded, rules: rules, expected: expected, found: found)
            ])
    }
}
