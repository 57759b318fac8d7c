import Foundation
import LedgerTesting
import MerkleTree

/// The parts of `Fixtures/vectors/merkle.json` that concern trees and proofs.
struct Vectors: Decodable, Sendable {
    let merkle8: Merkle8
    let decimalLeaves: DecimalLeaves
    let tiles: Tiles
    let checkpoints: Checkpoints
    let tlogProof: TlogProof

    struct Merkle8: Decodable, Sendable {
        /// The leaves' bytes in hexadecimal.
        let leaves: [String]
        let nodesByLevel: [String: [String]]
        let roots: [String]
        let inclusion: [Inclusion]
        let consistency: [Consistency]
    }

    struct Inclusion: Decodable, Sendable {
        let leaf: Int64
        let size: Int64
        let path: [String]
    }

    struct Consistency: Decodable, Sendable {
        let from: Int64
        let to: Int64
        let path: [String]
    }

    struct DecimalLeaves: Decodable, Sendable {
        let roots: [String: String]
        let root_70000: String

        private enum CodingKeys: String, CodingKey {
            case roots
            case root_70000 = "root70000"
        }
    }

    struct Tiles: Decodable, Sendable {
        let tiles: [Tile]
    }

    struct Tile: Decodable, Sendable {
        let path: String
        let width: Int
        let sha256: String
    }

    struct Checkpoints: Decodable, Sendable {
        let rows: [Checkpoint]
    }

    struct Checkpoint: Decodable, Sendable {
        let size: Int
        /// The log's name, the size and the root in base64, one a line; then signatures.
        let checkpoint: String
    }

    struct TlogProof: Decodable, Sendable {
        /// The leaf's bytes in hexadecimal.
        let entry: String
        /// Format, index and hashes in base64, one a line; then, after an empty line, a checkpoint.
        let text: String
    }

    static func load() throws -> Vectors {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(
            Vectors.self, from: Data(Fixture.text("vectors/merkle.json").utf8))
    }
}

/// The perfect subtrees of a log, by level; what a store keeps, in memory.
struct Nodes: Sendable {
    let levels: [[Digest]]

    init(leaves: [Digest]) {
        var levels = [leaves]
        while let below = levels.last, below.count > 1 {
            levels.append(
                (0..<below.count / 2).map {
                    MerkleTree.nodeHash(below[2 * $0], below[2 * $0 + 1])
                })
        }
        self.levels = levels
    }

    /// The node, which must lie inside a tree of that size.
    func source(size: Int64) -> MerkleTree.NodeSource {
        { level, index in
            guard index >= 0, (index + 1) << Int64(level) <= size else {
                throw OutsideTree(level: level, index: index, size: size)
            }
            return levels[level][Int(index)]
        }
    }

    struct OutsideTree: Error {
        let level: Int
        let index: Int64
        let size: Int64
    }
}

/// A digest from base64.
func digest(base64 text: some StringProtocol) -> Digest? {
    Data(base64Encoded: String(text)).flatMap { Digest(bytes: $0) }
}

/// The leaf hashes of the log whose leaf i is the ASCII decimal of i.
func decimalLeaves(_ count: Int) -> [Digest] {
    (0..<count).map { MerkleTree.leafHash(Array(String($0).utf8)) }
}

/// Bytes from hexadecimal digits.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue).map(UInt8.init)
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
