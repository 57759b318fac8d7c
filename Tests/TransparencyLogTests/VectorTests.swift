import MerkleTree
import Testing
import TransparencyLog

/// What other implementations wrote, signed and refused.
@Suite struct VectorTests {
    let vectors: Vectors

    init() throws { vectors = try Vectors.load() }

    @Test func `every note is accepted, and written again byte for byte`() throws {
        #expect(vectors.notes.count == 3)
        for vector in vectors.notes {
            let note = try SignedNote(Array(vector.note.utf8))
            #expect(note.serialized == vector.note)
            let key = try VerifierKey(vector.vkey)
            #expect(key.text == vector.vkey)
            try note.requireSignature(by: [key])
        }
    }

    @Test func `a signer's key signs as its owner did`() throws {
        for vector in vectors.notes {
            guard let secret = vector.skey else { continue }
            let signer = try SignerKey(secret)
            #expect(signer.secretText == secret)
            #expect(signer.verifier.text == vector.vkey)
            let note = try SignedNote(Array(vector.note.utf8))
            #expect(try signer.sign(note.text) == note.signatures[0])
        }
    }

    @Test func `every key and text that must be rejected is`() throws {
        #expect(vectors.notesMustReject.count == 3)
        for vector in vectors.notesMustReject {
            if let key = vector.vkey {
                #expect(throws: TransparencyError.self, "\(vector.why)") { try VerifierKey(key) }
            }
            if let text = vector.text {
                #expect(throws: TransparencyError.self, "\(vector.why)") {
                    try SignedNote(text: text, signatures: [])
                }
            }
        }
    }

    @Test func `every checkpoint is the log's, and seen by its witness`() throws {
        let log = try VerifierKey(vectors.checkpoints.logVkey)
        let witness = try VerifierKey(vectors.checkpoints.witnessVkey)
        #expect(log.type == .note)
        #expect(witness.type == .cosignature)
        #expect(vectors.checkpoints.rows.count == 9)
        for row in vectors.checkpoints.rows {
            let signed = try SignedCheckpoint(Array(row.checkpoint.utf8))
            #expect(signed.serialized == row.checkpoint)
            #expect(signed.checkpoint.size == row.size)
            #expect(signed.checkpoint.root.hex == vectors.merkle8.roots[Int(row.size)])
            try signed.requireSignature(by: [log], origin: "example.com/refund-ledger")
            let time = 1_700_000_000 + row.size
            #expect(
                signed.note.standings(with: [log, witness])
                    == [.verified(time: nil), .verified(time: time)])
            #expect(
                signed.note.standings(with: [log]) == [.verified(time: nil), .unknown])
        }
    }

    @Test func `our signature under a checkpoint is the same`() throws {
        let signer = try SignerKey(vectors.checkpoints.logSkeyTestOnly)
        for row in vectors.checkpoints.rows {
            let signed = try SignedCheckpoint(Array(row.checkpoint.utf8))
            let root = try #require(Digest(hex: vectors.merkle8.roots[Int(row.size)]))
            let ours = try Checkpoint(
                origin: "example.com/refund-ledger", size: row.size, root: root)
            #expect(ours.text == signed.note.text)
            #expect(try signer.sign(ours.text) == signed.note.signatures[0])
        }
    }

    @Test func `the receipt convinces, and is written again byte for byte`() throws {
        let receipt = try InclusionReceipt(Array(vectors.tlogProof.text.utf8))
        #expect(receipt.serialized == vectors.tlogProof.text)
        #expect(receipt.index == 5)
        try receipt.verify(
            leaf: MerkleTree.leafHash(bytes(vectors.tlogProof.entry)),
            keys: [VerifierKey(vectors.checkpoints.logVkey)])
    }

    @Test func `tiles of the decimal log have the digests they should`() throws {
        let size: Int64 = 70_000
        var levels = [(0..<size).map { MerkleTree.leafHash(Array("\($0)".utf8)) }]
        while let below = levels.last, below.count >= Tile.fullWidth {
            levels.append(
                try (0..<below.count / Tile.fullWidth).map {
                    try MerkleTree.perfectRoot(
                        of: below[($0 * Tile.fullWidth)..<(($0 + 1) * Tile.fullWidth)])
                })
        }
        let added = Tile.added(from: 0, to: size)
        #expect(vectors.tiles.tiles.count == 6)
        for vector in vectors.tiles.tiles {
            let tile = try #require(Tile(path: vector.path))
            #expect(tile.width == vector.width)
            #expect(added.contains(tile), "\(vector.path)")
            guard case .hashes(let level) = tile.kind else { continue }
            let first = Int(tile.index) * Tile.fullWidth
            let content = levels[level][first..<(first + tile.width)].flatMap(\.bytes)
            #expect(Digest.sha256(content).hex == vector.sha256)
        }
        let hashes = added.filter { $0.kind != .entries }
        #expect(hashes.count == 273 + 1 + 1 + 1 + 1)
        #expect(added.count == hashes.count + 274)
    }

    @Test func `every path of a tile is written and read as it should be`() throws {
        #expect(vectors.tiles.pathEncoding.rows.count == 7)
        for row in vectors.tiles.pathEncoding.rows {
            guard case .number(let index) = row[1], case .number(let width) = row[2],
                case .word(let path) = row[3]
            else {
                Issue.record("a row of other columns")
                continue
            }
            let kind: Tile.Kind =
                if case .number(let level) = row[0] { .hashes(level: Int(level)) } else { .entries }
            let tile = try #require(Tile(kind, index: index, width: Int(width)))
            #expect(tile.path == path)
            #expect(Tile(path: path) == tile)
        }
    }
}
