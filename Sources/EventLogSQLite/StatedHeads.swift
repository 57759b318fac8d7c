internal import EventLog
internal import GRDB
internal import MerkleTree

/// The tree heads that appends stated, in order of size, a page at a time.
struct StatedHeads {
    private let snapshot: LogSnapshot
    private var page: ArraySlice<LogHead> = []

    /// The next one to compare; `nil` behind the last.
    private(set) var next: LogHead?

    /// The one before it.
    private(set) var latest: LogHead?

    private static let pageSize: Int64 = 4096

    init(snapshot: LogSnapshot) { self.snapshot = snapshot }

    mutating func loadNext() throws {
        latest = next ?? latest
        next = nil
        if page.isEmpty {
            var loaded: [LogHead] = []
            var order = AscendingRows(of: "tree_head", after: latest?.size ?? 0)
            let sql = "SELECT size, root FROM tree_head WHERE size > ? ORDER BY size LIMIT ?"
            try Prepared(snapshot.db, sql).rows(
                .integer(latest?.size ?? 0), .integer(Self.pageSize)
            ) { row in
                let size = try row.position(0)
                try order.check(size)
                let root = try snapshot.digest(row.blob(1), position: size)
                loaded.append(LogHead(size: size, root: root))
                return true
            }
            page = loaded[...]
        }
        next = page.popFirst()
    }
}
