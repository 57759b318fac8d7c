extension MerkleTree {
    /// Whether a proof shows that a leaf is in the tree with this root.
    ///
    /// RFC 9162, 2.1.3.2. Answers false for every argument that makes no sense.
    public static func verifyInclusion(
        leaf: Digest, index: Int64, size: Int64, proof: [Digest], root: Digest
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var place = index
        var last = size - 1
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = nodeHash(sibling, hash)
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = nodeHash(hash, sibling)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// Whether a proof shows that the newer tree continues the older one.
    ///
    /// RFC 9162, 2.1.4.2. Every tree continues the empty one, whose root is ``emptyRoot``. Answers
    /// false for every argument that makes no sense.
    public static func verifyConsistency(
        oldSize: Int64, oldRoot: Digest, newSize: Int64, newRoot: Digest, proof: [Digest]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= newSize else { return false }
        guard oldSize < newSize else { return proof.isEmpty && oldRoot == newRoot }
        guard oldSize > 0 else { return proof.isEmpty && oldRoot == emptyRoot }

        // An older tree that is perfect is itself the common part, and its root is not repeated.
        let path = oldSize.nonzeroBitCount == 1 ? [oldRoot] + proof : proof
        guard let common = path.first else { return false }
        let ones = (~(oldSize - 1)).trailingZeroBitCount
        var place = (oldSize - 1) >> Int64(ones)
        var last = (newSize - 1) >> Int64(ones)
        var (old, new) = (common, common)
        for sibling in path.dropFirst() {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                old = nodeHash(sibling, old)
                new = nodeHash(sibling, new)
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                new = nodeHash(new, sibling)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}
