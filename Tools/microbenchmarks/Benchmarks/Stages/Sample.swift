import EventLog
import RefundDomain
import RefundLedger
import ShopHistory
import Units
import Zstd

/// The beginning of a shop's history in every form that it takes on its way.
struct Sample: Sendable {
    /// Whole segments of 256 events.
    static let segmentsMax = 16

    /// As the log compresses; see `SegmentCodec` and `DictionaryTraining`.
    static let level = 6
    static let dictionaryBytes = 16_384

    /// Actions as JSON lines.
    let lines: [[UInt8]]

    /// The same, parsed.
    let actions: [Action]

    /// Their events as entries of the log.
    let entries: [Entry]

    /// The same, decoded.
    let recorded: [RecordedEvent]

    /// Events of whole segments as the log compresses them.
    let segments: [[UInt8]]

    /// The same, compressed with the dictionary.
    let frames: [[UInt8]]

    /// Trained on entries.
    let dictionary: ZstdDictionary

    /// What decisions know beyond their order.
    let facts: Facts

    /// Actions about orders, each with its order as it stood before.
    let cases: [(order: Order, action: Action)]

    /// Orders with all of their events.
    let histories: [(order: OrderID, events: [RecordedEvent])]

    init(actions count: Int = 8_000, seed: UInt64 = 7) async throws {
        lines = Array(ShopHistory(seed: seed, actions: count))
        actions = try lines.map { try ActionCodec.parse($0[...]) }
        let store = MemoryEventStore()
        let ledger = Ledger(store: store, now: { Instant(milliseconds: 1_700_000_000_000) })
        try await ledger.initialize()
        _ = try await ledger.handle(actions)
        let size = Int(await store.head().size)
        entries = try await store.readAll(after: 0, limit: size)
        recorded = try entries.map { try EventCodec.decode($0) }
        segments = try Self.segments(entries)
        dictionary = try ZstdDictionary.train(
            samples: entries.prefix(4_000).map(\.bytes), capacity: Self.dictionaryBytes)
        let compressor = try ZstdCompressor(level: Self.level, dictionary: dictionary)
        frames = try segments.map { try compressor.compress($0) }
        var policies = PolicyBook()
        var calendars = CalendarBook()
        for event in recorded {
            if case .policyPublished(let body) = event.event { policies.add(body) }
            if case .calendarPublished(let body) = event.event {
                calendars.add(body, at: event.header.occurredAt)
            }
        }
        facts = Facts(policies: policies, calendars: calendars)
        let orders = Self.orders(entries, recorded)
        histories = orders.sorted { $0.key.text < $1.key.text }.map { ($0.key, $0.value) }
        cases = actions.suffix(4_000).compactMap { action in
            guard let id = action.order, let events = orders[id] else { return nil }
            let before = events.prefix { $0.header.occurredAt < action.at }
            return (Order(id, history: before), action)
        }
    }

    private static func segments(_ entries: [Entry]) throws -> [[UInt8]] {
        var buffer = EntryBuffer()
        for entry in entries { try buffer.append(entry.bytes) }
        let size = SegmentFormat.eventsPerSegment
        return stride(from: 0, to: entries.count - size, by: size).prefix(segmentsMax).map {
            Array(buffer.content(of: $0..<($0 + size)))
        }
    }

    private static func orders(
        _ entries: [Entry], _ recorded: [RecordedEvent]
    ) -> [OrderID: [RecordedEvent]] {
        var orders: [OrderID: [RecordedEvent]] = [:]
        var names: [StreamID: OrderID] = [:]
        for (entry, event) in zip(entries, recorded) {
            if let name = entry.name { names[entry.stream] = Streams.order(of: name) }
            if let id = names[entry.stream] { orders[id, default: []].append(event) }
        }
        return orders
    }
}
