public import EventLog
public import JSONText
import Records
public import RefundDomain
public import Units

/// Makes a log of what is left of a damaged one.
///
/// Every event that counts keeps its position and its bytes. Where one is lost, a note of the
/// stream ``Streams/salvage`` takes its place. An event behind a gap of its own stream would be folded into
/// an order that never was: it is left out too, and told of, with its bytes.
public struct LogSalvage {
    /// Positions in a row of which nothing counts, for one reason.
    public struct Gap: Equatable, Sendable {
        /// The first position.
        public let first: Position
        /// The last position.
        public internal(set) var last: Position
        /// Why.
        public let fault: String
    }

    /// An event whose bytes read, and which is not in the new log.
    public struct LeftOut: Sendable {
        /// The event.
        public let entry: Entry
        /// The stream, if it is known.
        public let stream: StreamName?
        /// Why it is not in the new log.
        public let fault: String
    }

    private static let eventsPerGroupMax = 4_096
    private static let headsMax = 65_536

    private let store: any EventStore
    private let now: Instant
    private var group: [Append] = []
    private var heads: [StreamID: StreamHead] = [:]
    /// How many notes there are, those of an earlier salvage among them.
    private var notes: StreamVersion = 0
    /// The stream of those of an earlier salvage.
    private var salvage: StreamID?
    private var position: Position = 0
    /// Losses at the end need no notes; they are written when something follows.
    private var pending: [String] = []

    /// What is lost or left out, in order of position.
    public private(set) var gaps: [Gap] = []

    /// How many events are in the new log as they were.
    public private(set) var kept: Int64 = 0

    /// How many events read, and are left out all the same.
    public private(set) var leftOut: Int64 = 0

    /// The orders that are not whole, as far as that can be known, by name.
    public var orders: [OrderID] { brokenOrders.sorted() }
    private var brokenOrders: Set<OrderID> = []

    /// Whether the damaged log's index of streams could be compared, which alone tells of orders
    /// whose latest events are lost.
    public private(set) var isIndexCompared = false

    /// Starts a log.
    ///
    /// - Parameters:
    ///   - store: An empty log.
    ///   - now: The ledger's clock, for the notes.
    public init(into store: any EventStore, now: Instant) {
        self.store = store
        self.now = now
    }

    /// How many positions were taken.
    public var positions: Position { position + Position(pending.count) }

    /// Takes the next events of the damaged log.
    ///
    /// - Parameters:
    ///   - events: The events, in order of position, from 1 on without gaps.
    ///   - leaveOut: Told of each event that reads and does not count.
    /// - Throws: ``EventStoreError``; what the closure throws.
    public mutating func add(
        _ events: [RescuedEvent], leaveOut: (LeftOut) throws -> Void
    ) async throws {
        for event in events {
            guard let entry = event.entry else {
                lose(event.position, event.fault ?? "it does not read")
                continue
            }
            let head = try await head(of: entry)
            let name = entry.name ?? head?.name
            var fault = event.fault
            if fault == nil,
                !Self.follows(entry, head) || name == Streams.salvage && !fitsNotes(entry)
            {
                fault = "an earlier event of its stream is lost"
            }
            let marks: [Mark]
            do { marks = try EventCodec.marks(of: entry) } catch {
                marks = []
                fault = fault ?? "what happened does not read"
            }
            guard let name, fault == nil else {
                let fault = fault ?? "the name of its stream is lost"
                lose(event.position, fault)
                leftOut += 1
                if let order = name.flatMap(Streams.order) { brokenOrders.insert(order) }
                try leaveOut(LeftOut(entry: entry, stream: name, fault: fault))
                continue
            }
            try await keep(entry, in: name, marks)
        }
    }

    /// Makes what is left durable.
    ///
    /// - Returns: Size and root of the new log.
    public mutating func finish() async throws -> LogHead {
        try await flush()
        return try await store.head()
    }

