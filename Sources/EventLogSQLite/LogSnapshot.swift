internal import EventLog
internal import GRDB
internal import MerkleTree

/// The log as one transaction of one connection sees it.
struct LogSnapshot: LogSource {
    let db: Database
    let codec: SegmentCodec
    let cache: SegmentCache
    let path: String

    func streamHead(_ name: StreamName) throws(EventStoreError) -> StreamHead? {
        try translated("find a stream") {
            try streamHeads([name])[0]
        }
    }

    func entry(at position: Position) throws(EventStoreError) -> Entry {
        guard (1...EventLogLimits.positionMax).contains(position) else {
            throw .corrupted(position: 0, detail: "an event at \(position) is asked for")
        }
        let number = SegmentFormat.number(of: position)
        if let segment = cache[number] { return try segment.entry(at: position) }
        let found = try translated("read an event") { () throws -> Entry? in
            if let segment = try codec.segment(number, db) {
                cache.insert(segment)
                return try segment.entry(at: position)
            }
            let sql = "SELECT entry FROM tail WHERE position = ?"
            let bytes = try Prepared(db, sql).first(.integer(position)) { $0.blob(0) }
            return try bytes.map { try Entry(position: position, bytes: $0[...]) }
        }
        guard let found else {
            throw .corrupted(position: position, detail: "there is no such event")
        }
        return found
    }

    /// The entries after a position, at most so many.
    func page(after position: Position, limit: Int) throws -> [Entry] {
        let size = try head().size
        let end = min(size, position.addingReportingOverflow(Int64(limit)).partialValue)
        guard position < end else { return [] }
        var entries: [Entry] = []
        entries.reserveCapacity(Int(end - position))
        var next = position + 1
        while next <= end, let segment = try segmentForPage(from: next, through: end) {
            try segment.append(from: next, limit: limit - entries.count, to: &entries)
            next = position + Int64(entries.count) + 1
        }
        let sql =
            "SELECT position, entry FROM tail WHERE position BETWEEN ? AND ? ORDER BY position"
        try Prepared(db, sql).rows(.integer(next), .integer(end)) { row in
            let found = row.integer(0)
            guard found == position + Int64(entries.count) + 1 else { return false }
            entries.append(try Entry(position: found, bytes: row.blob(1)[...]))
            return true
        }
        let last = position + Int64(entries.count)
        guard last == end else {
            let stored = try lastStored()
            guard stored > last else {
                throw EventStoreError.cutShort(end: stored, stated: size)
            }
            throw EventStoreError.corrupted(position: last + 1, detail: "there is no such event")
        }
        return entries
    }

    /// The last position at which anything stands.
    private func lastStored() throws -> Position {
        let sql = """
            SELECT max(coalesce((SELECT max(position) FROM tail), 0),
                coalesce((SELECT 256 * (max(number) + 1) FROM segment), 0))
            """
        return try Prepared(db, sql).first { try $0.position(0) } ?? 0
    }

    /// A segment for a page; one that the next page needs again is kept.
    private func segmentForPage(from first: Position, through last: Position) throws -> Segment? {
        let number = SegmentFormat.number(of: first)
        if let segment = cache[number] { return segment }
        let segment = try codec.segment(number, db)
        let segmentEnd = SegmentFormat.firstPosition(of: number + 1) - 1
        if let segment, last < segmentEnd { cache.insert(segment) }
        return segment
    }

    /// The newest tree head.
    func head() throws -> LogHead {
        let sql = "SELECT size, root FROM tree_head ORDER BY size DESC LIMIT 1"
        let row = try Prepared(db, sql).first { (try $0.position(0), $0.blob(1)) }
        guard let (size, bytes) = row else { return LogHead(size: 0, root: MerkleTree.emptyRoot) }
        return LogHead(size: size, root: try digest(bytes, position: size))
    }

