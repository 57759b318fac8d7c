internal import EventLog
internal import MerkleTree

/// The tree as it grows, twice: over what segments hold, and over what segments state.
///
/// The two are one until a segment's entries do not give the root it states. From there on a tree
/// head that agrees with either shows which of the two was changed.
struct CandidateTrees {
    private var byEntries: MerkleFrontier? = MerkleFrontier()
    private var byRoots: MerkleFrontier? = MerkleFrontier()

    /// Adds a segment.
    ///
    /// - Parameters:
    ///   - found: The root of its entries; `nil` when they do not read.
    ///   - stated: The root in its row; `nil` without a row.
    mutating func append(found: Digest?, stated: Digest?) {
        append(found ?? stated, to: &byEntries)
        append(stated ?? found, to: &byRoots)
    }

    /// Gives up: what follows cannot be hashed, because events are missing.
    mutating func close() {
        byEntries = nil
        byRoots = nil
    }

    /// The root over all segments and some entries after them; `nil` when it cannot be known.
    func root(with unsealed: MerkleFrontier) -> Digest? { root(byEntries, unsealed) }

    /// Whether a root is that of all segments and some entries after them; `nil` when it cannot
    /// be known.
    func agrees(_ stated: Digest, with unsealed: MerkleFrontier) -> Bool? {
        let roots = [root(byEntries, unsealed), root(byRoots, unsealed)].compactMap { $0 }
        return roots.isEmpty ? nil : roots.contains(stated)
    }

    private func append(_ root: Digest?, to tree: inout MerkleFrontier?) {
        guard let root else { return tree = nil }
        // Only segments are appended, so the tree always ends at a multiple of their width.
        try? tree?.append(subtree: root, level: SegmentFormat.rootLevel)
    }

    private func root(_ segments: MerkleFrontier?, _ unsealed: MerkleFrontier) -> Digest? {
        guard let segments else { return nil }
        var peaks = segments.peaks + unsealed.peaks
        guard var root = peaks.popLast() else { return MerkleTree.emptyRoot }
        while let peak = peaks.popLast() { root = MerkleTree.nodeHash(peak, root) }
        return root
    }
}
