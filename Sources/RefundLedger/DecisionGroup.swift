import EventLog
import RefundDomain
import Units
import Vault

/// Decisions that will be appended together.
///
/// Positions are assumed while deciding, because the ledger's writer is alone; should another one
/// have been quicker, the store says so and the decision is made again.
struct DecisionGroup {
    /// An action that was decided; what it records is encoded when it is appended.
    struct Decided: Sendable {
        let index: Int
        let at: Instant
        /// The idempotency key, which the first event carries.
        let key: ActionKey?
        /// What is recorded, stream by stream; nothing for an action that changes nothing.
        let parts: [DecidedPart]
        let outcome: Outcome
    }

    /// The most events a group holds before it is appended.
    static let eventsMax = 16_384

    /// The position of the last event before the group.
    let start: Position

    /// When the group is recorded, in UTC milliseconds, by the ledger's clock.
    let recordedAt: Instant

    private(set) var decided: [Decided] = []
    private var next: Position
    private var eventCount = 0
    private var marks: [Mark: [StreamName]] = [:]
    private let earlierMarks: [Mark: [StreamName]]

    /// Starts a group behind the last position of the log, or behind a group in flight.
    init(head: Position, recordedAt: Instant, behind earlier: DecisionGroup? = nil) {
        start = head
        next = head + 1
        self.recordedAt = recordedAt
        earlierMarks = earlier?.marks ?? [:]
    }

    /// The position of the group's last event, or the one before it when it has none.
    var end: Position { next - 1 }

    /// Whether the group should be appended before anything else is decided.
    ///
    /// An erasure ends its group: what comes later is sealed with keys that are made after it.
    var isFull: Bool { eventCount >= Self.eventsMax || hasErasure }

    /// Whether a person's data is erased in the group.
    private(set) var hasErasure = false

    /// Those decisions that record something, in order.
    var toAppend: [Decided] { decided.filter { !$0.parts.isEmpty } }

    /// The streams that were given a mark by decisions of this group and of the one in flight.
    func streams(with mark: Mark) -> [StreamName] {
        (earlierMarks[mark] ?? []) + (marks[mark] ?? [])
    }

    /// Takes note of an action that records nothing.
    mutating func add(_ index: Int, _ action: Action) {
        decided.append(
            Decided(
                index: index, at: action.at, key: nil, parts: [],
                outcome: Outcome(order: action.order, events: [], refusal: nil)))
    }

    /// Takes note of events for one or more streams; returns them with their assumed places.
    mutating func add(
        _ index: Int, _ action: Action, _ parts: [DecidedPart], refusal: Refusal? = nil
    ) -> [[RecordedEvent]] {
        var parts = parts
        var recorded: [[RecordedEvent]] = []
        recorded.reserveCapacity(parts.count)
        var events: [Outcome.Event] = []
        events.reserveCapacity(parts.reduce(0) { $0 + $1.drafts.count })
        var key = action.key
        for place in parts.indices {
            if key != nil, action.order == nil { parts[place].markKeyOfLedger() }
            let part = parts[place]
            var inPart: [RecordedEvent] = []
            inPart.reserveCapacity(part.drafts.count)
            for draft in part.drafts {
                note(EventCodec.marks(of: draft, key: key), part.stream)
                if case .subjectErased = draft.event { hasErasure = true }
                inPart.append(
                    RecordedEvent(
                        header: EventHeader(
                            position: next, recordedAt: recordedAt, occurredAt: action.at,
                            context: draft.context, key: key),
                        event: draft.event))
                events.append(
                    Outcome.Event(position: next, kind: draft.event.kind, order: part.order))
                next += 1
                key = nil
            }
            recorded.append(inPart)
        }
        decided.append(
            Decided(
                index: index, at: action.at, key: action.key, parts: parts,
                outcome: Outcome(order: action.order, events: events, refusal: refusal)))
        return recorded
    }

