public import Units

/// Something that is shown each column of a table: name, meaning, unit and source on one line.
///
/// The unit is part of how a column is shown, so no column can be without one. Describing a table
/// and writing its rows are visitors, so both always agree; the compiler makes straight code of
/// the second one for each table.
public protocol ColumnVisitor {
    /// What a row is made from.
    associatedtype Row

    /// A text.
    mutating func text(_ name: String, _ doc: String, _ value: (Row) -> String)

    /// A text, or nothing.
    mutating func textOrNull(_ name: String, _ doc: String, _ value: (Row) -> String?)

    /// A list of texts, as a JSON array.
    mutating func list(_ name: String, _ doc: String, _ value: (Row) -> [String])

    /// A whole number; its doc says of what.
    mutating func count(_ name: String, _ doc: String, _ value: (Row) -> Int64)

    /// A whole number, or nothing.
    mutating func countOrNull(_ name: String, _ doc: String, _ value: (Row) -> Int64?)

    /// An amount, in fen.
    mutating func fen(_ name: String, _ doc: String, _ value: (Row) -> Fen)

    /// An amount in fen, or nothing.
    mutating func fenOrNull(_ name: String, _ doc: String, _ value: (Row) -> Fen?)

    /// An instant, in milliseconds since 1970, UTC.
    mutating func instant(_ name: String, _ doc: String, _ value: (Row) -> Instant)

    /// An instant, or nothing.
    mutating func instantOrNull(_ name: String, _ doc: String, _ value: (Row) -> Instant?)

    /// Yes or no, as 1 or 0.
    mutating func flag(_ name: String, _ doc: String, _ value: (Row) -> Bool)

    /// Yes, no or nothing.
    mutating func flagOrNull(_ name: String, _ doc: String, _ value: (Row) -> Bool?)

    /// A SHA-256 digest of 32 bytes.
    mutating func digest(_ name: String, _ doc: String, _ value: (Row) -> ContentHash)

    /// A column that follows from others of its row and is not written.
    mutating func derived(
        _ name: String, _ type: SQLType, _ doc: @autoclosure () -> String,
        _ from: @autoclosure () -> ViewColumn.Derivation)
}

extension ColumnVisitor {
    /// The instant of another column, for people and reporting jobs.
    @inline(__always)
    mutating func shanghaiTime(_ name: String, of instant: String) {
        derived(
            name, .text, "\(instant) in Shanghai; ISO 8601, to the second",
            .shanghaiTime(of: instant))
    }

    /// One amount less another.
    @inline(__always)
    mutating func net(_ name: String, _ first: String, less second: String) {
        derived(name, .integer, "\(first) - \(second); fen", .difference(first, second))
    }

    /// A part of a whole, in hundredths of a percent.
    @inline(__always)
    mutating func basisPoints(_ name: String, _ part: String, of whole: String) {
        derived(
            name, .integer, "\(part) / \(whole), rounded down, null without any; basis points",
            .basisPoints(part, of: whole))
    }

    /// A member of another column's JSON object.
    @inline(__always)
    mutating func member(_ name: String, _ member: String, of object: String) {
        derived(name, .text, "\(member) of \(object)", .member(member, of: object))
    }
}
