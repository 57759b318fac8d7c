internal import EventLog
internal import GRDB
internal import MerkleTree

/// Streams and marks as the log's entries give them, in temporary tables.
///
/// Bounded in memory: streams that were not met lately are looked up in their temporary table.
struct DerivedTables {
    private let db: Database
    private let marks: ((Entry) throws -> [Mark])?
    private var heads: [StreamID: StreamHead] = [:]

    private static let headsMax = 65_536

    /// Creates the empty tables.
    ///
    /// - Parameters:
    ///   - db: A connection in a transaction, to the ledger or to another database.
    ///   - marks: The marks of an entry, as whoever appended it gave them; `nil` to leave them out.
    /// - Throws: What SQLite says when it cannot make them.
    init(_ db: Database, marks: ((Entry) throws -> [Mark])?) throws {
        self.db = db
        self.marks = marks
        try db.execute(
            sql: """
                CREATE TEMP TABLE rebuilt_head (
                    first INTEGER PRIMARY KEY, name TEXT, version INTEGER, last INTEGER);
                CREATE TEMP TABLE rebuilt_mark (
                    value BLOB, stream INTEGER, PRIMARY KEY (value, stream)) WITHOUT ROWID;
                """)
    }

    /// Takes the next entry of the log.
    ///
    /// - Returns: Why it does not follow the entry of its stream that came before it; `nil` when
    ///   it does. What comes after is compared with it in any case.
    mutating func add(_ entry: Entry) throws -> String? {
        let known = try heads[entry.stream] ?? storedHead(entry.stream)
        let follows =
            entry.version == (known?.version ?? 0) + 1 && entry.previous == known?.last ?? 0
            && (known == nil) == (entry.name != nil)
        if heads.count >= Self.headsMax { try flush() }
        heads[entry.stream] = StreamHead(
            id: entry.stream, name: known?.name ?? entry.name ?? "", version: entry.version,
            last: entry.position)
        if let marks {
            let insert = try Prepared(
                db, "INSERT OR IGNORE INTO rebuilt_mark (value, stream) VALUES (?, ?)")
            for value in try marks(entry) {
                try insert.run(.blob(value.digest.bytes), .integer(entry.stream))
            }
        }
        return follows
            ? nil
            : "version \(entry.version) after position \(entry.previous) does not follow version "
                + "\(known?.version ?? 0) at \(known?.last ?? 0)"
    }

    private func storedHead(_ stream: StreamID) throws -> StreamHead? {
        try Prepared(db, "SELECT name, version, last FROM rebuilt_head WHERE first = ?")
            .first(.integer(stream)) {
                StreamHead(
                    id: stream, name: StreamName(rawValue: $0.text(0)), version: $0.integer(1),
                    last: $0.integer(2))
            }
    }

    /// Writes what is still in memory; to be called before the tables are compared.
    mutating func flush() throws {
        let insert = try Prepared(
            db,
            "INSERT OR REPLACE INTO rebuilt_head (first, name, version, last) VALUES (?, ?, ?, ?)")
        for head in heads.values.sorted(by: { $0.id < $1.id }) {
            try insert.run(
                .integer(head.id), .text(head.name.rawValue), .integer(head.version),
                .integer(head.last))
        }
        heads = [:]
    }

    /// Copies the ledger's index of streams beside the temporary tables, to another database.
    func copyHeads(of ledger: Database) throws {
        try db.execute(
            sql:
                "CREATE TABLE head (first INTEGER PRIMARY KEY, name TEXT, version INTEGER, last INTEGER)"
        )
        let insert = try Prepared(
            db, "INSERT INTO main.head (first, name, version, last) VALUES (?, ?, ?, ?)")
        try Prepared(ledger, "SELECT first, name, version, last FROM head ORDER BY first").rows {
            try insert.run(
                .integer($0.integer(0)), .text($0.text(1)), .integer($0.integer(2)),
                .integer($0.integer(3)))
            return true
        }
    }

    /// Copies the ledger's index of marks beside the temporary tables, to another database.
    func copyMarks(of ledger: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE mark (value BLOB, stream INTEGER, PRIMARY KEY (value, stream))
                WITHOUT ROWID
                """)
        let insert = try Prepared(db, "INSERT INTO main.mark (value, stream) VALUES (?, ?)")
        try Prepared(ledger, "SELECT value, stream FROM mark ORDER BY value, stream").rows {
            try insert.run(.blob($0.blob(0)), .integer($0.integer(1)))
            return true
        }
    }

    /// Removes the tables.
    func drop() throws {
        try db.execute(sql: "DROP TABLE rebuilt_head; DROP TABLE rebuilt_mark")
    }
}
