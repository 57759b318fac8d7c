extension MerkleTree {
    /// Gives the hash of a perfect subtree: level 0 holds leaf hashes, level 8 segment roots.
    public typealias NodeSource = (_ level: Int, _ index: Int64) throws -> Digest

    /// The proof that a leaf is in a tree: the hashes beside its path, lowest first.
    ///
    /// RFC 9162, 2.1.3.1. Asks for nodes that the tree of that size contains, and for no others.
    ///
    /// - Throws: ``MerkleError/leafOutsideTree(index:size:)``, or what `node` throws.
    public static func inclusionProof(
        leafIndex: Int64, size: Int64, node: NodeSource
    ) throws -> [Digest] {
        guard leafIndex >= 0, leafIndex < size else {
            throw MerkleError.leafOutsideTree(index: leafIndex, size: size)
        }
        var beside: [Span] = []
        var span = Span(start: 0, count: size)
        while span.count > 1 {
            let (left, right) = span.halves
            (span, beside) =
                leafIndex < right.start ? (left, beside + [right]) : (right, beside + [left])
        }
        return try beside.reversed().map { try $0.hash(node) }
    }

    /// The proof that a tree is a continuation of a smaller one.
    ///
    /// RFC 9162, 2.1.4.1. Empty when the sizes are equal or the older tree is empty.
    ///
    /// - Throws: ``MerkleError/sizesOutOfOrder(from:to:)``, or what `node` throws.
    public static func consistencyProof(
        from: Int64, to: Int64, node: NodeSource
    ) throws -> [Digest] {
        guard from >= 0, from <= to else {
            throw MerkleError.sizesOutOfOrder(from: from, to: to)
        }
        guard from > 0, from < to else { return [] }
        var beside: [Span] = []
        var span = Span(start: 0, count: to)
        while span.end != from {
            let (left, right) = span.halves
            (span, beside) =
                from <= right.start ? (left, beside + [right]) : (right, beside + [left])
        }
        // The verifier knows the older root; it needs what is common only when that is less.
        if span.start > 0 { beside.append(span) }
        return try beside.reversed().map { try $0.hash(node) }
    }
}

/// A run of leaves that is a subtree, perfect or at the right edge.
private struct Span {
    let start: Int64
    let count: Int64

    var end: Int64 { start + count }

    /// The two subtrees below: the left over the largest power of two below the count.
    var halves: (left: Span, right: Span) {
        let width = Int64(1) << Int64(63 - (count - 1).leadingZeroBitCount)
        return (
            Span(start: start, count: width), Span(start: start + width, count: count - width)
        )
    }

    /// The subtree's root, from the perfect subtrees it is made of.
    func hash(_ node: MerkleTree.NodeSource) throws -> Digest {
        guard count.nonzeroBitCount > 1 else {
            let level = count.trailingZeroBitCount
            return try node(level, start >> Int64(level))
        }
        let (left, right) = halves
        return MerkleTree.nodeHash(try left.hash(node), try right.hash(node))
    }
}
