internal import EventLog
internal import GRDB
internal import MerkleTree

extension LogSnapshot {
    /// Takes up the right edge of the log where the last append left it.
    ///
    /// Reads one node for each set bit of the number of segments, and the tail.
    ///
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when what is there does not give
    ///   the newest tree head.
    func edge() throws -> LogEdge {
        let count = try segmentCount()
        var peaks: [Digest] = []
        for bit in stride(from: Int64.bitWidth - 2, through: 0, by: -1)
        where count >> Int64(bit) & 1 == 1 {
            peaks.append(
                try node(level: SegmentFormat.rootLevel + bit, index: (count >> Int64(bit)) - 1))
        }
        var edge = LogEdge(
            segments: try MerkleFrontier(
                size: count * Int64(SegmentFormat.eventsPerSegment), peaks: peaks))
        let tail = try tailEntries(after: edge.size)
        let sealed = try edge.append(tail)
        let head = try head()
        guard sealed.isEmpty, edge.size == head.size, edge.root == head.root else {
            throw EventStoreError.corrupted(
                position: head.size,
                detail: "segments and tail give root \(edge.root) of \(edge.size) events, the "
                    + "newest tree head is \(head.root) of \(head.size)")
        }
        return edge
    }

    /// The hash of a perfect subtree of a log at least as large.
    func node(level: Int, index: Int64) throws -> Digest {
        let first = index << Int64(level) + 1
        if level > SegmentFormat.rootLevel {
            return try storedNode(level: level, index: index)
                ?? MerkleTree.nodeHash(
                    node(level: level - 1, index: 2 * index),
                    node(level: level - 1, index: 2 * index + 1))
        }
        if level == SegmentFormat.rootLevel, let root = try segmentRoot(index) { return root }
        let width = 1 << level
        let entries = try page(after: first - 1, limit: width)
        guard entries.count == width else {
            throw EventStoreError.invalidRequest("node \(index) of level \(level) is not complete")
        }
        return MerkleTree.root(of: entries.map { MerkleTree.leafHash($0.bytes) })
    }

    private func storedNode(level: Int, index: Int64) throws -> Digest? {
        let sql = "SELECT hash FROM node WHERE level = ? AND position = ?"
        return try Prepared(db, sql).first(.integer(Int64(level)), .integer(index)) {
            try digest($0.blob(0), position: index << Int64(level))
        }
    }

    private func segmentRoot(_ number: Int64) throws -> Digest? {
        try Prepared(db, "SELECT root FROM segment WHERE number = ?").first(.integer(number)) {
            try digest($0.blob(0), position: SegmentFormat.firstPosition(of: number))
        }
    }

    /// The tail, which must start right after the last segment.
    private func tailEntries(after position: Position) throws -> EntryBuffer {
        var tail = EntryBuffer()
        try Prepared(db, "SELECT position, entry FROM tail ORDER BY position").rows { row in
            guard row.integer(0) == position + Int64(tail.count) + 1 else {
                throw EventStoreError.corrupted(
                    position: position + Int64(tail.count) + 1,
                    detail: "the tail goes on at \(row.integer(0))")
            }
            try tail.append(row.blob(1))
            return tail.count < SegmentFormat.eventsPerSegment
        }
        return tail
    }
}
