import EventLog
import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

@testable import RefundLedger

/// An event of an honest history, changed as no rule allows, and what an audit says of it.
struct Planted: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The kind of the event that is changed: the first of the history, or the last.
    let kind: EventKind
    var isLast = false
    /// Whether the honest event stays and another one follows it.
    var isAdded = false
    /// The field that differs, and what it should be.
    var field: String?
    let expected: String
    /// What is recorded instead.
    let change: @Sendable (RecordedEvent) -> [RecordedEvent]

    /// Two orders: one approved in full and paid out, one approved less a fee; a refusal, a sweep.
    static func history() throws -> [Action] {
        [
            try register("KM-1", key: "k1"), try apply("KM-1"), try upload("KM-1", minute: 2),
            try approve("KM-1"), try pay("KM-1", "R-1"),
            try action(
                "report_payout_succeeded", .channel, minute: 7, order: "KM-1",
                #""payout":"P1","channel_refund_id":"CR-1","amount":10000"#),
            try register("KM-2"),
            try action(
                "apply_refund", .buyer, minute: 8, order: "KM-2",
                #""reason":"demand_changed","description":"不需要了，想退款""#),
            try upload("KM-2", minute: 9),
            try action(
                "approve", .reviewer, minute: 10, order: "KM-2",
                #""basis":"less_fee","fault":"buyer""#),
            // No case is under review any more.
            try approve("KM-2", minute: 11),
            try action("sweep", .system, minute: LedgerKeyTests.late, order: "KM-2"),
        ]
    }

    /// The history with the change, and where it stands.
    func plant(in honest: MemoryEventStore) async throws -> (MemoryEventStore, Position) {
        let store = MemoryEventStore()
        let kinds = try await honest.readAll(after: 2, limit: 1_000).filter {
            $0.type == Int(kind.rawValue)
        }
        let place = (isLast ? kinds.last : kinds.first)?.position ?? 0
        try await Self.copy(honest, to: store) { [change] recorded in
            recorded.header.position == place ? change(recorded) : [recorded]
        }
        return (store, place)
    }

    /// Appends the events of one log to another as they are, or changed.
    static func copy(
        _ source: MemoryEventStore, to store: some EventStore, after start: Position = 0,
        changing change: (RecordedEvent) -> [RecordedEvent]
    ) async throws {
        var names = StreamNames(store: source)
        for entry in try await source.readAll(after: start, limit: 1_000) {
            let name = try await names.name(of: entry)
            for event in change(try EventCodec.decode(entry)) {
                let draft = EventDraft(event: event.event, context: event.header.context)
                let new = EventCodec.encode(
                    draft, at: event.header.occurredAt, key: event.header.key)
                let version = try await store.streamHead(name)?.version ?? 0
                _ = try await store.append(
                    [Append([new], to: name, expecting: version)],
                    recordedAt: event.header.recordedAt)
            }
        }
    }

    /// A change to the body of an event.
    static func verdict(
        _ change: @escaping @Sendable (inout VerdictApproved) -> Void
    ) -> @Sendable (RecordedEvent) -> [RecordedEvent] {
        { recorded in
            guard case .verdictApproved(var body) = recorded.event else { return [recorded] }
            change(&body)
            return [RecordedEvent(header: recorded.header, event: body.event)]
        }
    }

    /// A change to who acted, when, and under which policy.
    static func header(
        _ change: @escaping @Sendable (inout EventHeader) -> Void
    ) -> @Sendable (RecordedEvent) -> [RecordedEvent] {
        { recorded in
            var recorded = recorded
            change(&recorded.header)
            return [recorded]
        }
    }
}

extension Planted {
    static let all: [Planted] = verdicts + payouts + others

    private static let verdicts = [
        Planted(
            testDescription: "more is approved than was paid", kind: .verdictApproved,
            field: "payload.amount_fen", expected: "10000",
            change: verdict {
                $0.amount += 1
                $0.lineSplit[0].fen += 1
                $0.tenderSplit[0].fen += 1
            }),
        Planted(
            testDescription: "the applicant approves", kind: .verdictApproved,
            expected: "refused: role_not_allowed",
            change: { recorded in
                guard case .verdictApproved(var body) = recorded.event else { return [] }
                var header = recorded.header
                header.context.actor = Actor("buyer-1", .buyer)
                body.decider = "buyer-1"
                return [RecordedEvent(header: header, event: body.event)]
            }),
        Planted(
            testDescription: "somebody else is named as the decider", kind: .verdictApproved,
            field: "payload.decider", expected: #""reviewer-1""#,
            change: verdict { $0.decider = "reviewer-2" }),
        Planted(
            testDescription: "the fee is a fen too low", kind: .verdictApproved, isLast: true,
            field: "payload.amount_fen", expected: "9500",
            change: verdict {
                $0.breakdown[0].fen -= 1
                $0.amount += 1
                $0.lineSplit[0].fen += 1
                $0.tenderSplit[0].fen += 1
            }),
        Planted(
            testDescription: "the payout may take a day longer", kind: .verdictApproved,
            field: "payload.payout_due_at", expected: #""2026-03-10T00:00:00+08:00""#,
            change: verdict { $0.payoutDueAt = $0.payoutDueAt.adding(hours: 24) }),
        Planted(
            testDescription: "another policy is said to govern", kind: .verdictApproved,
            field: "context.policy", expected: #""default-v1""#,
            change: header { $0.context.policy = "mild-v2" }),
        Planted(
            testDescription: "a verdict before the application", kind: .verdictApproved,
            expected: "refused: time_goes_back",
            change: header { $0.occurredAt = $0.occurredAt.adding(hours: -1) }),
        Planted(
            testDescription: "the review is due a millisecond late", kind: .refundApplied,
            field: "payload.review_due_at", expected: #""2026-03-06T00:00:00+08:00""#,
            change: { recorded in
                guard case .refundApplied(var body) = recorded.event else { return [] }
                body.reviewDueAt = body.reviewDueAt.adding(milliseconds: 1)
                return [RecordedEvent(header: recorded.header, event: body.event)]
            }),
        Planted(
            testDescription: "an application after the window", kind: .refundApplied,
            expected: "refused: window_expired",
            change: header {
                $0.occurredAt = Sample.paidAt.adding(hours: 72).adding(milliseconds: 1)
            }
        ),
    ]

    private static let payouts = [
        Planted(
            testDescription: "a payout to another account", kind: .payoutInitiated,
            expected: "refused: off_platform_settlement",
            change: { recorded in
                guard case .payoutInitiated(var body) = recorded.event else { return [] }
                body.destination = .otherAccount
                return [RecordedEvent(header: recorded.header, event: body.event)]
            }),
        Planted(
            testDescription: "a payout of a fen more", kind: .payoutInitiated,
            field: "payload.amount_fen", expected: "10000",
            change: { recorded in
                guard case .payoutInitiated(var body) = recorded.event else { return [] }
                body.amount += 1
                return [RecordedEvent(header: recorded.header, event: body.event)]
            }),
        Planted(
            testDescription: "a payout twice", kind: .payoutInitiated, isAdded: true,
            expected: "refused: payout_exists",
            change: { recorded in
                guard case .payoutInitiated(var body) = recorded.event else { return [] }
                body.payoutID = "P2"
                body.outRefundNo = "R-2"
                return [recorded, RecordedEvent(header: recorded.header, event: body.event)]
            }),
        Planted(
            testDescription: "the money arrives by another amount", kind: .payoutSucceeded,
            expected: "refused: amount_mismatch",
            change: { recorded in
                guard case .payoutSucceeded(var body) = recorded.event else { return [] }
                body.amount += 1
                return [RecordedEvent(header: recorded.header, event: body.event)]
            }),
        Planted(
            testDescription: "a success is recorded twice", kind: .payoutSucceeded,
            isAdded: true,
            expected: "nothing: it was recorded before", change: { [$0, $0] }),
    ]

    private static let others = [
        Planted(
            testDescription: "a breach before it was due", kind: .slaBreachRecorded,
            expected: "nothing: nothing was due or changed",
            change: header { $0.occurredAt = Sample.paidAt.adding(hours: 24) }),
        Planted(
            testDescription: "a breach of another due date", kind: .slaBreachRecorded,
            field: "payload.due_at", expected: #""2026-03-10T00:00:00+08:00""#,
            change: { recorded in
                guard case .slaBreachRecorded(var body) = recorded.event else { return [] }
                body.dueAt = body.dueAt.adding(hours: -24)
                return [RecordedEvent(header: recorded.header, event: body.event)]
            }),
        Planted(
            testDescription: "a refusal for another reason", kind: .actionRefused,
            expected: "refused: wrong_status",
            change: { recorded in
                guard case .actionRefused(var body) = recorded.event else { return [] }
                body.code = .noCase
                return [RecordedEvent(header: recorded.header, event: body.event)]
            }),
        Planted(
            testDescription: "a refusal no such action gets", kind: .actionRefused,
            expected: "refused: wrong_status",
            change: { recorded in
                guard case .actionRefused(var body) = recorded.event else { return [] }
                body.code = .payoutExists
                return [RecordedEvent(header: recorded.header, event: body.event)]
            }),
        Planted(
            testDescription: "a registration whose sums are wrong", kind: .orderRegistered,
            expected: "paid_fen: 10001, the sum of the lines",
            change: { recorded in
                guard case .orderRegistered(var body) = recorded.event else { return [] }
                body.lines[0].paid += 1
                return [RecordedEvent(header: recorded.header, event: body.event)]
            }),
        Planted(
            testDescription: "a key is used twice", kind: .refundApplied,
            expected: "refused: key_conflict",
            change: header {
                $0.key = ActionKey(text: "k1", digest: .init(repeating: 0, count: 16))
            }
        ),
    ]
}

/// Signals are recorded with the event they come from, so one that is missing shows there.
extension Planted {
    static let missingSignal = Planted(
        testDescription: "a signal is left out", kind: .riskSignalRaised,
        expected: "risk_signal_raised with it", change: { _ in [] })
}
