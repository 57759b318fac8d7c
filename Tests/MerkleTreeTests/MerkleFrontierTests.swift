import MerkleTree
import Testing

@Suite struct MerkleFrontierTests {
    let leaves = decimalLeaves(300)

    @Test func `a frontier has the root of its leaves at every size`() {
        var frontier = MerkleFrontier()
        #expect(frontier.root == MerkleTree.emptyRoot)
        for size in 1...leaves.count {
            frontier.append(leaves[size - 1])
            #expect(frontier.size == Int64(size))
            #expect(frontier.peaks.count == size.nonzeroBitCount)
            #expect(frontier.root == naiveRoot(leaves[..<size]))
        }
    }

    @Test func `a frontier taken up again continues the same tree`() throws {
        var whole = MerkleFrontier()
        for leaf in leaves {
            var again = try MerkleFrontier(size: whole.size, peaks: whole.peaks)
            whole.append(leaf)
            again.append(leaf)
            #expect(again == whole)
        }
    }

    @Test func `peaks are the roots of the perfect subtrees, left to right`() throws {
        var frontier = MerkleFrontier()
        for leaf in leaves[..<77] { frontier.append(leaf) }
        #expect(
            frontier.peaks == [
                try MerkleTree.perfectRoot(of: leaves[0..<64]),
                try MerkleTree.perfectRoot(of: leaves[64..<72]),
                try MerkleTree.perfectRoot(of: leaves[72..<76]),
                leaves[76],
            ])
    }

    @Test func `a sealed subtree is appended at once`() throws {
        var one = MerkleFrontier()
        for leaf in leaves { one.append(leaf) }
        var other = MerkleFrontier()
        try other.append(subtree: MerkleTree.perfectRoot(of: leaves[..<256]), level: 8)
        for start in stride(from: 256, to: 296, by: 8) {
            let segment = leaves[start..<start + 8]
            try other.append(subtree: MerkleTree.perfectRoot(of: segment), level: 3)
        }
        for leaf in leaves[296...] { other.append(leaf) }
        #expect(one == other)
    }

    @Test func `a subtree that is no node of the tree is refused`() {
        var frontier = MerkleFrontier()
        frontier.append(leaves[0])
        let before = frontier
        for level in [1, 8, -1, 62, 63, 64, 1000] {
            #expect(throws: MerkleError.self) {
                try frontier.append(subtree: leaves[1], level: level)
            }
        }
        #expect(frontier == before)
    }

    @Test func `peaks that do not fit the size are refused`() {
        #expect(throws: MerkleError.peaksDoNotFit(size: 3, peaks: 1)) {
            try MerkleFrontier(size: 3, peaks: [leaves[0]])
        }
        #expect(throws: MerkleError.peaksDoNotFit(size: -1, peaks: 0)) {
            try MerkleFrontier(size: -1, peaks: [])
        }
    }

    @Test(arguments: [0, 3, 6, 255])
    func `a perfect tree has a power of two of leaves`(count: Int) {
        #expect(throws: MerkleError.notAPerfectTree(count: count)) {
            try MerkleTree.perfectRoot(of: leaves[..<count])
        }
    }
}
