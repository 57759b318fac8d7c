public import EventLog
internal import GRDB
internal import MerkleTree

/// What rebuilding the derived tables found: rows that were missing, superfluous or wrong.
public struct RebuildReport: Equatable, Sendable {
    /// The number of events the tables were rebuilt from.
    public let events: Position

    /// Rows of `head` that differed.
    public let heads: Int64

    /// Rows of `mark` that differed.
    public let marks: Int64

    /// Rows of `node` that differed.
    public let nodes: Int64

    /// Whether everything was as the log says.
    public var isUnchanged: Bool { heads == 0 && marks == 0 && nodes == 0 }
}

extension SQLiteEventStore {
    /// Rebuilds heads, marks and tree nodes from the log alone, and compares.
    ///
    /// Tables that differ are replaced, all in one transaction. On the way every segment's root and
    /// every link of every stream is checked.
    ///
    /// - Parameter marks: The marks of an entry, as whoever appended it gave them.
    /// - Returns: What differed.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when the log itself is damaged;
    ///   nothing was replaced then.
    @discardableResult
    public func rebuildDerived(
        marks: @escaping @Sendable (Entry) throws -> [Mark]
    ) async throws(EventStoreError) -> RebuildReport {
        guard let writer else { throw .readOnly }
        return try await writer.run("rebuild the derived tables") { db, state in
            let report = try writer.transaction(db, &state) { _ in
                var rebuild = DerivedTables(snapshot: writer.snapshot(db), marks: marks)
                return try rebuild.run()
            }
            state.heads = [:]
            return report
        }
    }
}

/// The derived tables beside the present ones, in SQLite's temporary database.
private struct DerivedTables {
    let snapshot: LogSnapshot
    let marks: (Entry) throws -> [Mark]

    private var db: Database { snapshot.db }
    private var edge = LogEdge()
    private var entries = EntryBuffer()
    private var heads: [StreamID: StreamHead] = [:]
    private var position: Position = 0

    private static let tables = ["head", "mark", "node"]
    private static let headsMax = 65_536

    init(snapshot: LogSnapshot, marks: @escaping (Entry) throws -> [Mark]) {
        self.snapshot = snapshot
        self.marks = marks
    }

    mutating func run() throws -> RebuildReport {
        try db.execute(
            sql: """
                CREATE TEMP TABLE rebuilt_head (
                    first INTEGER PRIMARY KEY, name TEXT, version INTEGER, last INTEGER);
                CREATE TEMP TABLE rebuilt_mark (
                    value BLOB, stream INTEGER, PRIMARY KEY (value, stream)) WITHOUT ROWID;
                CREATE TEMP TABLE rebuilt_node (
                    level INTEGER, position INTEGER, hash BLOB,
                    PRIMARY KEY (level, position)) WITHOUT ROWID;
                """)
        let mark = try Prepared(
            db, "INSERT OR IGNORE INTO rebuilt_mark (value, stream) VALUES (?, ?)")
        try snapshot.walk { entry, _ in
            position = entry.position
            try addHead(entry)
            for value in try marks(entry) {
                try mark.run(.blob(value.digest.bytes), .integer(entry.stream))
            }
            try entries.append(entry.bytes)
            if entries.count == SegmentFormat.eventsPerSegment { try addNodes() }
        }
        try flushHeads()
        let differing = try Self.tables.map(replaceIfDiffering)
        for table in Self.tables { try db.execute(sql: "DROP TABLE rebuilt_\(table)") }
        return RebuildReport(
            events: position, heads: differing[0], marks: differing[1], nodes: differing[2])
    }

    private mutating func addHead(_ entry: Entry) throws {
        let known = try heads[entry.stream] ?? storedHead(entry.stream)
        let name = known?.name ?? entry.name
        guard let name, entry.version == (known?.version ?? 0) + 1,
            entry.previous == known?.last ?? 0
        else {
            throw EventStoreError.corrupted(
                position: entry.position,
                detail: "version \(entry.version) after position \(entry.previous) does not follow "
                    + "version \(known?.version ?? 0) at \(known?.last ?? 0)")
        }
        if heads.count >= Self.headsMax { try flushHeads() }
        heads[entry.stream] = StreamHead(
            id: entry.stream, name: name, version: entry.version, last: entry.position)
    }

    private func storedHead(_ stream: StreamID) throws -> StreamHead? {
        try Prepared(db, "SELECT name, version, last FROM rebuilt_head WHERE first = ?")
            .first(.integer(stream)) {
                StreamHead(
                    id: stream, name: StreamName(rawValue: $0.text(0)), version: $0.integer(1),
                    last: $0.integer(2))
            }
    }

    private mutating func flushHeads() throws {
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

    private mutating func addNodes() throws {
        let insert = try Prepared(
            db, "INSERT INTO rebuilt_node (level, position, hash) VALUES (?, ?, ?)")
        for segment in try edge.append(entries) {
            for node in segment.nodes {
                try insert.run(
                    .integer(Int64(node.level)), .integer(node.index), .blob(node.hash.bytes))
            }
        }
        entries = EntryBuffer()
    }

    /// Counts the rows in which two tables differ, and replaces the present one if there are any.
    private func replaceIfDiffering(_ table: String) throws -> Int64 {
        let sql = """
            SELECT count(*) FROM (
                SELECT * FROM (SELECT * FROM \(table) EXCEPT SELECT * FROM rebuilt_\(table))
                UNION ALL
                SELECT * FROM (SELECT * FROM rebuilt_\(table) EXCEPT SELECT * FROM \(table)))
            """
        let differing = try Prepared(db, sql).first { $0.integer(0) } ?? 0
        if differing > 0 {
            try db.execute(
                sql: "DELETE FROM \(table); INSERT INTO \(table) SELECT * FROM rebuilt_\(table)")
        }
        return differing
    }
}
