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

    init(of recorded: RecordedEvent, _ cause: VerdictCause, _ before: Order, _ books: Books) {
        guard let body = cause.body else {
            self = .impossible
            return
        }
        let context = recorded.header.context
        let action = Action(
            at: recorded.header.occurredAt, actor: context.actor, order: before.number,
            via: context.via ?? .official, client: context.client,
            onBehalfOf: context.onBehalfOf, body: body)
        let facts = Facts(policies: books.policies, calendars: books.calendars)
        switch before.decide(action, facts) {
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
    /// The place of the first event of the action; the order is as it was before it.
    let first: Int
    /// What was asked.
    let action: ActionName
    /// What was asked, with its fields; `nil` when they cannot be told.
    let body: (any ActionBody)?

    /// - Parameters:
    ///   - place: Where the verdict stands among the events.
    ///   - events: The order's events, oldest first.
    init(of place: Int, in events: [RecordedEvent]) {
        let verdict = events[place]
        let isSystem = verdict.header.context.actor.role == .system
        let earlier = place > 0 ? events[place - 1] : nil
        let companion =
            earlier?.header.position == verdict.header.position - 1 ? earlier?.event : nil
        let found: (first: Int, body: (any ActionBody)?, action: ActionName)
        if let rejected = verdict.event.rejection {
            found = (
                place, isSystem ? Self.auto(rejected.caseID) : Self.reject(rejected),
                isSystem ? .autoReview : .reject
            )
        } else if let approved = verdict.event.approval {
            if case .partialOfferAccepted(let accepted) = companion,
                accepted.caseID == approved.caseID, approved.basis == .negotiated
            {
                found = (place - 1, Self.accept(accepted), .acceptOffer)
            } else if case .appealDecided(let decided) = companion,
                decided.caseID == approved.caseID, decided.outcome == .verdictOverturned
            {
                found = (place - 1, Self.appeal(decided, approved), .decideAppeal)
            } else if isSystem {
                found = (place, Self.auto(approved.caseID), .autoReview)
            } else {
                found = (place, Self.approve(approved), .approve)
            }
        } else {
            found = (place, nil, .approve)
        }
        (first, body, action) = found
    }

    private static func auto(_ id: CaseID) -> any ActionBody { AutoReview { $0.caseID = id } }

    private static func reject(_ rejected: VerdictRejected) -> any ActionBody {
        Reject {
            $0.caseID = rejected.caseID
            $0.reasonCodes = rejected.reasonCodes
            $0.explanation = rejected.explanation
        }
    }

    private static func accept(_ accepted: PartialOfferAccepted) -> any ActionBody {
        AcceptOffer {
            $0.caseID = accepted.caseID
            $0.offerID = accepted.offerID
        }
    }

    private static func appeal(
        _ decided: AppealDecided, _ approved: VerdictApproved
    ) -> (any ActionBody)? {
        guard let basis = ReviewBasis(name: approved.basis.name) else { return nil }
        return DecideAppeal {
            $0.caseID = decided.caseID
            $0.outcome = decided.outcome
            $0.reason = decided.reason
            $0.basis = basis
            $0.fault = approved.fault
        }
    }

    private static func approve(_ approved: VerdictApproved) -> (any ActionBody)? {
        guard let basis = ReviewBasis(name: approved.basis.name) else { return nil }
        return Approve {
            $0.caseID = approved.caseID
            $0.basis = basis
            $0.fault = approved.fault
            $0.note = approved.note
        }
    }
}

extension LedgerEvent {
    fileprivate var approval: VerdictApproved? {
        if case .verdictApproved(let body) = self { body } else { nil }
    }

    fileprivate var rejection: VerdictRejected? {
        if case .verdictRejected(let body) = self { body } else { nil }
    }
}