    /// Looks for streams that end earlier than the damaged log's index says.
    ///
    /// - Throws: ``EventStoreError`` when the new log cannot be read.
    public mutating func compareStreams(of damaged: any EventStore) async throws {
        var stream: StreamID = 0
        while true {
            let page: [StreamHead]
            do { page = try await damaged.streams(after: stream, limit: 1_024) } catch { return }
            guard let last = page.last else { break }
            stream = last.id
            for head in page {
                guard let order = Streams.order(of: head.name) else { continue }
                let found = try await store.streamHead(head.name)?.version ?? 0
                if found < head.version { brokenOrders.insert(order) }
            }
        }
        isIndexCompared = true
    }

    private static func follows(_ entry: Entry, _ head: StreamHead?) -> Bool {
        guard let head else { return entry.name != nil }
        return entry.name == nil && entry.version == head.version + 1
            && entry.previous == head.last
    }

    /// Whether a note of an earlier salvage comes next among those of this one, behind what is still
    /// to be noted; it is replaced if not.
    private func fitsNotes(_ entry: Entry) -> Bool {
        entry.version == notes + StreamVersion(pending.count) + 1
    }

    private mutating func head(of entry: Entry) async throws -> StreamHead? {
        guard entry.name == nil else { return nil }
        if let known = heads[entry.stream] { return known }
        try await flush()
        let found = try await store.streams(after: entry.stream - 1, limit: 1).first
        return found?.id == entry.stream ? found : nil
    }

    private mutating func lose(_ position: Position, _ fault: String) {
        pending.append(fault)
        guard let last = gaps.last, last.last == position - 1, last.fault == fault else {
            return gaps.append(Gap(first: position, last: position, fault: fault))
        }
        gaps[gaps.count - 1].last = position
    }

    private mutating func keep(
        _ entry: Entry, in stream: StreamName, _ marks: [Mark]
    ) async throws {
        for fault in pending { note(fault) }
        pending = []
        var event = NewEvent(
            type: entry.type, occurredAt: entry.occurredAt, context: Array(entry.context),
            key: entry.key, payload: Array(entry.payload), marks: marks)
        event.recordedAt = entry.recordedAt
        append(event, to: stream, expecting: entry.version - 1)
        if heads.count >= Self.headsMax { heads.removeAll(keepingCapacity: true) }
        heads[entry.stream] = StreamHead(
            id: entry.stream, name: stream, version: entry.version, last: entry.position)
        if stream == Streams.salvage { (salvage, notes) = (entry.stream, entry.version) }
        kept += 1
        if group.count >= Self.eventsPerGroupMax { try await flush() }
    }

    private mutating func note(_ fault: String) {
        let note = NoteAdded {
            $0.textRef = TextReference("position \(position + 1) was not salvaged: \(fault)")
        }
        var context = EventContext()
        context.actor = .ledger
        context.policy = Policy.standard.version
        context.calendar = BuiltInCalendar.publication.version
        let event = EventCodec.encode(EventDraft(event: note.event, context: context), at: now)
        append(event, to: Streams.salvage, expecting: notes)
        notes += 1
        if let salvage { heads[salvage] = nil }
    }

    private mutating func append(
        _ event: NewEvent, to stream: StreamName, expecting version: StreamVersion
    ) {
        group.append(Append([event], to: stream, expecting: version))
        position += 1
    }

    private mutating func flush() async throws {
        guard !group.isEmpty else { return }
        let results = try await store.append(group, recordedAt: now)
        for (index, result) in results.enumerated() {
            guard case .appended = result else {
                throw EventStoreError.invalidRequest(
                    "event \(position - Position(group.count - index) + 1) does not follow")
            }
        }
        group.removeAll(keepingCapacity: true)
    }
}

extension LogSalvage.LeftOut {
    /// Writes it as one JSON object: why, what happened as far as it reads, and the entry's bytes.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("fault", fault)
        if let stream { writer.member("stream", stream.rawValue) }
        if let recorded = try? EventCodec.decode(entry) {
            recorded.writeMembers(
                to: &writer, order: stream.flatMap(Streams.order), version: entry.version)
        } else {
            writer.member("position", entry.position)
        }
        writer.member(
            "entry",
            entry.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        writer.endObject()
    }
}
