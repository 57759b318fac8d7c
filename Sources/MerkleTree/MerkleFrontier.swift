/// The right edge of a growing tree: all that is needed to append leaves and to know the root.
///
/// At most 63 hashes, however large the tree is.
public struct MerkleFrontier: Hashable, Sendable {
    /// The number of leaves.
    public private(set) var size: Int64

    /// The roots of the perfect subtrees the tree is made of, left to right, largest first.
    ///
    /// There is one for each bit that is set in ``size``.
    public private(set) var peaks: [Digest]

    /// Creates the frontier of an empty tree.
    public init() {
        size = 0
        peaks = []
    }

    /// Takes up a tree where it was left.
    ///
    /// - Throws: ``MerkleError/peaksDoNotFit(size:peaks:)``; whether the peaks are the right ones
    ///   only a comparison of ``root`` with a trusted root tells.
    public init(size: Int64, peaks: [Digest]) throws(MerkleError) {
        guard size >= 0, peaks.count == size.nonzeroBitCount else {
            throw .peaksDoNotFit(size: size, peaks: peaks.count)
        }
        self.size = size
        self.peaks = peaks
    }

    /// Appends one leaf by its hash.
    public mutating func append(_ leafHash: Digest) {
        merge(leafHash, whole: size)
        size += 1
    }

    /// Appends a perfect subtree of 2^level leaves at once, for example a sealed segment of 256.
    ///
    /// - Throws: ``MerkleError/notAPerfectTree(count:)`` when the tree does not end at a multiple
    ///   of the subtree's width, so that the subtree would not be a node of the tree.
    public mutating func append(subtree root: Digest, level: Int) throws(MerkleError) {
        guard (0..<62).contains(level), size & ((1 << level) - 1) == 0 else {
            throw .notAPerfectTree(count: Int(size))
        }
        merge(root, whole: size >> Int64(level))
        size += 1 << Int64(level)
    }

    /// The root of the tree.
    public var root: Digest {
        guard var root = peaks.last else { return MerkleTree.emptyRoot }
        for peak in peaks.dropLast().reversed() { root = MerkleTree.nodeHash(peak, root) }
        return root
    }

    /// Each trailing one bit of the count is a peak that the new one completes to a larger one.
    private mutating func merge(_ peak: Digest, whole count: Int64) {
        var peak = peak
        for _ in 0..<(~count).trailingZeroBitCount {
            peak = MerkleTree.nodeHash(peaks.removeLast(), peak)
        }
        peaks.append(peak)
    }
}
