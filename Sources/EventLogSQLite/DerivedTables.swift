internal import EventLog
internal import GRDB

/// Streams and marks as the log's entries give them.
///
/// Bounded in memory: what is too much for it goes into temporary tables, and streams that were
/// not met lately are looked up there.
struct DerivedTables {
    /// Where a stream stands.
    struct Head: Equatable {
        let name: StreamName
        var version: StreamVersion
        var last: Position

        /// Goes on to an entry; says why it is not the next one, if it is not.
        fileprivate mutating func follow(_ link: EntryLink, isNamed: Bool) -> String? {
            defer { (version, last) = (link.version, link.position) }
            return link.fault(behind: version, last, isNamed: isNamed)
        }
    }

    /// A mark and a stream that carries it, in order of value.
    struct MarkRow: Hashable, Comparable {
        let value: MarkDigest
        let stream: StreamID

        static func < (left: MarkRow, right: MarkRow) -> Bool {
            left.value == right.value ? left.stream < right.stream : left.value < right.value
        }
    }

    /// How much is kept in memory: some 200 MB in all.
    struct Limits {
        var headsMax = 2_621_440
        var marksMax = 2_621_440
    }

    private let db: Database
    private let marks: ((Entry) throws -> [Mark])?
    private let limits: Limits

    /// The streams that began since the last flush; all of them as long as nothing was flushed.
    private var begun = StreamTable()

    /// The others that were met since then: they began before it, or not where they say.
    private var others: [StreamID: Head] = [:]

    /// The marks that are not in the temporary table, in order of the log.
    private(set) var markRows: [MarkRow] = []

    /// Whether the temporary tables hold anything.
    private(set) var isFlushed = false

    /// Creates the empty tables.
    ///
    /// - Parameters:
    ///   - db: A connection in a transaction, to the ledger or to another database.
    ///   - marks: The marks of an entry, as whoever appended it gave them; `nil` to leave them out.
    ///   - limits: How much is kept in memory.
    /// - Throws: What SQLite says when it cannot make them.
    init(
        _ db: Database, marks: ((Entry) throws -> [Mark])? = nil, limits: Limits = Limits()
    ) throws {
        self.db = db
        self.marks = marks
        self.limits = limits
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
        for mark in try marks?(entry) ?? [] { add(mark.digest, of: entry.stream) }
        return try add(EntryLink(entry), name: entry.name)
    }

    /// Takes a mark of the next entry.
    mutating func add(_ mark: MarkDigest, of stream: StreamID) {
        markRows.append(MarkRow(value: mark, stream: stream))
    }

    /// Takes the next entry of the log, whose marks were taken.
    ///
    /// - Parameters:
    ///   - link: Where it says that it stands.
    ///   - name: What its stream is called; in its first entry only.
    /// - Returns: As ``add(_:)``.
    /// - Throws: What SQLite says.
    mutating func add(_ link: EntryLink, name: StreamName?) throws -> String? {
        if headCount >= limits.headsMax || markRows.count >= limits.marksMax {
            try flush(through: link.position - 1)
        }
        if let place = begun.place(of: link.stream) {
            let before = begun.advance(place, to: link.version, at: link.position)
            return link.fault(behind: before.version, before.last, isNamed: name != nil)
        }
        // Looked for once, and changed where it stands.
        if let place = others.index(forKey: link.stream) {
            return others.values[place].follow(link, isNamed: name != nil)
        }
        if let name, link.stream == link.position, begun.begin(link.stream, name: name) {
            _ = begun.advance(begun.count - 1, to: link.version, at: link.position)
            return link.fault(behind: 0, 0, isNamed: true)
        }
        var head = try storedHead(link.stream) ?? Head(name: name ?? "", version: 0, last: 0)
        let fault = head.follow(link, isNamed: name != nil)
        others[link.stream] = head
        return fault
    }

    /// The number of streams in memory.
    var headCount: Int { begun.count + others.count }

    /// How a stream stands, if it is in memory.
    func head(of stream: StreamID) -> Head? {
        begun.place(of: stream).map { begun[$0] } ?? others[stream]
    }

    /// Every stream in memory.
    func forEachHead(_ body: (StreamID, Head) throws -> Void) rethrows {
        try begun.forEach(body)
        for (stream, head) in others.sorted(by: { $0.key < $1.key }) { try body(stream, head) }
    }

    private func storedHead(_ stream: StreamID) throws -> Head? {
        guard isFlushed else { return nil }
        return try Prepared(db, "SELECT name, version, last FROM rebuilt_head WHERE first = ?")
            .first(.integer(stream)) {
                Head(
                    name: StreamName(rawValue: $0.text(0)), version: $0.integer(1),
                    last: $0.integer(2))
            }
    }

    /// Writes what is still in memory; to be called before the temporary tables are compared.
    ///
    /// - Parameter position: What was added last.
    /// - Throws: What SQLite says.
    mutating func flush(through position: Position = 0) throws {
        isFlushed = true
        let insertHead = try Prepared(
            db,
            "INSERT OR REPLACE INTO rebuilt_head (first, name, version, last) VALUES (?, ?, ?, ?)")
        try forEachHead { stream, head in
            try insertHead.run(
                .integer(stream), .text(head.name.rawValue), .integer(head.version),
                .integer(head.last))
        }
        begun = StreamTable(after: position)
        others = [:]
        let insertMark = try Prepared(
            db, "INSERT OR IGNORE INTO rebuilt_mark (value, stream) VALUES (?, ?)")
        for row in markRows.sorted() {
            try insertMark.run(.blob(row.value.bytes), .integer(row.stream))
        }
        markRows = []
    }

    /// Copies the ledger's index of streams beside the temporary tables, to another database.
    func copyHeads(of ledger: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE head (first INTEGER PRIMARY KEY, name TEXT, version INTEGER, \
                last INTEGER)
                """)
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

extension EntryLink {
    /// Why an entry is not the next one of its stream; `nil` when it is.
    fileprivate func fault(
        behind version: StreamVersion, _ last: Position, isNamed: Bool
    ) -> String? {
        guard self.version == version &+ 1, previous == last, isNamed == (version == 0) else {
            return "version \(self.version) after position \(previous) does not follow "
                + "version \(version) at \(last)"
        }
        return nil
    }
}
