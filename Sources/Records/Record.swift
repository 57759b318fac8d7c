public import Units

/// A structure that lists its fields once, for every format it is ever written in.
///
/// The list gives each field a permanent number (for the log), a permanent name (for people and
/// JSON) and a place in memory. Reading, writing, describing and searching are visitors, so a new
/// field is one line and a new format touches no record.
///
/// ```swift
/// public struct OrderStateChanged: Record {
///     public var from = OrderState.undelivered
///     public var to = OrderState.undelivered
///     public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
///         try visitor.field(1, "from", &from)
///         try visitor.field(2, "to", &to)
///     }
/// }
/// ```
public protocol Record: Equatable, Sendable {
    /// A record to be filled by a reader; its values mean nothing yet.
    init()

    /// Shows every field to a visitor, in ascending order of number.
    mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure)
}

/// Something that is shown each field of a record and may read or replace its value.
public protocol FieldVisitor {
    /// What can go wrong; `Never` for visitors that only look.
    associatedtype Failure: Error

    /// A field that is always there.
    mutating func field<T: FieldValue>(
        _ number: Int, _ name: String, _ value: inout T
    ) throws(Failure)

    /// A field that may be absent.
    mutating func field<T: FieldValue>(
        _ number: Int, _ name: String, _ value: inout T?
    ) throws(Failure)
}

/// A value that a field can hold.
public protocol FieldValue: Equatable, Sendable {
    /// What the value is, for schemas and for messages about wrong input.
    static var kind: FieldKind { get }

    /// A value to start from, before a reader fills it in.
    static var placeholder: Self { get }

    /// Reads a value.
    static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> Self

    /// Writes the value.
    func write<W: ValueWriter>(to writer: inout W)

    /// Adds what a person wrote freely; nothing for values that are no such text.
    func collectFreeText(into texts: inout [FreeText])

    /// Replaces what a person wrote freely; nothing happens to values that are no such text.
    mutating func replaceFreeText<Failure: Error>(
        _ replace: (FreeText) throws(Failure) -> FreeText
    ) throws(Failure)
}

extension FieldValue {
    @inlinable
    public func collectFreeText(into texts: inout [FreeText]) {}

    public mutating func replaceFreeText<Failure: Error>(
        _ replace: (FreeText) throws(Failure) -> FreeText
    ) throws(Failure) {}
}

/// What a field holds, and in which unit.
public indirect enum FieldKind: Equatable, Sendable {
    /// A whole number without a unit of its own.
    case integer
    /// A whole number of fen.
    case fen
    /// Milliseconds since 1970 in UTC; in JSON an ISO 8601 text with an offset.
    case instant
    /// A day in Asia/Shanghai, `YYYY-MM-DD`.
    case date
    /// True or false.
    case bool
    /// A name that somebody gave; not empty.
    case identifier
    /// Text that a person wrote, and that may hold personal data.
    case freeText
    /// A SHA-256 digest; in JSON 64 lower-case hexadecimal digits.
    case digest
    /// A JSON object that the ledger keeps as it is.
    case object
    /// One of these codes; the first is number 1 in the log.
    case code([String])
    /// A list of such values.
    case list(FieldKind)
    /// A record of its own.
    case record([FieldDescription])
    /// Such a value, or `null` for "none".
    case nullable(FieldKind)
}

extension FieldKind {
    /// The whole numbers that records hold, in the log and in JSON: those that every JSON reader
    /// reads exactly (RFC 7493, section 2.2), so that sums of a few never leave 64 bits.
    public static let integers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991
}

/// A field as a schema shows it.
public struct FieldDescription: Equatable, Sendable {
    /// The permanent number in the log.
    public let number: Int

    /// The permanent name in JSON.
    public let name: String

    /// What the field holds.
    public let kind: FieldKind

    /// Whether the field may be absent.
    public let isOptional: Bool
}

/// Takes the values of a record apart for one format.
public protocol ValueWriter {
    mutating func integer(_ value: Int64)
    mutating func bool(_ value: Bool)
    mutating func text(_ value: String)
    mutating func freeText(_ value: FreeText)
    mutating func instant(_ value: Instant)
    mutating func digest(_ value: ContentHash)
    mutating func object(_ json: String)
    /// A code; formats that write its number never look up its name.
    mutating func code(_ number: Int, _ name: @autoclosure () -> String)
    mutating func null()
    mutating func record<T: Record>(_ value: T)
    mutating func list<T: FieldValue>(_ values: [T])
}

/// Puts the values of a record together from one format.
public protocol ValueReader {
    associatedtype Failure: Error
    mutating func integer() throws(Failure) -> Int64
    mutating func bool() throws(Failure) -> Bool
    /// A text; `kind` says what it must look like, so that a message can say it too.
    mutating func text<T>(
        _ kind: FieldKind, _ convert: (String) -> T?
    ) throws(Failure) -> T
    /// A text that a person wrote, or what it was sealed into.
    mutating func freeText() throws(Failure) -> FreeText
    mutating func instant() throws(Failure) -> Instant
    mutating func digest() throws(Failure) -> ContentHash
    mutating func object() throws(Failure) -> String
    /// A code, made from its number, which counts from 1 in the order of the names.
    ///
    /// Formats that read its number never look up its name.
    mutating func code<T>(
        _ names: @autoclosure () -> [String], _ convert: (UInt8) -> T?
    ) throws(Failure) -> T
    /// Whether the value is null; if so it has been read.
    mutating func isNull() throws(Failure) -> Bool
    mutating func record<T: Record>(_ type: T.Type) throws(Failure) -> T
    mutating func list<T: FieldValue>(of type: T.Type) throws(Failure) -> [T]
}

extension Record {
    /// Creates a record and fills it in.
    public init(_ fill: (inout Self) -> Void) {
        self.init()
        fill(&self)
    }
}
