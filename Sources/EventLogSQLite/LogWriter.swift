internal import EventLog
internal import GRDB
internal import MerkleTree
internal import Units
internal import Zstd

/// What the writing connection knows between appends.
struct WriterState: Sendable {
    /// The right edge of the log, as committed.
    var edge: LogEdge

    /// Streams written lately, so that a next append need not look them up.
    var heads = StreamHeads()

    /// The dictionary for new segments, as committed.
    var dictionary: Int64?

    /// The number of commits so far.
    var commits = 0

    /// Pages written to the write-ahead log since the last checkpoint.
    var pagesSinceCheckpoint: Int64 = 0

    /// Why nothing may be written any more.
    var stopped: String?

    /// The most heads kept; when there are more, all are forgotten.
    static let headsMax = 65_536
}

/// Writes one assembled batch inside a transaction.
struct LogWriter {
    let snapshot: LogSnapshot
    var edge: LogEdge
    var dictionary: Int64?

    private var db: Database { snapshot.db }

    init(snapshot: LogSnapshot, state: WriterState) {
        self.snapshot = snapshot
        edge = state.edge
        dictionary = state.dictionary
    }

    mutating func write(_ batch: LogAssembler) throws {
        let sealed = try edge.append(batch.entries)
        for segment in sealed { try write(segment) }
        if !sealed.isEmpty {
            try Prepared(db, "DELETE FROM tail WHERE position <= ?")
                .run(.integer(edge.size - Int64(edge.tail.count)))
        }
        try writeTail(batch)
        try writeHeads(batch)
        let mark = try Prepared(db, "INSERT OR IGNORE INTO mark (value, stream) VALUES (?, ?)")
        for (digest, stream) in batch.marks {
            try mark.run(.blob(digest.bytes), .integer(stream))
        }
        try Prepared(db, "INSERT INTO tree_head (size, root) VALUES (?, ?)")
            .run(.integer(edge.size), .blob(edge.root.bytes))
    }

    /// Writes a segment, reads it back, and compares every byte before anything relies on it.
    private mutating func write(_ segment: SealedSegment) throws {
        let frame = try snapshot.codec.compress(segment.content, dictionary: dictionary, db)
        let sql = """
            INSERT INTO segment (number, dictionary, root, bytes, entries) VALUES (?, ?, ?, ?, ?)
            """
        try Prepared(db, sql).run(
            .integer(segment.number), dictionary.map(SQLValue.integer) ?? .null,
            .blob(segment.root.bytes), .integer(Int64(segment.content.count)), .blob(frame))
        guard let written = try snapshot.codec.content(of: segment.number, db) else {
            throw EventStoreError.corrupted(
                position: SegmentFormat.firstPosition(of: segment.number),
                detail: "segment \(segment.number) was written and is not there")
        }
        try segment.check(written)
        let node = try Prepared(
            db, "INSERT OR REPLACE INTO node (level, position, hash) VALUES (?, ?, ?)")
        for added in segment.nodes {
            try node.run(
                .integer(Int64(added.level)), .integer(added.index), .blob(added.hash.bytes))
        }
        try trainIfDue(segments: segment.number + 1)
    }

    private mutating func trainIfDue(segments count: Int64) throws {
        guard DictionaryTraining.isDue(segments: count, dictionaries: dictionary ?? 0) else {
            return
        }
        let first = max(0, count - DictionaryTraining.segmentsMax)
        let segments = try (first..<count).compactMap { try snapshot.codec.segment($0, db) }
        guard let trained = DictionaryTraining.train(on: segments) else { return }
        let id = (dictionary ?? 0) + 1
        try Prepared(db, "INSERT INTO dictionary (id, digest, bytes) VALUES (?, ?, ?)").run(
            .integer(id), .blob(Digest.sha256(trained.bytes).bytes), .blob(trained.bytes))
        dictionary = id
    }

    /// Writes what no segment holds; most of a large batch never stands in the tail.
    private func writeTail(_ batch: LogAssembler) throws {
        let tail = try Prepared(db, "INSERT INTO tail (position, entry) VALUES (?, ?)")
        let added = min(edge.tail.count, batch.entries.count)
        for index in (batch.entries.count - added)..<batch.entries.count {
            try tail.run(
                .integer(batch.base + Int64(index) + 1), .blob(batch.entries[index]))
        }
    }

    private func writeHeads(_ batch: LogAssembler) throws {
        let insert = try Prepared(
            db, "INSERT INTO head (first, name, version, last) VALUES (?, ?, ?, ?)")
        let update = try Prepared(db, "UPDATE head SET version = ?, last = ? WHERE first = ?")
        for head in batch.changedHeads {
            if head.id > batch.base {
                try insert.run(
                    .integer(head.id), .text(head.name.rawValue), .integer(head.version),
                    .integer(head.last))
            } else {
                try update.run(
                    .integer(head.version), .integer(head.last), .integer(head.id))
            }
        }
    }
}
