public import MerkleTree
internal import Units

/// A segment that an append has completed, ready to be compressed and written.
public struct SealedSegment: Sendable {
    /// Its number, counted from 0.
    public let number: Int64

    /// The content as ``SegmentFormat`` describes it.
    public let content: ArraySlice<UInt8>

    /// The root of its 256 leaves.
    public let root: Digest

    /// The nodes above segments that it completes, lowest first.
    public let nodes: [TreeNode]

    /// Makes sure that what was written is what was hashed, to the byte.
    ///
    /// - Parameter content: What a backend read back and decompressed.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when it is not.
    public func check(_ content: ArraySlice<UInt8>) throws(EventStoreError) {
        let isSame = content.withUnsafeBytes { written in
            self.content.withUnsafeBytes { written.hasSameBytes(as: $0) }
        }
        guard isSame else {
            throw .corrupted(
                position: SegmentFormat.firstPosition(of: number),
                detail: "segment \(number) was written and does not read as what was hashed")
        }
    }
}

/// The root of a perfect subtree above the segments.
public struct TreeNode: Equatable, Sendable {
    /// 2 to the power of this many leaves are below it; 9 or more.
    public let level: Int

    /// Its place in its level, counted from 0.
    public let index: Int64

    /// Its hash.
    public let hash: Digest
}
