public import MerkleTree

/// The right edge of a log: what a writer must know to append, seal segments and give the root.
///
/// At most 255 entries and some 60 hashes, however long the log is.
public struct LogEdge: Sendable {
    /// The tree over all sealed segments, as its peaks.
    public private(set) var segments: MerkleFrontier

    /// The tree over the entries that no segment holds yet.
    public private(set) var unsealed = MerkleFrontier()

    /// The entries that no segment holds yet; fewer than 256.
    public private(set) var tail = EntryBuffer()

    /// Starts at the edge of a log whose segments have these peaks, without its tail.
    public init(segments: MerkleFrontier = MerkleFrontier()) {
        self.segments = segments
    }

    /// The number of events.
    public var size: Position { segments.size + unsealed.size }

    /// The number of sealed segments.
    public var segmentCount: Int64 { segments.size / Int64(SegmentFormat.eventsPerSegment) }

    /// The root of the whole log.
    public var root: Digest {
        var peaks = segments.peaks + unsealed.peaks
        guard var root = peaks.popLast() else { return MerkleTree.emptyRoot }
        while let peak = peaks.popLast() { root = MerkleTree.nodeHash(peak, root) }
        return root
    }

    /// Appends entries and seals the segments they complete.
    ///
    /// - Returns: The segments, oldest first; a backend checks each with
    ///   ``SealedSegment/check(_:)`` against what it reads back.
    public mutating func append(
        _ entries: EntryBuffer
    ) throws(EventStoreError) -> [SealedSegment] {
        var sealed: [SealedSegment] = []
        var next = 0
        while next < entries.count {
            let room = SegmentFormat.eventsPerSegment - tail.count
            let end = min(entries.count, next + room)
            for index in next..<end { unsealed.append(MerkleTree.leafHash(entries[index])) }
            if end - next < room {
                for index in next..<end { try tail.append(entries[index]) }
            } else if tail.count == 0 {
                sealed.append(try seal(entries.content(of: next..<end)))
            } else {
                sealed.append(try seal((tail.bytes + entries.content(of: next..<end))[...]))
            }
            next = end
        }
        return sealed
    }

    /// Closes the segment that `unsealed` has just completed.
    private mutating func seal(
        _ content: ArraySlice<UInt8>
    ) throws(EventStoreError) -> SealedSegment {
        let number = segmentCount
        let root = unsealed.root
        // Each trailing one bit of the number is a peak that the new segment completes to a node.
        var nodes: [TreeNode] = []
        var node = TreeNode(level: SegmentFormat.rootLevel, index: number, hash: root)
        for peak in segments.peaks.suffix((~number).trailingZeroBitCount).reversed() {
            node = TreeNode(
                level: node.level + 1, index: node.index / 2,
                hash: MerkleTree.nodeHash(peak, node.hash))
            nodes.append(node)
        }
        do throws(MerkleError) {
            try segments.append(subtree: root, level: SegmentFormat.rootLevel)
        } catch {
            throw .corrupted(position: size, detail: "segment \(number) does not fit: \(error)")
        }
        unsealed = MerkleFrontier()
        tail = EntryBuffer()
        return SealedSegment(number: number, content: content, root: root, nodes: nodes)
    }
}