    /// Streams in order of their first events.
    func streams(after stream: StreamID, limit: Int) throws -> [StreamHead] {
        let sql =
            "SELECT first, name, version, last FROM head WHERE first > ? ORDER BY first LIMIT ?"
        var heads: [StreamHead] = []
        var order = AscendingRows(of: "head", after: stream)
        try Prepared(db, sql).rows(.integer(stream), .integer(Int64(limit))) { row in
            try order.check(row.integer(0))
            heads.append(
                StreamHead(
                    id: try row.position(0), name: StreamName(rawValue: row.text(1)),
                    version: try row.position(2), last: try row.position(3)))
            return true
        }
        return heads
    }

    /// Where some streams stand, in the order asked for.
    func streamHeads(_ names: [StreamName]) throws -> [StreamHead?] {
        let select = try Prepared(db, "SELECT first, version, last FROM head WHERE name = ?")
        return try names.map { name in
            try select.first(.text(name.rawValue)) {
                StreamHead(
                    id: try $0.position(0), name: name, version: try $0.position(1),
                    last: try $0.position(2))
            }
        }
    }

    /// The streams that carry some marks, in the order asked for.
    func find(_ marks: [Mark]) throws -> [[StreamID]] {
        let select = try Prepared(
            db, "SELECT stream FROM mark WHERE value = ? ORDER BY stream LIMIT ?")
        let limit = Int64(EventLogLimits.streamsPerMarkMax)
        return try marks.map { try streams(with: $0.digest, select, limit) }
    }

    private func streams(
        with mark: MarkDigest, _ select: Prepared, _ limit: Int64
    ) throws -> [StreamID] {
        var streams: [StreamID] = []
        try select.rows(.blob(mark.bytes), .integer(limit)) { row in
            streams.append(try row.position(0))
            return true
        }
        return streams
    }

    /// The marks that more than one stream carries, oldest stream first; `nil` when there are more.
    func sharedMarks(atMost limit: Int) throws -> [MarkDigest: [StreamID]]? {
        let shared = try Prepared(
            db, "SELECT value FROM mark GROUP BY value HAVING count(*) > 1 LIMIT ?")
        var marks: [MarkDigest] = []
        try shared.rows(.integer(Int64(limit) + 1)) { row in
            guard let mark = MarkDigest(bytes: row.blob(0)) else {
                throw EventStoreError.corrupted(
                    position: 0, detail: "a mark of \(row.blob(0).count) bytes")
            }
            marks.append(mark)
            return true
        }
        guard marks.count <= limit else { return nil }
        let select = try Prepared(
            db, "SELECT stream FROM mark WHERE value = ? ORDER BY stream LIMIT ?")
        var found: [MarkDigest: [StreamID]] = [:]
        for mark in marks {
            found[mark] = try streams(
                with: mark, select, Int64(EventLogLimits.streamsPerMarkMax))
        }
        return found
    }

    /// The number of sealed segments.
    func segmentCount() throws -> Int64 {
        let last =
            try Prepared(db, "SELECT coalesce(max(number), -1) FROM segment")
            .first { $0.integer(0) } ?? -1
        guard last < SegmentFormat.number(of: EventLogLimits.positionMax) else {
            throw EventStoreError.corrupted(position: 0, detail: "\(last) numbers no segment")
        }
        return last + 1
    }

    func digest(_ bytes: [UInt8], position: Position) throws(EventStoreError) -> Digest {
        guard let digest = Digest(bytes: bytes) else {
            throw .corrupted(position: position, detail: "a digest of \(bytes.count) bytes")
        }
        return digest
    }

    private func translated<Value>(
        _ operation: String, _ body: () throws -> Value
    ) throws(EventStoreError) -> Value {
        do {
            return try body()
        } catch {
            throw EventStoreError(error, while: operation, path: path)
        }
    }
}

/// Makes sure that a page of rows goes on behind the one before it.
///
/// In a damaged table SQLite may find the same rows again and again; whoever reads page after page
/// would never end.
struct AscendingRows {
    private let table: String
    private var latest: Int64

    init(of table: String, after latest: Int64) {
        self.table = table
        self.latest = latest
    }

    /// Takes the number that the next row is found by.
    ///
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` unless it is more than the last.
    mutating func check(_ number: Int64) throws(EventStoreError) {
        guard number > latest else {
            throw .corrupted(
                position: 0, detail: "the table '\(table)' has \(number) behind \(latest)")
        }
        latest = number
    }
}
