/// A value as it stands in a table; there are no floating-point numbers in the views.
public enum SQLValue: Hashable, Sendable {
    /// Nothing is known, or nothing applies.
    case null
    /// A whole number; the column says of what.
    case integer(Int64)
    /// A text in UTF-8.
    case text(String)
    /// Bytes.
    case blob([UInt8])
}

/// What a column holds.
public enum SQLType: String, Hashable, Sendable {
    /// A whole number.
    case integer = "INTEGER"
    /// A text.
    case text = "TEXT"
    /// Bytes.
    case blob = "BLOB"
}
