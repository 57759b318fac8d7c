import EventLog
import RefundDomain
import Units

/// Decisions that will be appended together.
///
/// Positions are assumed while deciding, because the ledger's writer is alone; should another one
/// have been quicker, the store says so and the decision is made again.
struct DecisionGroup {
    /// An action that was decided.
    struct Decided {
        let index: Int
        let append: Append?
        let outcome: Outcome
    }

    /// The most events a group holds before it is appended.
    static let eventsMax = 16_384

    /// The most bytes of payload a group holds before it is appended.
    static let bytesMax = 16_777_216

    /// When the group is recorded, in UTC milliseconds, by the ledger's clock.
    let recordedAt: Instant

    private(set) var decided: [Decided] = []
    private var next: Position
    private var bytes = 0
    private var eventCount = 0
    private var marks: [Mark: [StreamName]] = [:]
    private let earlierMarks: [Mark: [StreamName]]

    /// Starts a group behind the last position of the log, or behind a group in flight.
    init(head: Position, recordedAt: Instant, behind earlier: DecisionGroup? = nil) {
        next = head + 1
        self.recordedAt = recordedAt
        earlierMarks = earlier?.marks ?? [:]
    }

    /// The position of the group's last event, or the one before it when it has none.
    var end: Position { next - 1 }

    /// Whether the group should be appended before anything else is decided.
    var isFull: Bool { eventCount >= Self.eventsMax || bytes >= Self.bytesMax }

    /// The streams that were given a mark by decisions of this group and of the one in flight.
    func streams(with mark: Mark) -> [StreamName] {
        (earlierMarks[mark] ?? []) + (marks[mark] ?? [])
    }

    /// Takes note of an action that records nothing.
    mutating func add(_ index: Int, _ action: Action) {
        decided.append(
            Decided(
                index: index, append: nil,
                outcome: Outcome(order: action.order, events: [], refusal: nil)))
    }

    /// Takes note of events for one or more streams; returns them with their assumed places.
    mutating func add(
        _ index: Int, _ action: Action, _ parts: [DecidedPart], refusal: Refusal? = nil
    ) -> [[RecordedEvent]] {
        var recorded: [[RecordedEvent]] = []
        var appends: [StreamAppend] = []
        var events: [Outcome.Event] = []
        var key = action.key
        if refusal?.code == .keyConflict { key = nil }
        for part in parts {
            var encoded: [NewEvent] = []
            var inPart: [RecordedEvent] = []
            for draft in part.drafts {
                var draft = draft
                if key != nil, action.order == nil { draft.context.hasLedgerKey = true }
                let event = EventCodec.encode(draft, at: action.at, key: key)
                note(event, part.stream)
                inPart.append(
                    RecordedEvent(
                        header: EventHeader(
                            position: next, recordedAt: recordedAt, occurredAt: action.at,
                            context: draft.context, key: key),
                        event: draft.event))
                events.append(
                    Outcome.Event(position: next, kind: draft.event.kind, order: part.order))
                encoded.append(event)
                next += 1
                key = nil
            }
            appends.append(
                StreamAppend(stream: part.stream, expected: part.version, events: encoded))
            recorded.append(inPart)
        }
        decided.append(
            Decided(
                index: index, append: Append(parts: appends),
                outcome: Outcome(order: action.order, events: events, refusal: refusal)))
        return recorded
    }

    private mutating func note(_ event: NewEvent, _ stream: StreamName) {
        eventCount += 1
        bytes += event.payload.count + event.context.count
        for mark in event.marks { marks[mark, default: []].append(stream) }
    }
}

/// Events decided for one stream.
struct DecidedPart {
    let stream: StreamName
    let order: OrderID?
    let version: StreamVersion
    let drafts: [EventDraft]
}
