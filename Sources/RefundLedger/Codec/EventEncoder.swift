import CBOR
import EventLog
import RefundDomain
import Units

/// Encodes the events of a group one after the other into one buffer that all of them share.
struct EventEncoder: Sendable {
    /// What the log must know of an event beside its bytes, and where those are.
    private struct Place {
        let kind: EventKind
        let at: Instant
        let start: Int
        let contextEnd: Int
        let end: Int
        let key: ActionKey?
        let marks: [Mark]
    }

    private var encoder = CBORRecordEncoder()
    private var places: [Place] = []

    /// The number of events.
    var count: Int { places.count }

    /// About how many bytes the context and payload of an event of a shop have.
    private static let bytesPerEvent = 160

    /// Makes room for some events.
    mutating func reserve(events count: Int) {
        places.reserveCapacity(count)
        encoder.reserve(bytes: count * Self.bytesPerEvent)
    }

    /// Encodes an event; the key is that of its action, if it is the action's first.
    ///
    /// - Returns: The values by which the event's stream must be findable.
    @discardableResult
    mutating func append(_ draft: EventDraft, at instant: Instant, key: ActionKey?) -> [Mark] {
        let marks = EventCodec.marks(of: draft, key: key)
        let start = encoder.writer.count
        encoder.record(draft.context)
        let contextEnd = encoder.writer.count
        draft.event.write(to: &encoder)
        places.append(
            Place(
                kind: draft.event.kind, at: instant, start: start, contextEnd: contextEnd,
                end: encoder.writer.count, key: key, marks: marks))
        return marks
    }

    /// An event as the log takes it, counted from 0.
    func newEvent(_ index: Int) -> NewEvent {
        let place = places[index]
        let bytes = encoder.writer.bytes
        return NewEvent(
            type: Int(place.kind.rawValue), occurredAt: place.at,
            context: bytes[place.start..<place.contextEnd],
            key: place.key.map { IdempotencyKey(text: $0.text, digest: $0.digest) },
            payload: bytes[place.contextEnd..<place.end], marks: place.marks)
    }
}
