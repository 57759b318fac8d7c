import EventLog
import RefundDomain
import Units

/// An event on its way through the audit.
///
/// A class, because it is handed about often, and an event is large.
final class AuditedEvent: Sendable {
    /// The stream it stands in.
    let stream: StreamID
    /// The stream's name; in its first event only.
    let name: StreamName?
    /// The event, with its key.
    let recorded: RecordedEvent

    init(_ entry: Entry, _ decoder: inout EventDecoder) throws(EventStoreError) {
        stream = entry.stream
        name = entry.name
        recorded = try decoder.decode(entry)
    }

    private init(_ other: AuditedEvent, _ recorded: RecordedEvent) {
        (stream, name) = (other.stream, other.name)
        self.recorded = recorded
    }

    var position: Position { recorded.header.position }

    /// The event with its sealed texts read.
    func opened(by texts: TextOpener, in stream: StreamName) throws -> AuditedEvent {
        guard LedgerEvent.kindsWithTexts.contains(recorded.event.kind) else { return self }
        return AuditedEvent(self, try texts.open(recorded, in: stream))
    }
}

/// The streams that have the marks of events near where the audit stands, looked up page by page.
struct MarkedStreams: Sendable {
    private var latest: [Mark: [StreamID]] = [:]
    private var before: [Mark: [StreamID]] = [:]

    /// The streams that have a mark now; `nil` when it was not looked up.
    subscript(mark: Mark) -> [StreamID]? { latest[mark] ?? before[mark] }

    /// Takes what is known of the marks of the next page, and forgets the page before the last.
    fileprivate mutating func take(_ marked: [Mark: [StreamID]]) {
        before = latest
        latest = marked
    }
}

/// Events in order of the log, with a look ahead; pages are read and decoded in advance.
///
/// Bounded: as many pages as are ahead, and what one decision looks at.
struct AuditPages {
    private struct Page {
        var events: [AuditedEvent] = []
        var marked: [Mark: [StreamID]] = [:]
    }

    private static let eventsPerPageMax = 2_048
    private static let pagesAheadMax = 2

    private let store: any EventStore
    private let share: AuditShare?
    private let end: Position
    private var started: Position = 0
    private var ahead: [Task<Page, any Error>] = []
    private var events: ArraySlice<AuditedEvent>

    /// Which streams have the marks of events near the next one.
    private(set) var marked = MarkedStreams()

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
        while events.count <= offset, let page = try await nextPage() {
            events += page.events
            marked.take(page.marked)
        }
        return offset < events.count ? events[events.startIndex + offset] : nil
    }

    /// Leaves events behind that were looked at.
    mutating func drop(_ count: Int) { events = events.dropFirst(count) }

    private mutating func nextPage() async throws -> Page? {
        while ahead.count <= Self.pagesAheadMax, started < end {
            let (first, last) = (started, min(end, started + Int64(Self.eventsPerPageMax)))
            ahead.append(
                Task { [store, share] in
                    var page = Page()
                    var marks: [Mark] = []
                    var decoder = EventDecoder()
                    page.events.reserveCapacity(Int(last - first))
                    for entry in try await store.readAll(after: first, limit: Int(last - first))
                    where share?.includes(entry.stream) != false {
                        let event = try AuditedEvent(entry, &decoder)
                        marks += EventCodec.marks(of: event.recorded.event)
                        page.events.append(event)
                    }
                    for (mark, streams) in zip(marks, try await store.find(marks)) {
                        page.marked[mark] = streams
                    }
                    return page
                })
            started = last
        }
        return ahead.isEmpty ? nil : try await ahead.removeFirst().value
    }
}
