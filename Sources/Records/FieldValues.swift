public import Units

extension Int64: FieldValue {
    public static var kind: FieldKind { .integer }
    public static var placeholder: Int64 { 0 }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> Int64 {
        try reader.integer()
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.integer(self) }
}

extension Bool: FieldValue {
    public static var kind: FieldKind { .bool }
    public static var placeholder: Bool { false }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> Bool {
        try reader.bool()
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.bool(self) }
}

extension Fen: FieldValue {
    public static var kind: FieldKind { .fen }
    public static var placeholder: Fen { .zero }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> Fen {
        Fen(try reader.integer())
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.integer(amount) }
}

extension Instant: FieldValue {
    public static var kind: FieldKind { .instant }
    public static var placeholder: Instant { Instant(milliseconds: 0) }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> Instant {
        try reader.instant()
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.instant(self) }
}

extension LocalDate: FieldValue {
    public static var kind: FieldKind { .date }
    public static var placeholder: LocalDate { LocalDate(dayNumber: 0) }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> LocalDate {
        try reader.text(kind) { LocalDate($0) }
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.text(text) }
}

extension ContentHash: FieldValue {
    public static var kind: FieldKind { .digest }
    public static var placeholder: ContentHash { ContentHash() }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> ContentHash {
        try reader.digest()
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.digest(self) }
}

extension Identifier: FieldValue {
    public static var kind: FieldKind { .identifier }
    public static var placeholder: Identifier { Identifier("") }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> Identifier {
        try reader.text(kind) { $0.isEmpty ? nil : Identifier($0) }
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.text(text) }
}

extension Array: FieldValue where Element: FieldValue {
    public static var kind: FieldKind { .list(Element.kind) }
    public static var placeholder: [Element] { [] }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> [Element] {
        try reader.list(of: Element.self)
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.list(self) }
}

/// A record that stands inside another one.
public protocol NestedRecord: Record, FieldValue {}

extension NestedRecord {
    public static var kind: FieldKind { .record(FieldCollector.fields(of: Self.self)) }
    public static var placeholder: Self { Self() }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> Self {
        try reader.record(Self.self)
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.record(self) }
}

/// A JSON object that the ledger records without reading it.
public struct JSONObject: FieldValue, Hashable {
    /// The object as compact JSON, members sorted by name.
    public var json: String

    /// Wraps an object's canonical text.
    public init(json: String) { self.json = json }

    public static var kind: FieldKind { .object }
    public static var placeholder: JSONObject { JSONObject(json: "{}") }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> JSONObject {
        JSONObject(json: try reader.object())
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.object(json) }
}

/// A limit that may be explicitly absent, which is not the same as a field left out.
public enum Limit: FieldValue, Hashable {
    /// There is no limit.
    case none
    /// At most this many fen.
    case atMost(Fen)

    public static var kind: FieldKind { .nullable(.fen) }
    public static var placeholder: Limit { .none }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> Limit {
        if try reader.isNull() { return .none }
        return .atMost(Fen(try reader.integer()))
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) {
        switch self {
        case .none: writer.null()
        case .atMost(let fen): writer.integer(fen.amount)
        }
    }
}
