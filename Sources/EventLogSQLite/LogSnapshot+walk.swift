internal import EventLog
internal import GRDB
internal import MerkleTree

extension LogSnapshot {
    /// Gives every event in order, and makes sure that each segment has the root it states.
    ///
    /// - Parameter body: Given each entry with its leaf hash.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` at the first damage, or what the
    ///   body throws.
    func walk(_ body: (Entry, Digest) throws -> Void) throws {
        let count = try segmentCount()
        for number in 0..<count {
            let segment = try checkedSegment(number)
            for (index, leaf) in segment.leaves.enumerated() {
                try body(try segment.entry(at: segment.firstPosition + Int64(index)), leaf)
            }
        }
        var position = SegmentFormat.firstPosition(of: count)
        try Prepared(db, "SELECT position, entry FROM tail ORDER BY position").rows { row in
            guard row.integer(0) == position else {
                throw EventStoreError.corrupted(
                    position: position, detail: "the tail goes on at \(row.integer(0))")
            }
            let entry = try Entry(position: position, bytes: row.blob(1)[...])
            try body(entry, MerkleTree.leafHash(entry.bytes))
            position += 1
            return true
        }
    }

    private func checkedSegment(_ number: Int64) throws -> Segment {
        let position = SegmentFormat.firstPosition(of: number)
        let sql = "SELECT root FROM segment WHERE number = ?"
        guard let segment = try codec.segment(number, db),
            let stated = try Prepared(db, sql).first(.integer(number), body: { $0.blob(0) })
        else {
            throw EventStoreError.corrupted(
                position: position, detail: "there is no segment \(number)")
        }
        let root = segment.computeRoot()
        guard root.bytes == stated else {
            throw EventStoreError.corrupted(
                position: position, detail: "segment \(number) does not have the root it states")
        }
        return segment
    }
}
