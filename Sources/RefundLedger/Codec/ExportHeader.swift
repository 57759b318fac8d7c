import EventLog
import JSONText
public import MerkleTree
import Records
public import Units

/// What the first line of an export says beside its event: which log it is, and what an import
/// must come to.
public struct ExportHeader: Equatable, Sendable {
    /// The format that this program writes and reads.
    public static let format: Int64 = 1

    /// The log's permanent name.
    public var origin: String

    /// When the ledger was made, in UTC milliseconds, by its own clock.
    public var created: Instant

    /// The number of events in the log.
    public var size: Int64

    /// The root over all of them.
    public var root: Digest

    /// Whether every event of the log follows, so that the log can be made again from it.
    public var isComplete: Bool

    /// Creates a header.
    public init(origin: String, created: Instant, size: Int64, root: Digest, isComplete: Bool) {
        self.origin = origin
        self.created = created
        self.size = size
        self.root = root
        self.isComplete = isComplete
    }

    /// The member of the first line that holds the header.
    static let memberName = "log"

    /// Writes the header as one JSON object.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("export", Self.format)
        writer.member("origin", origin)
        writer.member("created", created.shanghaiText)
        writer.member("size", size)
        writer.member("root", root.hex)
        writer.member("complete", isComplete)
        writer.endObject()
    }

    /// Reads a header.
    ///
    /// - Parameter line: The first line of an export, without its end.
    /// - Throws: ``InputError``, which names the field; also for a format that this program does
    ///   not know.
    public init(line: ArraySlice<UInt8>) throws(InputError) {
        guard let value = try JSONValue.input(line)[Self.memberName] else {
            throw InputError(
                field: Self.memberName, expected: "an object, as in the first line of an export",
                found: "nothing")
        }
        let fields: HeaderFields
        do throws(InputError) {
            var decoder = JSONRecordDecoder(value)
            fields = try decoder.record(HeaderFields.self)
        } catch {
            throw error.inside(Self.memberName)
        }
        guard fields.export == Self.format else {
            throw InputError(
                field: "log.export", expected: "\(Self.format), the format of this program",
                found: "\(fields.export)")
        }
        guard let root = Digest(hex: fields.root.hex) else {
            throw InputError(
                field: "log.root", expected: FieldKind.digest.inputDescription,
                found: fields.root.hex)
        }
        self.init(
            origin: fields.origin.text, created: fields.created, size: fields.size, root: root,
            isComplete: fields.complete)
    }
}

/// The members of a header.
private struct HeaderFields: Record {
    var export = Int64.placeholder
    var origin = Identifier<ExportHeader>.placeholder
    var created = Instant.placeholder
    var size = Int64.placeholder
    var root = ContentHash.placeholder
    var complete = Bool.placeholder

    mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "export", &export)
        try visitor.field(2, "origin", &origin)
        try visitor.field(3, "created", &created)
        try visitor.field(4, "size", &size)
        try visitor.field(5, "root", &root)
        try visitor.field(6, "complete", &complete)
    }
}

extension JSONValue {
    /// Reads a line of input.
    static func input(_ line: ArraySlice<UInt8>) throws(InputError) -> JSONValue {
        do throws(JSONError) { return try JSONValue.parse(line) } catch {
            throw InputError(
                field: nil, expected: "\(error.expected) at byte \(error.offset + 1)",
                found: error.found)
        }
    }
}
