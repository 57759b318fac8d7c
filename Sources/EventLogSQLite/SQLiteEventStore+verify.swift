public import EventLog
internal import GRDB
internal import MerkleTree

extension SQLiteEventStore {
    /// Reads everything and hashes it anew: SQLite's own structure, every entry, every segment's
    /// root, and the root that every append stated.
    ///
    /// Whether streams are chained as the heads say is ``rebuildDerived(marks:)``'s part.
    ///
    /// - Returns: The head of the log that was found intact.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` at the first damage.
    public func verify() async throws(EventStoreError) -> LogHead {
        try await readers.read("verify the log") { snapshot in
            let answer = try Prepared(snapshot.db, "PRAGMA quick_check(1)").first { $0.text(0) }
            guard answer == "ok" else {
                throw EventStoreError.corrupted(
                    position: 0, detail: "SQLite's check says: \(answer ?? "nothing")")
            }
            var heads = StatedHeads(snapshot: snapshot)
            var found = MerkleFrontier()
            try heads.loadNext()
            try snapshot.walk { entry, leaf in
                found.append(leaf)
                guard entry.position == heads.next?.size else { return }
                try heads.check(found)
                try heads.loadNext()
            }
            let head = LogHead(size: found.size, root: found.root)
            guard heads.next == nil, try snapshot.head() == head else {
                throw EventStoreError.corrupted(
                    position: found.size,
                    detail: "the log ends here, and its newest tree head is another")
            }
            return head
        }
    }
}

/// The tree heads that appends stated, a page at a time.
private struct StatedHeads {
    let snapshot: LogSnapshot
    private var page: ArraySlice<LogHead> = []
    private(set) var next: LogHead?

    private static let pageSize: Int64 = 4096

    init(snapshot: LogSnapshot) { self.snapshot = snapshot }

    mutating func loadNext() throws {
        if page.isEmpty {
            var loaded: [LogHead] = []
            let sql = "SELECT size, root FROM tree_head WHERE size > ? ORDER BY size LIMIT ?"
            try Prepared(snapshot.db, sql).rows(
                .integer(next?.size ?? 0), .integer(Self.pageSize)
            ) { row in
                let size = row.integer(0)
                let root = try snapshot.digest(row.blob(1), position: size)
                loaded.append(LogHead(size: size, root: root))
                return true
            }
            page = loaded[...]
        }
        next = page.popFirst()
    }

    func check(_ found: MerkleFrontier) throws {
        guard let next, next.root == found.root else {
            throw EventStoreError.corrupted(
                position: found.size,
                detail: "the root of \(found.size) events is \(found.root), the append stated "
                    + "\(next?.root.hex ?? "nothing")")
        }
    }
}
