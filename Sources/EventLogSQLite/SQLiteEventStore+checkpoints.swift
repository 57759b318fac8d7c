public import EventLog
internal import GRDB
public import MerkleTree

extension SQLiteEventStore: TransparentStore {
    public func origin() async throws(EventStoreError) -> String {
        try readers.lookUp("read the log's name") { snapshot in
            guard
                let name = try Prepared(snapshot.db, "SELECT origin FROM ledger")
                    .first(body: { $0.text(0) })
            else {
                throw EventStoreError.corrupted(position: 0, detail: "the ledger table is empty")
            }
            return name
        }
    }

    public func frontier(at size: Position) async throws(EventStoreError) -> MerkleFrontier {
        try await readers.read("find the root at a size") { try $0.frontier(at: size) }
    }

    public func frontier(
        extending frontier: MerkleFrontier, through size: Position
    ) async throws(EventStoreError) -> MerkleFrontier {
        try await readers.read("hash the events") {
            try $0.frontier(extending: frontier, through: size)
        }
    }

    public func node(level: Int, index: Int64) async throws(EventStoreError) -> Digest {
        guard (0..<62).contains(level), index >= 0, index < Int64.max >> Int64(level + 1) else {
            throw .invalidRequest("node \(index) of level \(level)")
        }
        return try readers.readBriefly("read a tree node") {
            try $0.node(level: level, index: index)
        }
    }

    public func newestCheckpoint() async throws(EventStoreError) -> StoredCheckpoint? {
        try readers.readBriefly("read a checkpoint") { snapshot in
            guard try snapshot.hasCheckpoints() else { return nil }
            let newest = try Prepared(snapshot.db, "SELECT max(size) FROM checkpoint")
                .first { $0.isNull(0) ? nil : $0.integer(0) }
            guard let newest, let size = newest else { return nil }
            guard size >= 0 else {
                throw EventStoreError.corrupted(
                    position: 0, detail: "a checkpoint of \(size) events is stored")
            }
            return try snapshot.checkpoints(after: size - 1, limit: 1).first
        }
    }

    public func checkpoints(
        after size: Position, limit: Int
    ) async throws(EventStoreError) -> [StoredCheckpoint] {
        try AppendRules.checkPage(after: max(0, size), limit: limit)
        return try await readers.read("read checkpoints") { snapshot in
            guard try snapshot.hasCheckpoints() else { return [] }
            return try snapshot.checkpoints(after: size, limit: limit)
        }
    }

    public func store(_ checkpoint: StoredCheckpoint) async throws(EventStoreError) {
        guard let writer else { throw .readOnly }
        try await writer.run("store a checkpoint") { db, state in
            let snapshot = writer.snapshot(db)
            try writer.transaction(db, &state) { _ in
                try snapshot.createCheckpointTables()
                try snapshot.insert(checkpoint)
            }
        }
    }

    public func verifierKeys() async throws(EventStoreError) -> [String] {
        try readers.readBriefly("read verifier keys") { snapshot in
            guard try snapshot.hasCheckpoints() else { return [] }
            var keys: [String] = []
            try Prepared(snapshot.db, "SELECT key FROM verifier_key ORDER BY number").rows {
                keys.append($0.text(0))
                return true
            }
            return keys
        }
    }

    public func storeVerifierKey(_ text: String) async throws(EventStoreError) {
        guard let writer else { throw .readOnly }
        try await writer.run("store a verifier key") { db, state in
            let snapshot = writer.snapshot(db)
            try writer.transaction(db, &state) { _ in
                try snapshot.createCheckpointTables()
                try Prepared(
                    db,
                    """
                    INSERT INTO verifier_key (number, key)
                    SELECT (SELECT coalesce(max(number), 0) + 1 FROM verifier_key), ?1
                    WHERE NOT EXISTS (SELECT 1 FROM verifier_key WHERE key = ?1)
                    """
                ).run(.text(text))
            }
        }
    }
}

extension LogSnapshot {
    /// The right edge of the tree at a size.
    fileprivate func frontier(at size: Position) throws -> MerkleFrontier {
        let end = try head().size
        guard size >= 0, size <= end else {
            throw EventStoreError.invalidRequest("the root at \(size) in a log of \(end) events")
        }
        var peaks: [Digest] = []
        for bit in stride(from: Int64.bitWidth - 2, through: 0, by: -1)
        where size >> Int64(bit) & 1 == 1 {
            peaks.append(try node(level: bit, index: (size >> Int64(bit)) - 1))
        }
        return try MerkleFrontier(size: size, peaks: peaks)
    }

    /// Whether the file has the tables that checkpoints stand in.
    fileprivate func hasCheckpoints() throws -> Bool {
        let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'checkpoint'"
        return try Prepared(db, sql).first { $0.integer(0) } == 1
    }

    fileprivate func createCheckpointTables() throws {
        if try !hasCheckpoints() { try db.execute(sql: Schema.checkpointStatements) }
    }

    fileprivate func checkpoints(after size: Position, limit: Int) throws -> [StoredCheckpoint] {
        var rows: [(size: Position, text: String)] = []
        var order = AscendingRows(of: "checkpoint", after: size)
        let sql = "SELECT size, text FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?"
        try Prepared(db, sql).rows(.integer(size), .integer(Int64(limit))) {
            try order.check($0.integer(0))
            rows.append(($0.integer(0), $0.text(1)))
            return true
        }
        return try rows.map { size, text in
            var lines: [String] = []
            try Prepared(db, "SELECT line FROM signature WHERE size = ? ORDER BY number")
                .rows(.integer(size)) {
                    lines.append($0.text(0))
                    return true
                }
            return StoredCheckpoint(size: size, text: text, signatures: lines)
        }
    }

    fileprivate func insert(_ checkpoint: StoredCheckpoint) throws {
        let stored = try Prepared(db, "SELECT text FROM checkpoint WHERE size = ?")
            .first(.integer(checkpoint.size)) { $0.text(0) }
        if let stored {
            guard stored.utf8.elementsEqual(checkpoint.text.utf8) else {
                throw EventStoreError.invalidRequest(
                    "another checkpoint of size \(checkpoint.size) than the one that is stored")
            }
        } else {
            try Prepared(db, "INSERT INTO checkpoint (size, text) VALUES (?, ?)")
                .run(.integer(checkpoint.size), .text(checkpoint.text))
        }
        let line = try Prepared(
            db,
            """
            INSERT INTO signature (number, size, line)
            SELECT (SELECT coalesce(max(number), 0) + 1 FROM signature), ?1, ?2
            WHERE NOT EXISTS (SELECT 1 FROM signature WHERE size = ?1 AND line = ?2)
            """)
        for signature in checkpoint.signatures {
            try line.run(.integer(checkpoint.size), .text(signature))
        }
    }
}
