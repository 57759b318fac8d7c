import Foundation
import LedgerTesting
import MerkleTree

/// The parts of `Fixtures/vectors/merkle.json` that concern notes, checkpoints and tiles.
struct Vectors: Decodable, Sendable {
    let notes: [Note]
    let notesMustReject: [Rejected]
    let checkpoints: Checkpoints
    let tlogProof: TlogProof
    let tiles: Tiles
    let merkle8: Merkle8

    struct Note: Decodable, Sendable {
        let vkey: String
        let skey: String?
        let note: String
    }

    struct Rejected: Decodable, Sendable {
        let why: String
        let vkey: String?
        let text: String?
    }

    struct Checkpoints: Decodable, Sendable {
        let logVkey: String
        let logSkeyTestOnly: String
        let witnessVkey: String
        let rows: [Row]

        struct Row: Decodable, Sendable {
            let size: Int64
            let checkpoint: String
        }
    }

    struct TlogProof: Decodable, Sendable {
        /// The leaf's bytes in hexadecimal.
        let entry: String
        let text: String
    }

    struct Tiles: Decodable, Sendable {
        let tiles: [Tile]
        let pathEncoding: PathEncoding

        struct Tile: Decodable, Sendable {
            let path: String
            let width: Int
            let sha256: String
        }

        struct PathEncoding: Decodable, Sendable {
            let rows: [[Cell]]
        }
    }

    struct Merkle8: Decodable, Sendable {
        let leaves: [String]
        let roots: [String]
    }

    /// A number or a word.
    enum Cell: Decodable, Sendable, Equatable {
        case number(Int64)
        case word(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                self = .number(number)
            } else {
                self = .word(try container.decode(String.self))
            }
        }
    }

    static func load() throws -> Vectors {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(
            Vectors.self, from: Data(Fixture.text("vectors/merkle.json").utf8))
    }
}

/// Bytes from hexadecimal digits.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue).map(UInt8.init)
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
