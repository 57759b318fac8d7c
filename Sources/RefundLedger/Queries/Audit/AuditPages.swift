import EventLog
import RefundDomain
import Units

/// An event on its way through the audit.
struct AuditedEvent: Sendable {
    /// The stream it stands in.
    let stream: StreamID
    /// The stream's name; in its first event only.
    let name: StreamName?
    /// The event, with its key.
    private(set) var recorded: RecordedEvent

    init(_ entry: Entry, _ decoder: inout EventDecoder) throws(EventStoreError) {
        stream = entry.stream
        name = entry.name
        recorded = try decoder.decode(entry)
    }

    var position: Position { recorded.header.position }

    /// Reads the sealed texts of the event.
    mutating func open(_ texts: TextOpener, in stream: StreamName) throws {
        recorded = try texts.open(recorded, in: stream)
    }
}

/// Events in order of the log, with a look ahead; pages are read and decoded in advance.
///
/// Bounded: as many pages as are ahead, and what one decision looks at.
struct AuditPages {
    private static let eventsPerPageMax = 2_048
    private static let pagesAheadMax = 2

    private let store: any EventStore
    private let share: AuditShare?
    private let end: Position
    private var started: Position = 0
    private var ahead: [Task<[AuditedEvent], any Error>] = []
    private var events: ArraySlice<AuditedEvent>

    /// The events of a share of the streams, up to a position.
    init(store: any EventStore, share: AuditShare, through end: Position) {
        self.store = store
        self.share = share
        self.end = end
        events = []
    }

    /// The events of one order and of the ledger's own streams, up to a position.
    init(store: any EventStore, order: OrderID, through end: Position) async throws {
        self.store = store
        share = nil
        self.end = 0
        var found: [AuditedEvent] = []
        var decoder = EventDecoder()
        for stream in Streams.own + [Streams.order(order)] {
            for entry in try await store.read(stream, through: end) {
                found.append(try AuditedEvent(entry, &decoder))
            }
        }
        events = found.sorted { $0.position < $1.position }[...]
    }

    /// The event some places ahead, 0 for the next one; `nil` behind the last.
    mutating func peek(_ offset: Int) async throws -> AuditedEvent? {
        while events.count <= offset, let page = try await nextPage() { events += page }
        return offset < events.count ? events[events.startIndex + offset] : nil
    }

    /// Leaves events behind that were looked at.
    mutating func drop(_ count: Int) { events = events.dropFirst(count) }

    private mutating func nextPage() async throws -> [AuditedEvent]? {
        while ahead.count <= Self.pagesAheadMax, started < end {
            let (first, last) = (started, min(end, started + Int64(Self.eventsPerPageMax)))
            ahead.append(
                Task { [store, share] in
                    var page: [AuditedEvent] = []
                    var decoder = EventDecoder()
                    page.reserveCapacity(Int(last - first))
                    for entry in try await store.readAll(after: first, limit: Int(last - first))
                    where share?.includes(entry.stream) != false {
                        page.append(try AuditedEvent(entry, &decoder))
                    }
                    return page
                })
            started = last
        }
        return ahead.isEmpty ? nil : try await ahead.removeFirst().value
    }
}
