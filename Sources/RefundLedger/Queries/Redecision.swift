import JSONText
import Records
public import RefundDomain
import Units

/// What comes out when a verdict is decided again, from the events before it.
public enum Redecision: Equatable, Sendable {
    /// The same verdict.
    case same
    /// A verdict that differs in these fields.
    case different([Difference])
    /// The rules would refuse the action that led to it.
    case refused(Refusal)
    /// It cannot be told which action led to it.
    case impossible

    /// A field that differs; values as JSON.
    public struct Difference: Equatable, Sendable {
        /// The field's permanent name.
        public let field: String
        /// What was recorded; `nil` for nothing.
        public let recorded: String?
        /// What follows from the events before; `nil` for nothing.
        public let expected: String?
    }

    init(of recorded: RecordedEvent, _ cause: VerdictCause, _ books: Books) {
        guard let body = cause.body else {
            self = .impossible
            return
        }
        let context = recorded.header.context
        let action = Action(
            at: recorded.header.occurredAt, actor: context.actor, order: cause.before.number,
            via: context.via ?? .official, client: context.client,
            onBehalfOf: context.onBehalfOf, body: body)
        let facts = books.facts
        switch cause.before.decide(action, facts) {
        case .repeated: self = .impossible
        case .refused(let refusal, _): self = .refused(refusal)
        case .accepted(let drafts):
            let verdicts: [EventKind] = [.verdictApproved, .verdictRejected]
            guard let expected = drafts.first(where: { verdicts.contains($0.event.kind) })?.event
            else {
                self = .impossible
                return
            }
            let differences = Self.differences(recorded.event, expected)
            self = differences.isEmpty ? .same : .different(differences)
        }
    }

    /// The fields in which two events differ; the kind is one of them.
    private static func differences(
        _ recorded: LedgerEvent, _ expected: LedgerEvent
    ) -> [Difference] {
        guard recorded.kind == expected.kind else {
            return [
                Difference(
                    field: "type", recorded: recorded.kind.name, expected: expected.kind.name)
            ]
        }
        let expected = expected.takingUnreadTexts(of: recorded)
        let (left, right) = (members(of: recorded), members(of: expected))
        let names =
            left.map(\.name)
            + right.map(\.name).filter { name in
                !left.contains { $0.name == name }
            }
        return names.compactMap { name in
            let values = [left, right].map { $0.first { $0.name == name }?.value.text }
            guard values[0] != values[1] else { return nil }
            return Difference(field: name, recorded: values[0], expected: values[1])
        }
    }

    private static func members(of event: LedgerEvent) -> [JSONMember] {
        var encoder = JSONRecordEncoder()
        event.write(to: &encoder)
        let text = String(decoding: encoder.writer.bytes, as: UTF8.self)
        guard case .object(let members) = try? JSONValue.parse(text) else { return [] }
        return members
    }
}

/// The action that led to a verdict, read off the events around it.
struct VerdictCause {
    /// The order as it was before the action.
    let before: Order
    /// What was asked; `nil` when that cannot be told.
    let body: (any ActionBody)?

    /// The name of the action.
    var action: ActionName? { body.map { type(of: $0).name } }

    /// - Parameters:
    ///   - place: Where the verdict stands among the events.
    ///   - events: The order's events, oldest first.
    ///   - order: The order.
    init(of place: Int, in events: [RecordedEvent], _ order: OrderID) {
        let isLed = place > 0 && Self.leads(events[place - 1], to: events[place])
        let first = isLed ? place - 1 : place
        before = Order(order, history: events[..<first])
        let next = first + 1 < events.count ? events[first + 1].event : nil
        body = AuditActions(head: events[first], next: next, order: before).bodies.first
    }

    /// Whether an event and the verdict after it are of one action: an offer accepted, an appeal
    /// that overturns.
    private static func leads(_ event: RecordedEvent, to verdict: RecordedEvent) -> Bool {
        guard event.header.position == verdict.header.position - 1,
            case .verdictApproved(let approved) = verdict.event,
            event.event.caseID == approved.caseID
        else { return false }
        if case .partialOfferAccepted = event.event { return approved.basis == .negotiated }
        if case .appealDecided(let decided) = event.event {
            return decided.outcome == .verdictOverturned
        }
        return false
    }
}
