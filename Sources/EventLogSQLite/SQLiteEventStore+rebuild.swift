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
                var rebuild = TableRebuild(snapshot: writer.snapshot(db), marks: marks)
                return try rebuild.run()
            }
            state.heads = StreamHeads()
            return report
        }
    }
}

/// Makes the derived tables anew beside the present ones, and puts them in their place.
private struct TableRebuild {
    let snapshot: LogSnapshot
    let marks: (Entry) throws -> [Mark]

    private var db: Database { snapshot.db }
    private var edge = LogEdge()
    private var entries = EntryBuffer()
    private var position: Position = 0

    init(snapshot: LogSnapshot, marks: @escaping (Entry) throws -> [Mark]) {
        self.snapshot = snapshot
        self.marks = marks
    }

    mutating func run() throws -> RebuildReport {
        var derived = try DerivedTables(db, marks: marks)
        try db.execute(
            sql: """
                CREATE TEMP TABLE rebuilt_node (
                    level INTEGER, position INTEGER, hash BLOB,
                    PRIMARY KEY (level, position)) WITHOUT ROWID;
                """)
        try snapshot.walk { entry, _ in
            position = entry.position
            if let fault = try derived.add(entry) {
                throw EventStoreError.corrupted(position: entry.position, detail: fault)
            }
            try entries.append(entry.bytes)
            if entries.count == SegmentFormat.eventsPerSegment { try addNodes() }
        }
        try derived.flush()
        let differing = try ["head", "mark", "node"].map(replaceIfDiffering)
        try derived.drop()
        try db.execute(sql: "DROP TABLE rebuilt_node")
        return RebuildReport(
            events: position, heads: differing[0], marks: differing[1], nodes: differing[2])
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
