import MerkleTree
import Testing

/// Proofs of every tree up to a size, and what must not convince.
@Suite struct ProofTests {
    static let sizeMax = 40
    let leaves = decimalLeaves(sizeMax)
    let nodes = Nodes(leaves: decimalLeaves(sizeMax))

    @Test func `every leaf of every small tree is proven`() throws {
        for size in 1...Self.sizeMax {
            let root = naiveRoot(leaves[..<size])
            for index in 0..<size {
                let proof = try inclusion(index, size)
                #expect(includes(index, size, proof, root))
            }
        }
    }

    @Test func `every growth of every small tree is proven`() throws {
        for to in 0...Self.sizeMax {
            for from in 0...to {
                #expect(continues(from, to, try consistency(from, to)))
            }
        }
    }

    @Test(arguments: 1...20)
    func `a changed inclusion proof convinces nobody`(size: Int) throws {
        let root = naiveRoot(leaves[..<size])
        for index in 0..<size {
            let proof = try inclusion(index, size)
            for changed in changes(of: proof) {
                #expect(!includes(index, size, changed, root))
            }
            #expect(!includes(index, size, proof, flipped(root)))
            for other in -1...size where other != index {
                #expect(
                    !MerkleTree.verifyInclusion(
                        leaf: leaves[index], index: Int64(other), size: Int64(size), proof: proof,
                        root: root))
            }
            #expect(
                !MerkleTree.verifyInclusion(
                    leaf: flipped(leaves[index]), index: Int64(index), size: Int64(size),
                    proof: proof, root: root))
        }
    }

    @Test(arguments: 0...20)
    func `a changed consistency proof convinces nobody`(to: Int) throws {
        for from in 0...to {
            let proof = try consistency(from, to)
            for changed in changes(of: proof) {
                #expect(!continues(from, to, changed), "\(from) to \(to)")
            }
            let (old, new) = (naiveRoot(leaves[..<from]), naiveRoot(leaves[..<to]))
            #expect(!verify(from, flipped(old), to, new, proof))
            // Nothing can be said about what follows an empty tree, except that it follows.
            if from > 0 { #expect(!verify(from, old, to, flipped(new), proof)) }
        }
    }

    @Test func `questions without an answer are errors`() {
        #expect(throws: MerkleError.leafOutsideTree(index: 3, size: 3)) { try inclusion(3, 3) }
        #expect(throws: MerkleError.leafOutsideTree(index: -1, size: 3)) { try inclusion(-1, 3) }
        #expect(throws: MerkleError.leafOutsideTree(index: 0, size: 0)) { try inclusion(0, 0) }
        #expect(throws: MerkleError.sizesOutOfOrder(from: 3, to: 2)) { try consistency(3, 2) }
        #expect(throws: MerkleError.sizesOutOfOrder(from: -1, to: 2)) { try consistency(-1, 2) }
    }

    @Test func `an error of the node source comes through`() {
        struct Gone: Error {}
        #expect(throws: Gone.self) {
            try MerkleTree.inclusionProof(leafIndex: 1, size: 4) { _, _ in throw Gone() }
        }
        #expect(throws: Gone.self) {
            try MerkleTree.consistencyProof(from: 3, to: 4) { _, _ in throw Gone() }
        }
    }

    @Test func `verifiers answer false to arguments without sense`() {
        let some = leaves[0]
        let most = Int64.max
        #expect(!includes(-1, 3, [], some))
        #expect(!includes(0, 0, [], MerkleTree.emptyRoot))
        #expect(!includes(0, -5, [], some))
        #expect(!verify(-1, some, 3, some, []))
        #expect(!verify(3, some, 2, some, []))
        #expect(
            !MerkleTree.verifyInclusion(
                leaf: some, index: most - 1, size: most, proof: [], root: some))
        #expect(
            !MerkleTree.verifyConsistency(
                oldSize: most - 1, oldRoot: some, newSize: most, newRoot: some, proof: [some]))
        let endless = [Digest](repeating: some, count: 1000)
        #expect(!includes(1, 3, endless, some))
        #expect(!verify(2, some, 3, some, endless))
    }

    // MARK: What the tests ask

    private func inclusion(_ index: Int, _ size: Int) throws -> [Digest] {
        try MerkleTree.inclusionProof(
            leafIndex: Int64(index), size: Int64(size), node: nodes.source(size: Int64(size)))
    }

    private func consistency(_ from: Int, _ to: Int) throws -> [Digest] {
        try MerkleTree.consistencyProof(
            from: Int64(from), to: Int64(to), node: nodes.source(size: Int64(to)))
    }

    private func includes(_ index: Int, _ size: Int, _ proof: [Digest], _ root: Digest) -> Bool {
        let leaf = leaves.indices.contains(index) ? leaves[index] : leaves[0]
        return MerkleTree.verifyInclusion(
            leaf: leaf, index: Int64(index), size: Int64(size), proof: proof, root: root)
    }

    private func continues(_ from: Int, _ to: Int, _ proof: [Digest]) -> Bool {
        verify(from, naiveRoot(leaves[..<from]), to, naiveRoot(leaves[..<to]), proof)
    }

    private func verify(
        _ from: Int, _ old: Digest, _ to: Int, _ new: Digest, _ proof: [Digest]
    ) -> Bool {
        MerkleTree.verifyConsistency(
            oldSize: Int64(from), oldRoot: old, newSize: Int64(to), newRoot: new, proof: proof)
    }

    /// Every proof with one hash changed, removed, doubled or added, and with neighbours swapped.
    private func changes(of proof: [Digest]) -> [[Digest]] {
        var all = [proof + [leaves[0]], [leaves[0]] + proof]
        for index in proof.indices {
            var changed = proof
            changed[index] = flipped(proof[index])
            var removed = proof
            removed.remove(at: index)
            var doubled = proof
            doubled.insert(proof[index], at: index)
            all += [changed, removed, doubled]
            if index > 0 {
                var swapped = proof
                swapped.swapAt(index - 1, index)
                all.append(swapped)
            }
        }
        return all
    }

    private func flipped(_ digest: Digest) -> Digest {
        var bytes = digest.bytes
        bytes[31] ^= 1
        return Digest(bytes: bytes) ?? MerkleTree.emptyRoot
    }
}

/// The root as RFC 9162, 2.1.1 writes it down, to compare with.
func naiveRoot(_ leaves: ArraySlice<Digest>) -> Digest {
    guard leaves.count > 1 else { return leaves.first ?? MerkleTree.emptyRoot }
    var left = 1
    while left * 2 < leaves.count { left *= 2 }
    return MerkleTree.nodeHash(
        naiveRoot(leaves.prefix(left)), naiveRoot(leaves.dropFirst(left)))
}
