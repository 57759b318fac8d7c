internal import EventLog
internal import GRDB
internal import MerkleTree

/// The file around the log, and what is derived from it.
extension LogVerifier {
    /// What SQLite finds wrong with the structure of its file.
    static func structureFindings(_ db: Database) -> [LogFinding] {
        var findings: [LogFinding] = []
        do {
            try Prepared(db, "PRAGMA integrity_check(100)").rows { row in
                if row.text(0) != "ok" {
                    findings.append(
                        LogFinding(.file, at: nil, "SQLite's check says: \(row.text(0))"))
                }
                return true
            }
        } catch {
            findings.append(LogFinding(.file, at: nil, "it does not read: \(words(error))"))
        }
        return findings
    }

    /// The tables and triggers that make the log what it is.
    mutating func checkFile() throws {
        let pages = try Prepared(db, "PRAGMA page_count").first { $0.integer(0) } ?? 0
        let bytes = try Prepared(db, "PRAGMA page_size").first { $0.integer(0) } ?? 0
        report.fileBytes = pages * bytes
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
        var expected = try Self.ownSchema.get()
        let found = try Self.schema(of: db)
        let later = try Self.checkpointSchema.get()
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

    private static let ownSchema = Result { try schema(of: Schema.statements) }
    private static let checkpointSchema = Result { try schema(of: Schema.checkpointStatements) }

    private static func schema(of statements: String) throws -> [String: [UInt8]] {
        try DatabaseQueue().write { db in
            try db.execute(sql: statements)
            return try schema(of: db)
        }
    }

    private static func schema(of db: Database) throws -> [String: [UInt8]] {
        var schema: [String: [UInt8]] = [:]
        try Prepared(db, "SELECT type, name, sql FROM main.sqlite_schema").rows { row in
            schema["\(row.text(0)) '\(row.text(1))'"] = withoutComments(row.text(2))
            return true
        }
        return schema
    }

    /// A statement without its comments, and with one space where there were spaces and newlines.
    ///
    /// By bytes and with quotes, as SQLite reads it: whatever SQLite takes for a part of the
    /// statement must stay, or a guard could be weakened where nobody looks.
    static func withoutComments(_ statement: String) -> [UInt8] {
        let (space, newline) = (UInt8(ascii: " "), UInt8(ascii: "\n"))
        var result: [UInt8] = []
        var rest = Array(statement.utf8)[...]
        while let byte = rest.first {
            switch byte {
            case _ where rest.starts(with: "--".utf8):
                rest = rest.drop { $0 != newline }
            case space, newline:
                rest = rest.drop { $0 == space || $0 == newline }
                if result.last != space { result.append(space) }
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "["):
                let closing = byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : byte
                let end = rest.dropFirst().firstIndex(of: closing) ?? rest.endIndex - 1
                result += rest[...end]
                rest = rest[(end + 1)...]
            case _:
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    mutating func checkDictionaries() throws {
        var expected: Int64 = 1
        try Prepared(db, "SELECT id, digest, bytes FROM dictionary ORDER BY id").rows { row in
            let id = row.integer(0)
            if id != expected { find(.dictionary, "dictionary \(expected) is missing") }
            if Digest.sha256(row.blob(2)).bytes != row.blob(1) {
                find(.dictionary, "dictionary \(id) is not what its digest says")
            }
            expected = id.addingReportingOverflow(1).partialValue
            return true
        }
        let needed = try Prepared(db, "SELECT max(dictionary) FROM segment").first { $0.integer(0) }
        if let needed, needed >= expected {
            find(.dictionary, "dictionaries \(expected) to \(needed) are missing")
        }
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
}
