/// A table that users query: what its rows are, not how a store writes them.
public struct ViewTable: Hashable, Sendable {
    /// How rows come and go.
    public enum Growth: Hashable, Sendable {
        /// Each order has its own rows, and they follow from the order as it stands.
        case perOrder
        /// Each event adds rows; none ever changes.
        case appended
        /// Each event puts rows in place of those with the same keys.
        case replaced
        /// Each event adds to the numbers of a key.
        case summed
    }

    /// The name.
    public let name: String

    /// What one row is.
    public let doc: String

    /// How rows come and go.
    public let growth: Growth

    /// The columns, in order; the derived ones are not part of a row that is written.
    public let columns: [ViewColumn]

    /// The names of the columns that name a row.
    public let key: [String]

    /// The further indexes, each with the names of its columns; only those that a query needs.
    public let indexes: [[String]]

    /// The columns that are written, in the order of a row's values.
    public let stored: [ViewColumn]

    /// The places of the key's columns among the stored ones.
    public let keyPlaces: [Int]

    init(
        _ name: String, doc: String, growth: Growth, columns: [ViewColumn], key: [String],
        indexes: [[String]]
    ) {
        self.name = name
        self.doc = doc
        self.growth = growth
        self.columns = columns
        self.key = key
        self.indexes = indexes
        let stored = columns.filter { $0.derivation == nil }
        self.stored = stored
        keyPlaces = key.compactMap { name in stored.firstIndex { $0.name == name } }
        precondition(keyPlaces == Array(0..<key.count), "\(name): the key's columns come first")
    }
}

/// A column of a table.
public struct ViewColumn: Hashable, Sendable {
    /// How a column follows from others of its row, without being written.
    public enum Derivation: Hashable, Sendable {
        /// An instant as ISO 8601 in Shanghai, to the second.
        case shanghaiTime(of: String)
        /// One number less another.
        case difference(String, String)
        /// Ten thousand times one number over another, rounded down; null when that is 0.
        case basisPoints(String, of: String)
        /// A member of a JSON object.
        case member(String, of: String)
    }

    /// The name.
    public let name: String

    /// What it holds.
    public let type: SQLType

    /// Whether it may be null.
    public let isNullable: Bool

    /// What it means, and in which unit.
    public let doc: String

    /// How it follows from other columns; `nil` for a column that is written.
    public let derivation: Derivation?
}
