import MerkleTree
import Testing

/// What other implementations computed for the same leaves.
@Suite struct VectorTests {
    let vectors: Vectors
    let leaves: [Digest]
    let nodes: Nodes

    init() throws {
        vectors = try Vectors.load()
        leaves = vectors.merkle8.leaves.map { MerkleTree.leafHash(bytes($0)) }
        nodes = Nodes(leaves: leaves)
    }

    @Test func `every node of the tree of eight leaves agrees`() {
        #expect(vectors.merkle8.nodesByLevel.count == nodes.levels.count)
        for (level, digests) in nodes.levels.enumerated() {
            #expect(vectors.merkle8.nodesByLevel["\(level)"] == digests.map(\.hex))
        }
    }

    @Test func `every root of up to eight leaves agrees`() throws {
        #expect(vectors.merkle8.roots.count == 9)
        var frontier = MerkleFrontier()
        for (size, root) in vectors.merkle8.roots.enumerated() {
            #expect(MerkleTree.root(of: Array(leaves[..<size])).hex == root)
            #expect(frontier.root.hex == root)
            if size < leaves.count { frontier.append(leaves[size]) }
        }
        #expect(try MerkleTree.perfectRoot(of: leaves[...]).hex == vectors.merkle8.roots[8])
    }

    @Test func `every inclusion proof agrees and convinces`() throws {
        #expect(vectors.merkle8.inclusion.count == 36)
        for vector in vectors.merkle8.inclusion {
            let proof = try MerkleTree.inclusionProof(
                leafIndex: vector.leaf, size: vector.size, node: nodes.source(size: vector.size))
            #expect(proof.map(\.hex) == vector.path)
            let root = try #require(Digest(hex: vectors.merkle8.roots[Int(vector.size)]))
            #expect(
                MerkleTree.verifyInclusion(
                    leaf: leaves[Int(vector.leaf)], index: vector.leaf, size: vector.size,
                    proof: proof, root: root))
        }
    }

    @Test func `every consistency proof agrees and convinces`() throws {
        #expect(vectors.merkle8.consistency.count == 36)
        for vector in vectors.merkle8.consistency {
            let proof = try MerkleTree.consistencyProof(
                from: vector.from, to: vector.to, node: nodes.source(size: vector.to))
            #expect(proof.map(\.hex) == vector.path)
            #expect(
                MerkleTree.verifyConsistency(
                    oldSize: vector.from,
                    oldRoot: try #require(Digest(hex: vectors.merkle8.roots[Int(vector.from)])),
                    newSize: vector.to,
                    newRoot: try #require(Digest(hex: vectors.merkle8.roots[Int(vector.to)])),
                    proof: proof))
        }
    }

    @Test func `the roots of decimal leaves agree, 70,000 among them`() throws {
        let expected = vectors.decimalLeaves.roots
        #expect(expected.count == 25)
        var frontier = MerkleFrontier()
        var seen = 0
        for leaf in decimalLeaves(70_000) {
            if let root = expected["\(frontier.size)"] {
                #expect(frontier.root.hex == root, "size \(frontier.size)")
                seen += 1
            }
            frontier.append(leaf)
        }
        #expect(seen == expected.count)
        #expect(frontier.root.hex == vectors.decimalLeaves.root_70000)
    }

    @Test func `the roots that checkpoints sign agree`() throws {
        #expect(vectors.checkpoints.rows.count == 9)
        for row in vectors.checkpoints.rows {
            let lines = row.checkpoint.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines[1] == "\(row.size)")
            #expect(digest(base64: lines[2]) == MerkleTree.root(of: Array(leaves[..<row.size])))
        }
    }

    @Test func `the inclusion proof of a receipt convinces`() throws {
        let text = vectors.tlogProof.text
        let parts = text.split(separator: "\n\n").map { $0.split(separator: "\n") }
        #expect(parts[0][1] == "index 5")
        let size = try #require(Int64(parts[1][1]))
        let root = try #require(digest(base64: parts[1][2]))
        let proof = try parts[0].dropFirst(2).map { try #require(digest(base64: $0)) }
        let leaf = MerkleTree.leafHash(bytes(vectors.tlogProof.entry))
        #expect(
            MerkleTree.verifyInclusion(leaf: leaf, index: 5, size: size, proof: proof, root: root))
        #expect(
            try MerkleTree.inclusionProof(leafIndex: 5, size: size, node: nodes.source(size: size))
                == proof)
    }

    /// A tile of level l holds up to 256 nodes of level 8 l (C2SP tlog-tiles).
    @Test func `the tiles of decimal leaves agree`() throws {
        let levels = Nodes(leaves: decimalLeaves(70_000)).levels
        #expect(vectors.tiles.tiles.count == 6)
        for tile in vectors.tiles.tiles {
            let parts = tile.path.split(separator: "/")
            let level = try #require(Int(parts[1]))
            let number = try #require(Int(parts[2].prefix(3)))
            let hashes = levels[8 * level].dropFirst(256 * number).prefix(256)
            #expect(hashes.count == tile.width, "\(tile.path)")
            let content = hashes.flatMap(\.bytes)
            #expect(Digest.sha256(content).hex == tile.sha256, "\(tile.path)")
        }
    }
}
