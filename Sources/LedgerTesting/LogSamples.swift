import CBOR
public import EventLog
public import Units

extension NewEvent {
    /// An event whose payload is `{1: number}`, at a time that depends on the number.
    public static func sample(
        _ number: Int64 = 1, type: Int = 7, key: String? = nil, digest: UInt8 = 0,
        marks: [Mark] = []
    ) -> NewEvent {
        var payload = CBORWriter()
        payload.mapHeader(1)
        payload.integer(1)
        payload.integer(number)
        var context = CBORWriter()
        context.text("tester")
        return NewEvent(
            type: type, occurredAt: Instant(milliseconds: 1_000 + number), context: context.bytes,
            key: key.map {
                IdempotencyKey(text: $0, digest: [UInt8](repeating: digest, count: 16))
            },
            payload: payload.bytes, marks: marks)
    }
}

extension Append {
    /// An append of some sample events to one stream.
    public static func sample(
        _ stream: StreamName, expecting expected: StreamVersion = 0, count: Int = 1
    ) -> Append {
        Append((0..<count).map { .sample(Int64($0)) }, to: stream, expecting: expected)
    }
}

extension Instant {
    /// The ledger's clock in checks that do not look at it.
    public static let sample = Instant(milliseconds: 1_767_607_200_000)
}

extension EventStore {
    /// Appends one event to a stream.
    @discardableResult
    public func append(
        _ event: NewEvent, to stream: StreamName, expecting expected: StreamVersion
    ) async throws(EventStoreError) -> AppendResult? {
        try await append(
            [Append([event], to: stream, expecting: expected)], recordedAt: .sample
        ).first
    }
}
