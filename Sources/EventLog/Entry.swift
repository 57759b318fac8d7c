internal import CBOR
public import Units

/// One event as the log holds it.
///
/// Its CBOR bytes are what is hashed, stored and shown to verifiers: an array of ten items,
/// `[format, stream, version, previous, type, recorded_at, occurred_at, context, key, payload]`.
/// The first event of a stream gives the stream's name, later ones the position of the first.
///
/// An entry shares the memory of the segment it was read from; whoever keeps a few entries for
/// long keeps what they decoded from them instead.
public struct Entry: Sendable {
    /// The format of entries that this program writes.
    public static let format: Int64 = 1

    /// The place in the whole log.
    public let position: Position

    /// The stream it belongs to.
    public let stream: StreamID

    /// The stream's name; in the first event of a stream only.
    public let name: StreamName?

    /// The place in its stream, counted from 1.
    public let version: StreamVersion

    /// The position of the stream's previous event; 0 in the first.
    public let previous: Position

    /// The permanent number of the event's type.
    public let type: Int

    /// When the log accepted it, by the ledger's clock.
    public let recordedAt: Instant

    /// When it happened, by the business's clock.
    public let occurredAt: Instant

    /// The whole entry, exactly as it is hashed.
    public let bytes: ArraySlice<UInt8>

    /// Where context, key and payload start, counted from the start of `bytes`.
    private let contextStart: Int32
    private let keyStart: Int32
    private let payloadStart: Int32

    /// Who did it, by which way, under which policy: one CBOR item.
    public var context: ArraySlice<UInt8> { slice(contextStart, keyStart) }

    /// What happened: one CBOR item.
    public var payload: ArraySlice<UInt8> { bytes[(bytes.startIndex + Int(payloadStart))...] }

    /// Lends the bytes of ``context`` to a closure; they must not be kept.
    @inline(__always)
    public func withContext<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try lend(Int(contextStart)..<Int(keyStart), body)
    }

    /// Lends the bytes of ``payload`` to a closure; they must not be kept.
    @inline(__always)
    public func withPayload<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try lend(Int(payloadStart)..<bytes.count, body)
    }

    @inline(__always)
    private func lend<Result, Failure: Error>(
        _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
            // `init` found the range by walking over these bytes, so it lies within them.
            try body(UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }

    /// The key of the action it belongs to, if the caller gave one.
    public var key: IdempotencyKey? {
        var reader = CBORReader(slice(keyStart, payloadStart))
        return try? EntryItems.readKey(&reader)
    }

    /// Whether the action it belongs to had a key; cheaper than reading it.
    public var hasKey: Bool { payloadStart - keyStart > 1 }

    /// Reads an entry; nothing of it is copied.
    ///
    /// - Parameters:
    ///   - position: The place at which the entry was found.
    ///   - bytes: The whole entry and nothing else.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` for anything but an entry that
    ///   could stand there.
    public init(position: Position, bytes: ArraySlice<UInt8>) throws(EventStoreError) {
        self.position = position
        self.bytes = bytes
        let items: EntryItems
        do throws(CBORError) {
            items = try EntryItems(bytes)
        } catch {
            throw .corrupted(position: position, detail: "the entry does not read: \(error)")
        }
        name = items.name
        stream = items.name == nil ? items.stream : position
        version = items.version
        previous = items.previous
        type = items.type
        recordedAt = items.recordedAt
        occurredAt = items.occurredAt
        contextStart = Int32(truncatingIfNeeded: items.contextStart)
        keyStart = Int32(truncatingIfNeeded: items.keyStart)
        payloadStart = Int32(truncatingIfNeeded: items.payloadStart)
        try checkLinks()
    }

    /// The bytes between two offsets that `init` found.
    private func slice(_ start: Int32, _ end: Int32) -> ArraySlice<UInt8> {
        bytes[(bytes.startIndex + Int(start))..<(bytes.startIndex + Int(end))]
    }
}
