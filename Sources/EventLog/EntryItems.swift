internal import CBOR
internal import Units

/// The ten items of an entry, and where those stand that are not read yet.
///
/// Two ways lead here. The quick one reads what satisfies every rule, as all that was ever written
/// does; the other looks at what the quick one refuses, and says what is wrong with it.
struct EntryItems: Equatable {
    /// The stream's name; in its first event only.
    private(set) var name: StreamName?
    /// The position of the stream's first event; 0 in the first event itself.
    private(set) var stream: StreamID = 0
    private(set) var version: StreamVersion = 0
    private(set) var previous: Position = 0
    private(set) var type = 0
    private(set) var recordedAt = Instant(milliseconds: 0)
    private(set) var occurredAt = Instant(milliseconds: 0)
    /// Where context, key and payload start, counted from the first byte.
    private(set) var contextStart = 0
    private(set) var keyStart = 0
    private(set) var payloadStart = 0

    /// The head of an array of ten.
    private static let head = 0x80 | UInt8(Entry.itemCount)

    /// Reads a whole entry.
    ///
    /// - Throws: Which rule it breaks.
    init(_ bytes: ArraySlice<UInt8>) throws(CBORError) {
        if let items = EntryItems(quickly: bytes) {
            self = items
        } else {
            try self.init(strictly: bytes)
        }
    }

    /// Reads an entry that satisfies every rule; `nil` for any other.
    init?(quickly bytes: ArraySlice<UInt8>) {
        // The cursor ends before the bytes can go.
        guard bytes.withUnsafeBufferPointer({ readQuickly($0) }) else { return nil }
    }

    private mutating func readQuickly(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.first == Self.head else { return false }
        var cursor = CBORCursor(bytes)
        guard (try? cursor.arrayHeader()) == Entry.itemCount,
            cursor.walkInteger() == Entry.format
        else { return false }
        if (try? cursor.peekMajorType()) == .text {
            var text = cursor
            guard cursor.walk(), let read = try? text.text() else { return false }
            name = StreamName(rawValue: read)
        } else {
            guard let first = cursor.walkInteger() else { return false }
            stream = first
        }
        guard let version = cursor.walkInteger(), let previous = cursor.walkInteger(),
            let type = cursor.walkInteger(), let recordedAt = cursor.walkInteger(),
            let occurredAt = cursor.walkInteger()
        else { return false }
        self.version = version
        self.previous = previous
        self.type = Int(type)
        self.recordedAt = Instant(milliseconds: recordedAt)
        self.occurredAt = Instant(milliseconds: occurredAt)
        contextStart = cursor.bytesRead
        guard cursor.walk() else { return false }
        keyStart = cursor.bytesRead
        guard walkKey(&cursor) else { return false }
        payloadStart = cursor.bytesRead
        return cursor.walk() && cursor.bytesRead == bytes.count && isRecordable
    }

    private func walkKey(_ cursor: inout CBORCursor) -> Bool {
        var key = cursor
        guard cursor.walk() else { return false }
        if (try? key.nullIfPresent()) == true { return true }
        guard (try? key.arrayHeader()) == 2, (try? key.peekMajorType()) == .text,
            (try? key.skipItem()) != nil
        else { return false }
        return (try? key.bytes())?.count == IdempotencyKey.digestBytes
    }

    private var isRecordable: Bool {
        Instant.recordable.contains(recordedAt) && Instant.recordable.contains(occurredAt)
    }

    /// Reads an entry, or says which rule it breaks.
    init(strictly bytes: ArraySlice<UInt8>) throws(CBORError) {
        var reader = CBORReader(bytes)
        let items = try reader.arrayHeader()
        let format = try reader.integer()
        if try reader.peekMajorType() == .text {
            name = StreamName(rawValue: try reader.text())
        } else {
            stream = try reader.integer()
        }
        version = try reader.integer()
        previous = try reader.integer()
        type = Int(try reader.integer())
        recordedAt = Instant(milliseconds: try reader.integer())
        occurredAt = Instant(milliseconds: try reader.integer())
        contextStart = reader.offset
        try reader.skipItem()
        keyStart = reader.offset
        if try !reader.nullIfPresent() { try Self.skipKey(&reader) }
        payloadStart = reader.offset
        try reader.skipItem()
        try reader.finish()
        guard items == Entry.itemCount, format == Entry.format, isRecordable else {
            throw .malformed(offset: 0)
        }
    }

    /// Reads a key that is known not to be `null`.
    static func readKey(_ reader: inout CBORReader) throws(CBORError) -> IdempotencyKey {
        let start = reader.offset
        let items = try reader.arrayHeader()
        guard items == 2 else { throw .malformed(offset: start) }
        let text = try reader.text()
        let digest = try reader.bytes()
        guard digest.count == IdempotencyKey.digestBytes else { throw .malformed(offset: start) }
        return IdempotencyKey(text: text, digest: Array(digest))
    }

    /// Walks over a key that is known not to be `null`; nothing of it is copied.
    private static func skipKey(_ reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        guard try reader.arrayHeader() == 2, try reader.peekMajorType() == .text else {
            throw .malformed(offset: start)
        }
        try reader.skipItem()
        guard try reader.bytes().count == IdempotencyKey.digestBytes else {
            throw .malformed(offset: start)
        }
    }
}
