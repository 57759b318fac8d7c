internal import EventLog
internal import GRDB
internal import MerkleTree

/// The file around the log, and what is derived from it.
extension LogVerifier {
    /// SQLite's own structure, and the tables and triggers that make the log what it is.
    mutating func checkFile() throws {
        let pages = try Prepared(db, "PRAGMA page_count").first { $0.integer(0) } ?? 0
        let bytes = try Prepared(db, "PRAGMA page_size").first { $0.integer(0) } ?? 0
        report.fileBytes = pages * bytes
        checking(.file) { verifier in
            try Prepared(verifier.db, "PRAGMA integrity_check(100)").rows { row in
                if row.text(0) != "ok" {
                    verifier.find(.file, "SQLite's check says: \(row.text(0))")
                }
                return true
            }
        }
        checking(.guards) { try $0.compareSchema() }
        checking(.ledger) { verifier in
            let rows = try Prepared(verifier.db, "SELECT count(*) FROM ledger").first {
                $0.integer(0)
            }
            if rows != 1 {
                verifier.find(.ledger, "the table 'ledger' has \(rows ?? 0) rows, not 1")
            }
        }
    }

    /// Compares every table and trigger with those of a new ledger, comments and spaces aside.
    private mutating func compareSchema() throws {
        var expected = try Self.schema(of: Schema.statements)
        let found = try Self.schema(of: db)
        let later = try Self.schema(of: Schema.checkpointStatements)
        // A ledger made before there were checkpoints gets these tables with its first one.
        if found.keys.allSatisfy({ later[$0] == nil }) {
            expected = expected.filter { later[$0.key] == nil }
        }
        for name in Set(expected.keys).union(found.keys).sorted()
        where expected[name] != found[name] {
            let what = found[name] == nil ? "is missing" : "is not this program's"
            find(.guards, "the \(name) \(what)")
        }
    }

    private static func schema(of statements: String) throws -> [String: String] {
        try DatabaseQueue().write { db in
            try db.execute(sql: statements)
            return try schema(of: db)
        }
    }

    private static func schema(of db: Database) throws -> [String: String] {
        var schema: [String: String] = [:]
        try Prepared(db, "SELECT type, name, sql FROM main.sqlite_schema").rows { row in
            let lines: [Substring] = row.text(2).split(separator: "\n").map { line in
                line.firstRange(of: "--").map { line[..<$0.lowerBound] } ?? line
            }
            let words: [Substring] = lines.flatMap { $0.split(separator: " ") }
            schema["\(row.text(0)) '\(row.text(1))'"] = words.joined(separator: " ")
            return true
        }
        return schema
    }

    mutating func checkDictionaries() throws {
        var expected: Int64 = 1
        try Prepared(db, "SELECT id, digest, bytes FROM dictionary ORDER BY id").rows { row in
            let id = row.integer(0)
            if id != expected { find(.dictionary, "dictionary \(expected) is missing") }
            if Digest.sha256(row.blob(2)).bytes != row.blob(1) {
                find(.dictionary, "dictionary \(id) is not what its digest says")
            }
            expected = id + 1
            return true
        }
        let needed = try Prepared(db, "SELECT max(dictionary) FROM segment").first { $0.integer(0) }
        for id in expected..<max(expected, (needed ?? 0) + 1) {
            find(.dictionary, "dictionary \(id) is missing")
        }
    }

    /// Compares the index of streams with the streams that the entries make.
    ///
    /// Nothing is said of streams with entries that do not read.
    mutating func compareHeads(_ derived: DerivedTables, _ scratch: Database) throws {
        try derived.copyHeads(of: db)
        let sql = """
            SELECT first, log.name, log.version, log.last, head.name, head.version, head.last
            FROM temp.rebuilt_head AS log FULL JOIN main.head AS head USING (first)
            WHERE (log.name, log.version, log.last) IS NOT (head.name, head.version, head.last)
            ORDER BY first
            """
        var wrong = Differences()
        try Prepared(scratch, sql).rows { row in
            let (first, last) = (row.integer(0), row.isNull(6) ? row.integer(3) : row.integer(6))
            guard !isUnread(first), !isUnread(last) else { return true }
            let log = row.isNull(1) ? "no event" : "version \(row.integer(2)) at \(row.integer(3))"
            let index = row.isNull(4) ? "nothing" : "version \(row.integer(5)) at \(row.integer(6))"
            wrong.add(
                at: first,
                "stream \(first) '\(row.text(row.isNull(1) ? 4 : 1))' has \(log) in the log and "
                    + "\(index) in the index")
            return true
        }
        tell(wrong, .head, "rows of the index of streams are wrong")
    }

    /// Compares the index of marks; superfluous ones only show when every entry reads.
    mutating func compareMarks(_ derived: DerivedTables, _ scratch: Database) throws {
        try derived.copyMarks(of: db)
        let tables = [("main.mark", "temp.rebuilt_mark", "is superfluous")]
        let missing = [("temp.rebuilt_mark", "main.mark", "is missing")]
        var wrong = Differences()
        for (these, others, what) in missing + (unread.isEmpty ? tables : []) {
            let sql = """
                SELECT stream FROM (SELECT value, stream FROM \(these)
                    EXCEPT SELECT value, stream FROM \(others)) ORDER BY stream
                """
            try Prepared(scratch, sql).rows { row in
                wrong.add(at: row.integer(0), "a mark of stream \(row.integer(0)) \(what)")
                return true
            }
        }
        tell(wrong, .mark, "rows of the index of marks are wrong")
    }

    /// Compares the nodes above segments with those that the segments' roots give.
    mutating func compareNodes() throws {
        var roots = segmentRoots
        var level = SegmentFormat.rootLevel
        var wrong = Differences()
        var expected: Int64 = 0
        while roots.count > 1 {
            level += 1
            roots = stride(from: 0, to: roots.count - 1, by: 2).map { index in
                guard let left = roots[index], let right = roots[index + 1] else { return nil }
                return MerkleTree.nodeHash(left, right)
            }
            var stored: [Int64: [UInt8]] = [:]
            try Prepared(db, "SELECT position, hash FROM node WHERE level = ?")
                .rows(.integer(Int64(level))) { row in
                    stored[row.integer(0)] = row.blob(1)
                    return true
                }
            for (index, root) in roots.enumerated() {
                guard let root, stored[Int64(index)] != root.bytes else { continue }
                wrong.add(
                    at: nil,
                    "node \(index) of level \(level) "
                        + (stored[Int64(index)] == nil
                            ? "is missing" : "is not as its segments say"))
            }
            expected += Int64(roots.count)
        }
        let count = try Prepared(db, "SELECT count(*) FROM node").first { $0.integer(0) } ?? 0
        if count > expected {
            wrong.add(at: nil, "there are \(count) nodes and should be \(expected)")
        }
        tell(wrong, .node, "rows of the index of tree nodes are wrong")
    }

    private mutating func tell(_ wrong: Differences, _ part: LogFinding.Part, _ what: String) {
        guard wrong.count > 0 else { return }
        let more = wrong.count > wrong.first.count ? "; ..." : ""
        find(
            part, at: wrong.position,
            "\(wrong.count) \(what): \(wrong.first.joined(separator: "; "))\(more)")
    }
}

/// Rows of a derived table that are wrong: how many, and the first few.
private struct Differences {
    private(set) var count = 0
    private(set) var first: [String] = []
    private(set) var position: Position?

    private static let shownMax = 5

    mutating func add(at position: Position?, _ text: String) {
        count += 1
        if let position { self.position = min(self.position ?? position, position) }
        if first.count < Self.shownMax { first.append(text) }
    }
}