    private mutating func note(_ added: [Mark], _ stream: StreamName) {
        eventCount += 1
        for mark in added { marks[mark, default: []].append(stream) }
    }
}

extension DecisionGroup {
    /// Encodes and appends the group; keys that it needs are durable before.
    ///
    /// - Returns: What became of each decision that records something.
    func append(
        to store: any EventStore, _ sealing: TextSealing?
    ) async throws -> [AppendResult] {
        let appends = try toAppend.map { try $0.encode(sealing) }
        try sealing?.vault.writeKeys(at: start)
        let results = try await store.appendInBatches(appends, recordedAt: recordedAt)
        try sealing?.carryOut(erasures(in: results), files: erasedFiles(in: results))
        return results
    }

    /// The keys of files that were erased by events that are in the log now.
    private func erasedFiles(in results: [AppendResult]) -> [(name: String, position: Position)] {
        zip(toAppend, results).flatMap { decided, result in
            guard case .appended(let first, _) = result else {
                return [(name: String, position: Position)]()
            }
            return decided.parts.flatMap(\.erasedFiles).map { ($0, first) }
        }
    }

    /// What was erased by events that are in the log now, with their positions.
    private func erasures(
        in results: [AppendResult]
    ) -> [(subject: PersonID, position: Position)] {
        guard hasErasure else { return [] }
        return zip(toAppend, results).flatMap { decided, result in
            guard case .appended(let first, _) = result else {
                return [(subject: PersonID, position: Position)]()
            }
            return decided.parts.flatMap(\.drafts).enumerated().compactMap { offset, draft in
                guard case .subjectErased(let body) = draft.event else { return nil }
                return (body.subject, first + Position(offset))
            }
        }
    }
}

extension DecisionGroup.Decided {
    /// The decision as the log takes it, with texts sealed.
    func encode(_ sealing: TextSealing?) throws -> Append {
        var key = key
        return Append(
            parts: try parts.map { part in
                StreamAppend(
                    stream: part.stream, expected: part.version,
                    events: try part.drafts.map { draft in
                        defer { key = nil }
                        let sealed = try sealing?.seal(draft, about: part.subject, in: part.stream)
                        return EventCodec.encode(sealed ?? draft, at: at, key: key)
                    })
            })
    }
}

extension EventStore {
    /// The most bytes of events that are appended in one transaction, unless one decision alone
    /// has more.
    private static var bytesPerBatchMax: Int { 16_777_216 }

    /// Appends in order, in transactions of bounded size.
    func appendInBatches(
        _ appends: [Append], recordedAt: Instant
    ) async throws(EventStoreError) -> [AppendResult] {
        var results: [AppendResult] = []
        var rest = appends[...]
        while !rest.isEmpty {
            var bytes = 0
            let fitting = rest.prefix { append in
                bytes += append.byteCount
                return bytes <= Self.bytesPerBatchMax
            }
            let batch = fitting.isEmpty ? rest.prefix(1) : fitting
            results += try await append(Array(batch), recordedAt: recordedAt)
            rest = rest.dropFirst(batch.count)
        }
        return results
    }
}

extension Append {
    /// About how many bytes its events take up.
    fileprivate var byteCount: Int {
        parts.reduce(0) { $0 + $1.events.reduce(0) { $0 + $1.payload.count + $1.context.count } }
    }
}

/// Events decided for one stream.
struct DecidedPart: Sendable {
    let stream: StreamName
    let order: OrderID?
    let version: StreamVersion
    /// The buyer that texts are about; `nil` before an order is registered.
    var subject: PersonID?
    /// The keys of files that are erased by its events.
    var erasedFiles: [String] = []
    private(set) var drafts: [EventDraft]

    /// Notes on the first event that its key counts for the whole ledger.
    mutating func markKeyOfLedger() {
        guard !drafts.isEmpty else { return }
        drafts[0].context.hasLedgerKey = true
    }
}
