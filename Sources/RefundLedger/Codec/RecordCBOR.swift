import CBOR
import Records
import Units

/// Writes records as CBOR: each a map from field number to value, in order of number.
struct CBORRecordEncoder: ValueWriter, FieldVisitor {
    private(set) var writer = CBORWriter()
    private var pairs = 0

    /// Makes room for what is going to be written.
    mutating func reserve(bytes: Int) { writer.reserve(bytes) }

    /// The deterministic encoding of a record (RFC 8949, section 4.2.1).
    static func bytes(of record: some Record) -> [UInt8] {
        var encoder = CBORRecordEncoder()
        encoder.record(record)
        return encoder.writer.bytes
    }

    mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T) {
        pairs += 1
        writer.integer(Int64(number))
        value.write(to: &self)
    }

    mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let value else { return }
        pairs += 1
        writer.integer(Int64(number))
        value.write(to: &self)
    }

    mutating func record<T: Record>(_ value: T) {
        let outer = pairs
        pairs = 0
        let mark = writer.openMap()
        var copy = value
        copy.visit(&self)
        writer.closeMap(mark, pairs: pairs)
        pairs = outer
    }

    mutating func list<T: FieldValue>(_ values: [T]) {
        writer.arrayHeader(values.count)
        for value in values { value.write(to: &self) }
    }

    mutating func integer(_ value: Int64) { writer.integer(value) }
    mutating func bool(_ value: Bool) { writer.bool(value) }
    mutating func text(_ value: String) { writer.text(value) }
    mutating func freeText(_ value: FreeText) {
        switch value {
        case .plain(let text): writer.text(text)
        case .sealed(let bytes), .opened(let bytes, _): writer.bytes(bytes)
        }
    }
    mutating func instant(_ value: Instant) { writer.integer(value.milliseconds) }
    mutating func digest(_ value: ContentHash) { writer.bytes(value.bytes) }
    mutating func object(_ json: String) { writer.text(json) }
    mutating func code(_ number: Int, _ name: @autoclosure () -> String) {
        writer.integer(Int64(number))
    }
    mutating func null() { writer.null() }
}

/// Why the CBOR of a record does not read.
enum RecordError: Error, Equatable, CustomStringConvertible {
    /// The bytes are not what they should be.
    case cbor(CBORError)
    /// A field that is always there is absent.
    case missing(String)
    /// A field has a value that it cannot have.
    case unexpected(String)

    var description: String {
        switch self {
        case .cbor(let error): "\(error)"
        case .missing(let field): "the field '\(field)' is missing"
        case .unexpected(let detail): detail
        }
    }
}

/// Reads records from CBOR; fields that it does not know are passed over.
///
/// Its bytes belong to an entry, which was walked over when it was read.
struct CBORRecordDecoder: ValueReader, FieldVisitor {
    private var cursor: CBORCursor
    private var pairsLeft = 0

    /// Reads records from the beginning of some bytes, which must outlive the decoder.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { cursor = CBORCursor(bytes) }

    mutating func record<T: Record>(_ type: T.Type) throws(RecordError) -> T {
        let outer = pairsLeft
        pairsLeft = try wrapped { cursor throws(CBORError) in try cursor.mapHeader() }
        var record = T()
        try record.visit(&self)
        while pairsLeft > 0 { try skipPair() }
        pairsLeft = outer
        return record
    }

    mutating func field<T: FieldValue>(
        _ number: Int, _ name: String, _ value: inout T
    ) throws(RecordError) {
        guard try advance(to: Int64(number)) else { throw .missing(name) }
        value = try T.read(from: &self)
    }

    mutating func field<T: FieldValue>(
        _ number: Int, _ name: String, _ value: inout T?
    ) throws(RecordError) {
        value = try advance(to: Int64(number)) ? try T.read(from: &self) : nil
    }

    /// Moves to the value of a key, if the map has it; keys come in ascending order.
    private mutating func advance(to number: Int64) throws(RecordError) -> Bool {
        while pairsLeft > 0 {
            switch try wrapped({ cursor throws(CBORError) in try cursor.key(number) }) {
            case .same:
                pairsLeft -= 1
                return true
            case .greater: return false
            case .less: try skipPair()
            }
        }
        return false
    }

    private mutating func skipPair() throws(RecordError) {
        pairsLeft -= 1
        try wrapped { cursor throws(CBORError) in
            try cursor.skipItem()
            try cursor.skipItem()
        }
    }

    mutating func list<T: FieldValue>(of type: T.Type) throws(RecordError) -> [T] {
        let count = try wrapped { cursor throws(CBORError) in try cursor.arrayHeader() }
        var values: [T] = []
        values.reserveCapacity(min(count, 1_024))
        for _ in 0..<count { values.append(try T.read(from: &self)) }
        return values
    }

    mutating func integer() throws(RecordError) -> Int64 {
        let number = try wrapped { cursor throws(CBORError) in try cursor.integer() }
        guard FieldKind.integers.contains(number) else {
            throw .unexpected("\(number) is beyond the whole numbers of a record")
        }
        return number
    }

    mutating func bool() throws(RecordError) -> Bool {
        try wrapped { cursor throws(CBORError) in try cursor.bool() }
    }

    mutating func text<T>(
        _ kind: FieldKind, _ convert: (String) -> T?
    ) throws(RecordError) -> T {
        let text = try wrapped { cursor throws(CBORError) in try cursor.text() }
        guard let value = convert(text) else { throw .unexpected("'\(text)' is no \(kind)") }
        return value
    }

    mutating func freeText() throws(RecordError) -> FreeText {
        try wrapped { cursor throws(CBORError) in
            guard try cursor.peekMajorType() == .bytes else { return .plain(try cursor.text()) }
            return .sealed(Array(try cursor.bytes()))
        }
    }

    mutating func instant() throws(RecordError) -> Instant {
        let instant = Instant(
            milliseconds: try wrapped { reader throws(CBORError) in try reader.integer() })
        guard Instant.recordable.contains(instant) else {
            throw .unexpected("\(instant.milliseconds) ms is beyond the instants of a record")
        }
        return instant
    }

    mutating func digest() throws(RecordError) -> ContentHash {
        let bytes = try wrapped { cursor throws(CBORError) in try cursor.bytes() }
        guard let digest = ContentHash(bytes: bytes) else {
            throw .unexpected("a digest of \(bytes.count) bytes")
        }
        return digest
    }

    mutating func object() throws(RecordError) -> String {
        try wrapped { cursor throws(CBORError) in try cursor.text() }
    }

    mutating func code<T>(
        _ names: @autoclosure () -> [String], _ convert: (UInt8) -> T?
    ) throws(RecordError) -> T {
        let number = try integer()
        guard let byte = UInt8(exactly: number), let code = convert(byte) else {
            throw .unexpected("code number \(number) of \(names().count)")
        }
        return code
    }

    mutating func isNull() throws(RecordError) -> Bool {
        try wrapped { cursor throws(CBORError) in try cursor.nullIfPresent() }
    }

    @inline(__always)
    private mutating func wrapped<T>(
        _ read: (inout CBORCursor) throws(CBORError) -> T
    ) throws(RecordError) -> T {
        do throws(CBORError) { return try read(&cursor) } catch { throw .cbor(error) }
    }
}
