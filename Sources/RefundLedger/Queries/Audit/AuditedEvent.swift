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
        AuditedEvent(self, try texts.open(recorded, in: stream))
    }

    /// Whether it may be of the decision that begins with another event, some places before it.
    func mayFollow(_ head: AuditedEvent, by places: Int) -> Bool {
        stream == head.stream && position == head.position + Position(places)
            && recorded.header.recordedAt == head.recorded.header.recordedAt
            && recorded.header.occurredAt == head.recorded.header.occurredAt
            && recorded.header.key == nil
    }
}

/// The streams that have the marks of events near where the audit stands, looked up page by page.
struct MarkedStreams {
    private var latest: [Mark: [StreamID]] = [:]
    private var before: [Mark: [StreamID]] = [:]

    /// The streams that have a mark now; `nil` when it was not looked up.
    subscript(mark: Mark) -> [StreamID]? { latest[mark] ?? before[mark] }

    /// Takes what is known of the marks of the next page, and forgets the page before the last.
    mutating func take(_ marked: some Sequence<(Mark, [StreamID])>) {
        before = latest
        latest = Dictionary(marked) { $1 }
    }
}
