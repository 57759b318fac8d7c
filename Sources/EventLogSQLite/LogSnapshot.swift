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
            guard row.integer(0) == position + Int64(entries.count) + 1 else { return false }
            entries.append(try Entry(position: row.integer(0), bytes: row.blob(1)[...]))
            return true
        }
        guard Int64(entries.count) == end - position else {
            throw EventStoreError.corrupted(
                position: position + Int64(entries.count) + 1, detail: "there is no such event")
        }
        return entries
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
        let row = try Prepared(db, sql).first { ($0.integer(0), $0.blob(1)) }
        guard let (size, bytes) = row else { return LogHead(size: 0, root: MerkleTree.emptyRoot) }
        return LogHead(size: size, root: try digest(bytes, position: size))
    }

    /// Streams in order of their first events.
    func streams(after stream: StreamID, limit: Int) throws -> [StreamHead] {
        let sql =
            "SELECT first, name, version, last FROM head WHERE first > ? ORDER BY first LIMIT ?"
        var heads: [StreamHead] = []
        try Prepared(db, sql).rows(.integer(stream), .integer(Int64(limit))) { row in
            heads.append(
                StreamHead(
                    id: row.integer(0), name: StreamName(rawValue: row.text(1)),
                    version: row.integer(2), last: row.integer(3)))
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
                    id: $0.integer(0), name: name, version: $0.integer(1), last: $0.integer(2))
            }
        }
    }

    /// The streams that carry some marks, in the order asked for.
    func find(_ marks: [Mark]) throws -> [[StreamID]] {
        let select = try Prepared(
            db, "SELECT stream FROM mark WHERE value = ? ORDER BY stream LIMIT ?")
        let limit = Int64(EventLogLimits.streamsPerMarkMax)
        return try marks.map { mark in
            var streams: [StreamID] = []
            try select.rows(.blob(mark.digest.bytes), .integer(limit)) { row in
                streams.append(row.integer(0))
                return true
            }
            return streams
        }
    }

    /// The number of sealed segments.
    func segmentCount() throws -> Int64 {
        try Prepared(db, "SELECT coalesce(max(number) + 1, 0) FROM segment")
            .first { $0.integer(0) } ?? 0
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
