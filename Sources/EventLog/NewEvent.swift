public import Units

/// An event before the log knows where it goes.
public struct NewEvent: Sendable {
    /// The permanent number of the event's type.
    public let type: Int

    /// When it happened, by the business's clock, UTC milliseconds.
    public let occurredAt: Instant

    /// Who did it, by which way, under which policy: one CBOR item the log does not look into.
    public let context: ArraySlice<UInt8>

    /// The key of the action it belongs to, if the caller gave one.
    public let key: IdempotencyKey?

    /// What happened: one CBOR item (a map with integer keys) the log does not look into.
    public let payload: ArraySlice<UInt8>

    /// The values by which its stream must be findable.
    public let marks: [Mark]

    /// When it was recorded first, UTC milliseconds, by the ledger's clock of then.
    ///
    /// Only an import says so; all other events are recorded at the instant of their batch.
    public var recordedAt: Instant?

    /// Creates an event to append; many may share one buffer, so that encoding them allocates once.
    public init(
        type: Int, occurredAt: Instant, context: ArraySlice<UInt8>, key: IdempotencyKey? = nil,
        payload: ArraySlice<UInt8>, marks: [Mark] = []
    ) {
        self.type = type
        self.occurredAt = occurredAt
        self.context = context
        self.key = key
        self.payload = payload
        self.marks = marks
    }

    /// Creates an event with bytes of its own.
    public init(
        type: Int, occurredAt: Instant, context: [UInt8], key: IdempotencyKey? = nil,
        payload: [UInt8], marks: [Mark] = []
    ) {
        self.init(
            type: type, occurredAt: occurredAt, context: context[...], key: key,
            payload: payload[...], marks: marks)
    }
}

/// Events for the end of one stream.
public struct StreamAppend: Sendable {
    /// The stream.
    public let stream: StreamName

    /// The version the caller decided upon; 0 for a stream that must not exist yet.
    public let expected: StreamVersion

    /// The events, oldest first; without any, the part only asks that the version still holds.
    public let events: [NewEvent]

    /// Creates a part of an append.
    public init(stream: StreamName, expected: StreamVersion, events: [NewEvent]) {
        self.stream = stream
        self.expected = expected
        self.events = events
    }
}

/// What one decision writes: events for one or more streams, all of them or none.
public struct Append: Sendable {
    /// The parts, each for another stream; at least one event among them.
    public let parts: [StreamAppend]

    /// Creates an append over several streams.
    public init(parts: [StreamAppend]) {
        self.parts = parts
    }

    /// Creates an append to one stream.
    public init(_ events: [NewEvent], to stream: StreamName, expecting expected: StreamVersion) {
        self.init(parts: [StreamAppend(stream: stream, expected: expected, events: events)])
    }
}

/// What became of one append.
public enum AppendResult: Equatable, Sendable {
    /// It is durable; its events stand at contiguous positions, part after part.
    case appended(first: Position, count: Int)

    /// The action was recorded before; the positions of its events that carry its key.
    case repeated(positions: [Position])

    /// A stream is not at the version decided upon. Load, decide and append again.
    case conflict(stream: StreamName, expected: StreamVersion, actual: StreamVersion)

    /// The key was used before for other content; the position of the event that holds it.
    case keyConflict(stream: StreamName, key: String, position: Position)
}
