import EventLog
import RefundDomain
import Units
import Vault

/// Decisions that will be appended together.
///
/// Positions are assumed while deciding, because the ledger's writer is alone; should another one
/// have been quicker, the store says so and the decision is made again. Events are encoded at once,
/// all into one buffer, so that nothing of a decision but its bytes waits for the append.
struct DecisionGroup: Sendable {
    /// An action that was decided.
    private struct Decided {
        let index: Int
        let order: OrderID?
        let refusal: Refusal?
        /// Which parts of the group it records; none for an action that changes nothing.
        let parts: Range<Int>
        /// Which events of the group it records.
        let events: Range<Int>
    }

    /// What an action records in one stream.
    private struct Part {
        let stream: StreamName
        let version: StreamVersion
        let events: Range<Int>
    }

    /// The most events a group holds before it is appended.
    static let eventsMax = 16_384

    /// The position of the last event before the group.
    let start: Position

    /// When the group is recorded, in UTC milliseconds, by the ledger's clock.
    let recordedAt: Instant

    /// What the store said of marks before the group was decided; others are asked for one by one.
    var answers: [Mark: [StreamID]] = [:]

    private let sealing: TextSealing?
    private var decided: [Decided] = []
    private var parts: [Part] = []
    private var events: [Outcome.Event] = []
    /// Whose data is erased, by the index of the event that says so.
    private var erasedSubjects: [Int: PersonID] = [:]
    /// The keys of files that are erased, by the index of the event that says so.
    private var erasedFiles: [Int: [String]] = [:]
    private var encoder = EventEncoder()
    private var marks: [Mark: [StreamName]] = [:]
    private let earlierMarks: [Mark: [StreamName]]

    /// Starts a group behind the last position of the log, or behind a group in flight.
    ///
    /// - Parameters:
    ///   - head: The last position before the group.
    ///   - recordedAt: The ledger's clock, in UTC milliseconds.
    ///   - earlier: The group in flight.
    ///   - sealing: What seals the texts of its events.
    ///   - actions: About how many actions will be decided; room is made for them.
    init(
        head: Position, recordedAt: Instant, behind earlier: DecisionGroup? = nil,
        sealing: TextSealing? = nil, actions: Int = 0
    ) {
        start = head
        self.sealing = sealing
        self.recordedAt = recordedAt
        earlierMarks = earlier?.marks ?? [:]
        decided.reserveCapacity(actions)
        parts.reserveCapacity(actions)
        events.reserveCapacity(actions * 5 / 4)
        encoder.reserve(events: actions * 5 / 4)
    }

    /// The position of the group's last event, or the one before it when it has none.
    var end: Position { start + Int64(events.count) }

    /// Whether the group should be appended before anything else is decided.
    ///
    /// An erasure ends its group: what comes later is sealed with keys that are made after it.
    var isFull: Bool { events.count >= Self.eventsMax || hasErasure }

    /// Whether it can take in some thousand more actions.
    var hasRoom: Bool { events.count < Self.eventsMax / 2 && !hasErasure }

    /// Whether keys are destroyed when the group is in the log.
    private var isErasing: Bool { hasErasure || !erasedFiles.isEmpty }

    /// Whether a person's data is erased in the group.
    var hasErasure: Bool { !erasedSubjects.isEmpty }

    /// The orders of the group's events; one may stand here several times.
    var orders: some Sequence<OrderID> { events.lazy.compactMap(\.order) }

    /// The same, each once.
    var ordersWritten: Set<OrderID> {
        // With room for all: to make more of it while it grows costs as much as to fill it.
        var orders = Set<OrderID>(minimumCapacity: parts.count)
        for order in self.orders { orders.insert(order) }
        return orders
    }

    /// The streams that were given a mark by decisions of this group and of the one in flight.
    func streams(with mark: Mark) -> [StreamName] {
        (earlierMarks[mark] ?? []) + (marks[mark] ?? [])
    }

    /// Takes note of an action that records nothing.
    mutating func add(_ index: Int, _ action: Action) {
        decided.append(
            Decided(
                index: index, order: action.order, refusal: nil,
                parts: parts.count..<parts.count, events: events.count..<events.count))
    }

