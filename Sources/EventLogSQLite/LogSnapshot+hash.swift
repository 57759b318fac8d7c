internal import EventLog
internal import GRDB
internal import MerkleTree
internal import Zstd

extension LogSnapshot {
    /// Makes a tree larger by the events behind it, hashed anew; whole segments on every core.
    func frontier(
        extending start: MerkleFrontier, through end: Position
    ) throws -> MerkleFrontier {
        guard try head().size >= end else {
            throw EventStoreError.invalidRequest("the events through \(end), which are not there")
        }
        var frontier = start
        let width = Int64(SegmentFormat.eventsPerSegment)
        let boundary = (frontier.size + width - 1) / width * width
        try hashEntries(into: &frontier, through: min(boundary, end))
        let sealed = min(try segmentCount(), end / width)
        if frontier.size / width < sealed {
            try hashSegments(frontier.size / width..<sealed, into: &frontier)
        }
        try hashEntries(into: &frontier, through: end)
        return frontier
    }

    private func hashSegments(_ numbers: Range<Int64>, into frontier: inout MerkleFrontier) throws {
        let checks = SegmentChecks.ofHashes()
        var dictionaries: [Int64: ZstdDictionary] = [:]
        var started = numbers.lowerBound
        func next() -> SegmentChecks.Run? {
            let end = min(numbers.upperBound, started + SegmentChecks.segmentsPerRun)
            guard started < end else { return nil }
            defer { started = end }
            return checks.start(
                (started..<end).map { codec.row($0, dictionaries: &dictionaries, db) })
        }
        var run = next()
        while let current = run {
            run = next()
            for segment in current.segments() {
                guard let root = segment.root else {
                    throw segment.fault
                        ?? EventStoreError.corrupted(
                            position: SegmentFormat.firstPosition(of: segment.row.number),
                            detail: "there is no segment \(segment.row.number)")
                }
                try frontier.append(subtree: root, level: SegmentFormat.rootLevel)
            }
        }
    }

    private func hashEntries(
        into frontier: inout MerkleFrontier, through end: Position
    ) throws {
        guard frontier.size < end else { return }
        for entry in try page(after: frontier.size, limit: Int(end - frontier.size)) {
            frontier.append(MerkleTree.leafHash(entry.bytes))
        }
    }
}
