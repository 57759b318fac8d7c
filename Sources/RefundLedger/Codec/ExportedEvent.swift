public import EventLog
public import JSONText
import Records
import RefundDomain
import Units

/// An event as a line of an export: everything that is in the log, in permanent names.
///
/// Reading a line gives an event whose entry is, byte for byte, the one it was written from.
public struct ExportedEvent: Sendable {
    /// The longest line that is read, in bytes.
    ///
    /// An entry has at most ``EventLogLimits/entryBytesMax`` bytes, and each may take six in JSON.
    public static let lineBytesMax = 6 * EventLogLimits.entryBytesMax

    /// The place in the log.
    public let position: Position

    /// The stream.
    public let stream: StreamName

    /// The place in the stream, from 1.
    public let version: StreamVersion

    /// The position of the stream's previous event; 0 in the first.
    public let previous: Position

    /// The event, with the instant at which it was recorded first.
    public let event: NewEvent

    /// Writes an event of the log as one JSON object.
    ///
    /// - Parameters:
    ///   - replayed: The event.
    ///   - header: What the first line of an export says beside its event.
    ///   - writer: Where the line goes.
    /// - Returns: Whether the line holds everything that is in the entry; not so for fields that
    ///   this program does not know.
    public static func write(
        _ replayed: ReplayedEvent, header: ExportHeader? = nil, to writer: inout JSONWriter
    ) -> Bool {
        let (recorded, entry) = (replayed.recorded, replayed.entry)
        writer.beginObject()
        if let header {
            writer.name(ExportHeader.memberName)
            header.write(to: &writer)
        }
        if replayed.order == nil { writer.member("stream", replayed.stream.rawValue) }
        writer.member("previous", entry.previous)
        if let key = recorded.header.key {
            writer.member("key_digest", key.digest.map(hex).joined())
        }
        recorded.writeMembers(
            to: &writer, order: replayed.order, version: entry.version, keepsSeals: true)
        writer.endObject()
        let again = EventCodec.encode(
            EventDraft(event: recorded.event, context: recorded.header.context),
            at: recorded.header.occurredAt, key: recorded.header.key)
        return again.context.elementsEqual(entry.context)
            && again.payload.elementsEqual(entry.payload) && again.key == entry.key
    }

    /// Reads a line.
    ///
    /// - Parameter line: One JSON object, without the line's end.
    /// - Throws: ``InputError``, which names the field.
    public init(line: ArraySlice<UInt8>) throws(InputError) {
        let value = try JSONValue.input(line)
        var decoder = JSONRecordDecoder(value, isRecorded: true)
        let fields = try decoder.fields(of: EventFields.self)
        if case .object(let members) = value,
            let unknown = members.first(where: { !EventFields.names.contains($0.name) })
        {
            throw InputError(
                field: unknown.name, expected: "a member of an exported event",
                found: "an unknown field")
        }
        position = fields.position
        version = fields.version
        previous = fields.previous
        stream = try Self.stream(of: fields)
        guard let payload = value["payload"] else {
            throw InputError(field: "payload", expected: "an object", found: "nothing")
        }
        let event: LedgerEvent
        do throws(InputError) {
            var decoder = JSONRecordDecoder(payload, isRecorded: true)
            event = try LedgerEvent.read(fields.type, from: &decoder)
            if let fault = event.fault {
                throw InputError(
                    field: fault.field, expected: fault.expected, found: fault.found)
            }
        } catch {
            throw error.inside("payload")
        }
        var new = EventCodec.encode(
            EventDraft(event: event, context: fields.context.context), at: fields.at,
            key: try Self.key(of: fields))
        new.recordedAt = fields.recordedAt
        self.event = new
    }

    private static func stream(of fields: EventFields) throws(InputError) -> StreamName {
        switch (fields.order, fields.stream) {
        case (let order?, nil): Streams.order(order)
        case (nil, let stream?): StreamName(rawValue: stream.text)
        case (nil, nil), (_?, _?):
            throw InputError(
                field: "order", expected: "either an order or a stream",
                found: fields.order == nil ? "neither" : "both")
        }
    }

    private static func key(of fields: EventFields) throws(InputError) -> ActionKey? {
        guard let key = fields.key else { return nil }
        let digits = Array((fields.keyDigest?.text ?? "").utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { start in
            UInt8(
                String(decoding: digits[start..<min(start + 2, digits.count)], as: UTF8.self),
                radix: 16)
        }
        guard digits.count == 2 * IdempotencyKey.digestBytes,
            bytes.count == IdempotencyKey.digestBytes
        else {
            throw InputError(
                field: "key_digest",
                expected: "\(2 * IdempotencyKey.digestBytes) hexadecimal digits",
                found: fields.keyDigest?.text ?? "nothing")
        }
        return ActionKey(text: key.text, digest: bytes)
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

/// The members of a line; the payload is read by its type.
private struct EventFields: Record {
    var stream: Name?
    var previous = Int64.placeholder
    var keyDigest: Name?
    var position = Int64.placeholder
    var order: OrderID?
    var version = Int64.placeholder
    var type = EventKind.placeholder
    var at = Instant.placeholder
    var recordedAt = Instant.placeholder
    var key: Name?
    var context = ContextField()

    static let names = Set(
        FieldCollector.fields(of: Self.self).map(\.name) + ["payload", ExportHeader.memberName])

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "stream", &stream)
        try visitor.field(2, "previous", &previous)
        try visitor.field(3, "key_digest", &keyDigest)
        try visitor.field(4, "position", &position)
        try visitor.field(5, "order", &order)
        try visitor.field(6, "version", &version)
        try visitor.field(7, "type", &type)
        try visitor.field(8, "at", &at)
        try visitor.field(9, "recorded_at", &recordedAt)
        try visitor.field(10, "key", &key)
        try visitor.field(11, "context", &context)
    }
}

/// The circumstances of an event, as a value inside a line.
private struct ContextField: NestedRecord {
    var context = EventContext()

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try context.visit(&visitor)
    }
}
