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

    let head: AuditedEvent
    /// The order before the decision.
    let order: Order
    /// The order's number; `nil` for the ledger's own streams.
    let number: OrderID?
    let facts: AuditFacts

    /// Decides again each action that can have led to the event, until one gives what is recorded.
    ///
    /// - Returns: The result of that one; if there is none, of the one that comes closest.
    func compare(_ pages: inout AuditPages) async throws -> Result {
        let next = try await follower(1, &pages)
        let actions = AuditActions(head: head.recorded, next: next?.event, order: order)
        var best: Result?
        for body in actions.bodies {
            let result = try await compare(body, &pages)
            guard !result.deviations.isEmpty else { return result }
            guard let other = best else {
                best = result
                continue
            }
            if result.deviations.count < other.deviations.count { best = result }
        }
        return best ?? Result(count: 1, deviations: [])
    }

    private func compare(
        _ body: any ActionBody, _ pages: inout AuditPages
    ) async throws -> Result {
        let header = head.recorded.header
        if let fault = body.inputFault(at: header.occurredAt) {
            return whole(
                [], .input(field: fault.field, fault.expected),
                .input(field: fault.field, fault.found))
        }
        // A sweep over all orders has its key for the whole ledger; elsewhere that is a deviation.
        let isSweepOfAll = body is Sweep && header.context.hasLedgerKey == true
        if isSweepOfAll, let key = header.key,
            try await facts.ledgerKeys(with: key, before: header.position).isUsed(key.text)
        {
            return whole([], .keyUsed)
        }
        let action = Action(
            at: header.occurredAt, actor: header.context.actor, order: number,
            key: isSweepOfAll ? nil : header.key, via: header.context.via ?? .official,
            client: header.context.client, onBehalfOf: header.context.onBehalfOf, body: body)
        let known = try await facts.facts(for: body, order, before: header.position)
        switch order.decide(action, known) {
        case .repeated: return whole([], .repeated)
        case .refused(let refusal, _):
            return whole(refusal.rule.map { [$0] } ?? [], .refused(refusal.code))
        case .accepted(var drafts):
            guard !drafts.isEmpty else { return whole([], .nothingDue) }
            if isSweepOfAll || (number == nil && header.key != nil) {
                drafts[0].context.hasLedgerKey = true
            }
            return try await compare(drafts, &pages)
        }
    }

    private func compare(
        _ drafts: [EventDraft], _ pages: inout AuditPages
    ) async throws -> Result {
        let comparison = AuditComparison(order: number)
        var deviations = comparison.differences(head.recorded, drafts[0])
        var count = 1
        for draft in drafts.dropFirst() {
            guard let event = try await follower(count, &pages),
                event.event.kind == draft.event.kind
            else { break }
            deviations += comparison.differences(event, draft)
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

    /// The event some places behind the head, if it may be of the same decision.
    private func follower(
        _ offset: Int, _ pages: inout AuditPages
    ) async throws -> RecordedEvent? {
        guard let event = try await pages.peek(offset), event.stream == head.stream,
            event.position == head.position + Position(offset),
            event.recorded.header.recordedAt == head.recorded.header.recordedAt,
            event.recorded.header.occurredAt == head.recorded.header.occurredAt,
            event.recorded.header.key == nil
        else { return nil }
        return event.recorded
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
