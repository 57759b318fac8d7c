internal import EventLog
internal import GRDB

/// The indexes of streams and marks, compared with those that the entries make.
///
/// Usually both fit in memory and the ledger's rows are read past them. Of a larger log they stand
/// in temporary tables of a database of their own, and SQLite compares.
extension LogVerifier {
    /// Compares the index of streams with the streams that the entries make.
    ///
    /// Nothing is said of streams with entries that do not read.
    mutating func compareHeads(_ derived: inout DerivedTables, _ scratch: Database) throws {
        var wrong = Differences()
        if derived.isFlushed {
            try derived.flush()
            try compareStoredHeads(derived, scratch, &wrong)
        } else {
            try compareHeads(derived, &wrong)
        }
        tell(wrong, .head, "rows of the index of streams are wrong")
    }

    private func compareHeads(
        _ derived: DerivedTables, _ wrong: inout Differences
    ) throws {
        typealias Head = DerivedTables.Head
        var differing: [(stream: StreamID, log: Head?, index: Head?)] = []
        var indexed = 0
        var order = AscendingRows(of: "head", after: .min)
        let sql = "SELECT first, name, version, last FROM head ORDER BY first"
        try Prepared(db, sql).rows { row in
            let stream = row.integer(0)
            try order.check(stream)
            let index = Head(
                name: StreamName(rawValue: row.text(1)), version: row.integer(2),
                last: row.integer(3))
            let log = derived.head(of: stream)
            if log != nil { indexed += 1 }
            if log != index { differing.append((stream, log, index)) }
            return true
        }
        if indexed < derived.headCount {
            try derived.forEachHead { stream, log in
                if try !isIndexed(stream) { differing.append((stream, log, nil)) }
            }
        }
        for row in differing.sorted(by: { $0.stream < $1.stream }) {
            add(row.stream, log: row.log, index: row.index, to: &wrong)
        }
    }

    private func isIndexed(_ stream: StreamID) throws -> Bool {
        try Prepared(db, "SELECT 1 FROM head WHERE first = ?").first(.integer(stream)) { _ in true }
            ?? false
    }

    private func compareStoredHeads(
        _ derived: DerivedTables, _ scratch: Database, _ wrong: inout Differences
    ) throws {
        try derived.copyHeads(of: db)
        let sql = """
            SELECT first, log.name, log.version, log.last, head.name, head.version, head.last
            FROM temp.rebuilt_head AS log FULL JOIN main.head AS head USING (first)
            WHERE (log.name, log.version, log.last) IS NOT (head.name, head.version, head.last)
            ORDER BY first
            """
        func head(_ row: SQLRow, from column: Int32) -> DerivedTables.Head? {
            guard !row.isNull(column + 1) else { return nil }
            return DerivedTables.Head(
                name: StreamName(rawValue: row.text(column)), version: row.integer(column + 1),
                last: row.integer(column + 2))
        }
        try Prepared(scratch, sql).rows { row in
            add(row.integer(0), log: head(row, from: 1), index: head(row, from: 4), to: &wrong)
            return true
        }
    }

    private func add(
        _ stream: StreamID, log: DerivedTables.Head?, index: DerivedTables.Head?,
        to wrong: inout Differences
    ) {
        guard !isUnread(stream), !isUnread((index ?? log)?.last ?? stream) else { return }
        func words(_ head: DerivedTables.Head?, _ none: String) -> String {
            head.map { "version \($0.version) at \($0.last)" } ?? none
        }
        let name = (log ?? index)?.name.rawValue ?? ""
        wrong.add(
            at: stream,
            "stream \(stream) '\(name)' has \(words(log, "no event")) in the log and "
                + "\(words(index, "nothing")) in the index")
    }

    /// Compares the index of marks; superfluous ones only show when every entry reads.
    mutating func compareMarks(_ derived: inout DerivedTables, _ scratch: Database) throws {
        var (missing, superfluous): ([StreamID], [StreamID]) = ([], [])
        if derived.isFlushed {
            try derived.flush()
            try compareStoredMarks(derived, scratch, &missing, &superfluous)
        } else {
            try compareMarks(derived.markRows.sorted()[...], &missing, &superfluous)
        }
        var wrong = Differences()
        for stream in missing.sorted() {
            wrong.add(at: stream, "a mark of stream \(stream) is missing")
        }
        for stream in unread.isEmpty ? superfluous.sorted() : [] {
            wrong.add(at: stream, "a mark of stream \(stream) is superfluous")
        }
        tell(wrong, .mark, "rows of the index of marks are wrong")
    }

    /// Reads the index past the marks that the entries make; both are in order.
    private func compareMarks(
        _ marks: ArraySlice<DerivedTables.MarkRow>, _ missing: inout [StreamID],
        _ superfluous: inout [StreamID]
    ) throws {
        var marks = marks
        var latest: DerivedTables.MarkRow?
        /// The next mark of the log; the same one twice is one row of the index.
        func pop() -> DerivedTables.MarkRow? {
            while let mark = marks.popFirst() {
                guard mark != latest else { continue }
                latest = mark
                return mark
            }
            return nil
        }
        var next = pop()
        let sql = "SELECT value, stream FROM mark ORDER BY value, stream"
        try Prepared(db, sql).rows { row in
            let stream = row.integer(1)
            guard let value = MarkDigest(bytes: row.blob(0)) else {
                superfluous.append(stream)
                return true
            }
            let found = DerivedTables.MarkRow(value: value, stream: stream)
            while let mark = next, mark < found {
                missing.append(mark.stream)
                next = pop()
            }
            if next == found { next = pop() } else { superfluous.append(stream) }
            return true
        }
        while let mark = next {
            missing.append(mark.stream)
            next = pop()
        }
    }

    private func compareStoredMarks(
        _ derived: DerivedTables, _ scratch: Database, _ missing: inout [StreamID],
        _ superfluous: inout [StreamID]
    ) throws {
        try derived.copyMarks(of: db)
        func streams(in table: String, butNotIn other: String) throws -> [StreamID] {
            var streams: [StreamID] = []
            let sql = """
                SELECT stream FROM (SELECT value, stream FROM \(table)
                    EXCEPT SELECT value, stream FROM \(other))
                """
            try Prepared(scratch, sql).rows { row in
                streams.append(row.integer(0))
                return true
            }
            return streams
        }
        missing = try streams(in: "temp.rebuilt_mark", butNotIn: "main.mark")
        superfluous = try streams(in: "main.mark", butNotIn: "temp.rebuilt_mark")
    }

    mutating func tell(_ wrong: Differences, _ part: LogFinding.Part, _ what: String) {
        guard wrong.count > 0 else { return }
        let more = wrong.count > wrong.first.count ? "; ..." : ""
        find(
            part, at: wrong.position,
            "\(wrong.count) \(what): \(wrong.first.joined(separator: "; "))\(more)")
    }
}

/// Rows of a derived table that are wrong: how many, and the first few.
struct Differences {
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