    /// Takes note of events for one or more streams.
    ///
    /// - Parameters:
    ///   - index: The place of the action among those that are decided together.
    ///   - action: The action.
    ///   - decidedParts: Its events.
    ///   - refusal: Why the rules forbade it, if they did.
    ///   - fold: Given the place of each event's part, and the event as it will be recorded if the
    ///     positions are as assumed, with texts as they were written.
    /// - Throws: When a text cannot be sealed; the group must not be used after that.
    mutating func add(
        _ index: Int, _ action: Action, _ decidedParts: [DecidedPart], refusal: Refusal? = nil,
        fold: (Int, RecordedEvent) -> Void
    ) throws {
        let (firstPart, firstEvent) = (parts.count, events.count)
        var key = action.key
        for (place, part) in decidedParts.enumerated() {
            let first = events.count
            if !part.erasedFiles.isEmpty { erasedFiles[first] = part.erasedFiles }
            for var draft in part.drafts {
                if key != nil, action.order == nil { draft.context.hasLedgerKey = true }
                let sealed = try sealing?.seal(draft, about: part.subject, in: part.stream)
                let marked = encoder.append(sealed ?? draft, at: action.at, key: key)
                for mark in marked { marks[mark, default: []].append(part.stream) }
                let position = end + 1
                if case .subjectErased(let body) = draft.event {
                    erasedSubjects[events.count] = body.subject
                }
                events.append(
                    Outcome.Event(position: position, kind: draft.event.kind, order: part.order))
                fold(
                    place,
                    RecordedEvent(
                        header: EventHeader(
                            position: position, recordedAt: recordedAt, occurredAt: action.at,
                            context: draft.context, key: key),
                        event: draft.event))
                key = nil
            }
            parts.append(
                Part(
                    stream: part.stream, version: part.version, events: first..<events.count))
        }
        decided.append(
            Decided(
                index: index, order: action.order, refusal: refusal,
                parts: firstPart..<parts.count, events: firstEvent..<events.count))
    }
}

extension DecisionGroup {
    /// Appends the group; keys that it needs are durable before.
    ///
    /// - Returns: What became of each decision that records something.
    nonisolated(nonsending) func append(
        to store: any EventStore
    ) async throws -> [AppendResult] {
        try sealing?.vault.writeKeys(at: start)
        if isErasing { try sealing?.evidence?.beginErasing() }
        let results = try await store.appendInBatches(appends(), recordedAt: recordedAt)
        try eraseKeys(results)
        return results
    }

    /// Destroys the keys of what was erased by events that are in the log now.
    private func eraseKeys(_ results: [AppendResult]) throws {
        guard isErasing else { return }
        var subjects: [(subject: PersonID, position: Position)] = []
        var files: [(name: String, position: Position)] = []
        var end = start
        for (decision, result) in zip(decided.lazy.filter { !$0.parts.isEmpty }, results) {
            guard case .appended(let first, let count) = result else { continue }
            end = first + Int64(count) - 1
            for (position, event) in zip(first..., decision.events) {
                if let subject = erasedSubjects[event] { subjects.append((subject, position)) }
                files += erasedFiles[event, default: []].map { ($0, position) }
            }
        }
        try sealing?.carryOut(subjects, files: files, end: end)
    }

    /// The decisions that record something, as the log takes them, in order.
    func appends() -> [Append] {
        decided.lazy.filter { !$0.parts.isEmpty }.map { decision in
            Append(
                parts: parts[decision.parts].map { part in
                    StreamAppend(
                        stream: part.stream, expected: part.version,
                        events: part.events.map(encoder.newEvent))
                })
        }
    }

    /// Gives the outcome of each action, once the results of ``appends()`` are known.
    ///
    /// - Returns: The indices of those actions that must be decided again.
    func settle(
        _ results: [AppendResult], _ take: (_ index: Int, _ outcome: Outcome) -> Void
    ) -> [Int] {
        var conflicts: [Int] = []
        var rest = results[...]
        for decision in decided {
            let outcome = Outcome(
                order: decision.order, events: Array(events[decision.events]),
                refusal: decision.refusal)
            guard !decision.parts.isEmpty else {
                take(decision.index, outcome)
                continue
            }
            switch rest.popFirst() {
            case .appended(let first, _): take(decision.index, outcome.moved(to: first))
            case .repeated, .keyConflict, .conflict, nil: conflicts.append(decision.index)
            }
        }
        return conflicts
    }
}

extension EventStore {
    /// The most bytes of events that are appended in one transaction, unless one decision alone
    /// has more.
    private static var bytesPerBatchMax: Int { 16_777_216 }

    /// Appends in order, in transactions of bounded size.
    nonisolated(nonsending) func appendInBatches(
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
struct DecidedPart {
    let stream: StreamName
    let order: OrderID?
    let version: StreamVersion
    /// The buyer that texts are about; `nil` before an order is registered.
    var subject: PersonID?
    /// The keys of files that are erased by its events.
    var erasedFiles: [String] = []
    let drafts: [EventDraft]
}
