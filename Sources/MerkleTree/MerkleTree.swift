/// The Merkle tree of RFC 6962 and RFC 9162 (2.1) with SHA-256, as functions without state.
///
/// Leaves are counted from 0. A tree of n leaves has its left subtree over the largest power of two
/// below n, so every tree is made of perfect subtrees, and a *node* is the root of one: level 0
/// holds the leaf hashes, and node i of level k covers the 2^k leaves from i * 2^k on.
public enum MerkleTree {
    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let emptyRoot = Digest.sha256([UInt8]())

    /// The hash of a leaf: SHA-256 of a zero byte and the leaf's bytes.
    public static func leafHash(_ bytes: ArraySlice<UInt8>) -> Digest {
        bytes.withUnsafeBytes(leafHash)
    }

    /// The hash of a leaf: SHA-256 of a zero byte and the leaf's bytes.
    public static func leafHash(_ bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes(leafHash)
    }

    private static func leafHash(_ leaf: UnsafeRawBufferPointer) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: leaf.count + 1, alignment: 8) { input in
            input[0] = 0x00
            UnsafeMutableRawBufferPointer(rebasing: input[1...]).copyMemory(from: leaf)
            return Digest.sha256(UnsafeRawBufferPointer(input))
        }
    }

    /// The hash of an inner node: SHA-256 of a one byte and the two hashes below.
    public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { input in
            input[0] = 0x01
            left.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: input[1..<33]).copyMemory(from: $0)
            }
            right.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: input[33..<65]).copyMemory(from: $0)
            }
            return Digest.sha256(UnsafeRawBufferPointer(input))
        }
    }

    /// The root of a tree with these leaf hashes.
    public static func root(of leaves: [Digest]) -> Digest {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf) }
        return frontier.root
    }

    /// The root of a perfect subtree with these leaf hashes, for example a segment of 256.
    ///
    /// - Throws: ``MerkleError/notAPerfectTree(count:)`` unless the count is a power of two.
    public static func perfectRoot(
        of leaves: ArraySlice<Digest>
    ) throws(MerkleError) -> Digest {
        guard leaves.count.nonzeroBitCount == 1 else {
            throw .notAPerfectTree(count: leaves.count)
        }
        var level = Array(leaves)
        var width = level.count
        while width > 1 {
            width /= 2
            for index in 0..<width {
                level[index] = nodeHash(level[2 * index], level[2 * index + 1])
            }
        }
        return level[0]
    }
}
