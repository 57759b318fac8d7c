import LedgerTesting
import MerkleTree
import Testing
import TransparencyLog

/// Every way of changing a signed document is found, and named.
@Suite struct TamperingTests {
    let signer: SignerKey
    let leaves: [Digest]

    init() throws {
        signer = try SignerKey.random(name: "shop.example/refunds")
        leaves = (0..<11).map { MerkleTree.leafHash([UInt8($0)]) }
    }

    private func node(_ level: Int, _ index: Int64) throws -> Digest {
        let width = 1 << level
        let first = Int(index) * width
        return try MerkleTree.perfectRoot(of: leaves[first..<(first + width)])
    }

    private func checkpoint(
        _ size: Int, origin: String = "shop.example/refunds", by key: SignerKey? = nil
    ) throws -> SignedCheckpoint {
        let checkpoint = try Checkpoint(
            origin: origin, size: Int64(size), root: MerkleTree.root(of: Array(leaves[..<size])))
        return try SignedCheckpoint(
            checkpoint, signatures: [(key ?? signer).sign(checkpoint.text)])
    }

    private func receipt(_ index: Int64, size: Int = 11) throws -> InclusionReceipt {
        InclusionReceipt(
            extra: nil, index: index,
            proof: try MerkleTree.inclusionProof(
                leafIndex: index, size: Int64(size), node: node),
            checkpoint: try checkpoint(size))
    }

    @Test func `each receipt verifies, and only with its own entry`() throws {
        for index in 0..<11 {
            let receipt = try InclusionReceipt(Array(receipt(Int64(index)).serialized.utf8))
            try receipt.verify(leaf: leaves[index], keys: [signer.verifier])
            let other = leaves[(index + 1) % 11]
            #expect(
                throws: TransparencyError.notIncluded(index: Int64(index), size: 11, leaf: other)
            ) { try receipt.verify(leaf: other, keys: [signer.verifier]) }
        }
    }

    @Test func `a forged checkpoint is not the log's`() throws {
        // Same name, another key: the number differs, so the line is one of an unknown key.
        let forger = try SignerKey.random(name: "shop.example/refunds")
        let forged = try checkpoint(11, by: forger)
        #expect(
            throws: TransparencyError.unsigned(
                signers: ["shop.example/refunds"], known: ["shop.example/refunds"])
        ) { try forged.requireSignature(by: [signer.verifier]) }

        // The number copied as well: now the line claims to be by the known key.
        let line = try forger.sign(forged.note.text)
        let claimed = try SignedCheckpoint(
            forged.checkpoint,
            signatures: [
                NoteSignature(
                    name: line.name, keyID: signer.verifier.id, signature: line.signature)
            ])
        #expect(throws: TransparencyError.wrongSignature(name: "shop.example/refunds")) {
            try claimed.requireSignature(by: [signer.verifier])
        }
    }

    @Test func `a false line spoils a note that is truly signed, too`() throws {
        let true_ = try checkpoint(11)
        let line = true_.note.signatures[0]
        let note = try true_.note.adding([
            NoteSignature(
                name: line.name, keyID: line.keyID, signature: [UInt8](repeating: 7, count: 64))
        ])
        #expect(note.standings(with: [signer.verifier]) == [.verified(time: nil), .wrong])
        #expect(throws: TransparencyError.wrongSignature(name: "shop.example/refunds")) {
            try note.requireSignature(by: [signer.verifier])
        }
    }

    @Test func `swapped keys are found by the number in the line`() throws {
        let other = try SignerKey.random(name: "other.example/refunds")
        let signed = try checkpoint(11)
        #expect(throws: TransparencyError.self) {
            try signed.requireSignature(by: [other.verifier])
        }
        try signed.requireSignature(by: [other.verifier, signer.verifier])
    }

    @Test func `the key of one log does not sign for another`() throws {
        let other = try SignerKey.random(name: "other.example/refunds")
        let foreign = try checkpoint(11, by: other)
        let keys = [signer.verifier, other.verifier]
        for origin in [nil, "shop.example/refunds"] {
            #expect(throws: TransparencyError.self) {
                try foreign.requireSignature(by: keys, origin: origin)
            }
        }
        let both = try SignedCheckpoint(
            foreign.checkpoint,
            signatures: foreign.note.signatures + [signer.sign(foreign.checkpoint.text)])
        try both.requireSignature(by: keys)
    }

    @Test func `no note is made that could not be read again`() throws {
        let signed = try checkpoint(11)
        func lines(_ count: Int, bytes: Int = 68) -> [NoteSignature] {
            (0..<count).map {
                NoteSignature(
                    name: "w\($0)", keyID: 1, signature: [UInt8](repeating: 7, count: bytes))
            }
        }
        let most = try signed.note.adding(lines(SignedNote.signaturesMax - 1))
        #expect(try SignedNote(Array(most.serialized.utf8)) == most)
        #expect(throws: TransparencyError.self) { try most.adding(lines(SignedNote.signaturesMax)) }
        #expect(throws: TransparencyError.self) { try signed.note.adding(lines(2, bytes: 100_000)) }
    }

    @Test func `a key whose number was changed is no key`() throws {
        let text = signer.verifier.text
        var digits = Array(text.utf8)
        let place = "shop.example/refunds+".utf8.count
        digits[place] = digits[place] == 0x30 ? 0x31 : 0x30
        #expect(throws: TransparencyError.self) {
            try VerifierKey(String(decoding: digits, as: UTF8.self))
        }
    }

    @Test func `a checkpoint of another log is refused by its origin`() throws {
        let signed = try checkpoint(11, origin: "shop.example/other")
        #expect(
            throws: TransparencyError.wrongOrigin(
                expected: "shop.example/refunds", found: "shop.example/other")
        ) { try signed.requireSignature(by: [signer.verifier]) }
    }

    @Test func `a witness alone does not make a checkpoint`() throws {
        let witness = try SignerKey.random(name: "shop.example/refunds", type: .cosignature)
        let text = try checkpoint(11).checkpoint
        let signed = try SignedCheckpoint(
            text, signatures: [witness.sign(text.text, time: 1_700_000_000)])
        #expect(signed.note.standings(with: [witness.verifier]) == [.verified(time: 1_700_000_000)])
        #expect(throws: TransparencyError.self) {
            try signed.requireSignature(by: [witness.verifier])
        }
    }

    @Test func `a cosignature whose time was changed is wrong`() throws {
        let witness = try SignerKey.random(name: "w.example/1", type: .cosignature)
        let text = try checkpoint(11).checkpoint.text
        let line = try witness.sign(text, time: 1_700_000_000)
        var moved = line.signature
        moved[7] += 1
        let note = try SignedNote(
            text: text,
            signatures: [NoteSignature(name: line.name, keyID: line.keyID, signature: moved)])
        #expect(note.standings(with: [witness.verifier]) == [.wrong])
    }

    @Test func `a receipt cut anywhere is malformed or does not verify`() throws {
        let whole = Array(try receipt(4).serialized.utf8)
        for end in 0..<whole.count {
            #expect(throws: TransparencyError.self, "\(end) bytes") {
                try InclusionReceipt(whole[..<end]).verify(
                    leaf: leaves[4], keys: [signer.verifier])
            }
        }
    }

    @Test func `a receipt with any bit flipped is malformed or does not verify`() throws {
        let whole = Array(try receipt(4).serialized.utf8)
        for bit in 0..<(whole.count * 8) {
            var changed = whole
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: TransparencyError.self, "bit \(bit)") {
                try InclusionReceipt(changed).verify(leaf: leaves[4], keys: [signer.verifier])
            }
        }
    }

    @Test func `a consistency proof convinces for every pair of sizes, and for no other`() throws {
        for new in 1...11 {
            for old in 0...new {
                let receipt = ConsistencyReceipt(
                    oldSize: Int64(old),
                    proof: try MerkleTree.consistencyProof(
                        from: Int64(old), to: Int64(new), node: node),
                    checkpoint: try checkpoint(new))
                let read = try ConsistencyReceipt(Array(receipt.serialized.utf8))
                #expect(read == receipt)
                try read.verify(since: checkpoint(old), keys: [signer.verifier])
                guard old > 0 else { continue }
                let rewritten = try Checkpoint(
                    origin: "shop.example/refunds", size: Int64(old), root: leaves[0])
                guard rewritten.root != MerkleTree.root(of: Array(leaves[..<old])) else { continue }
                let other = try SignedCheckpoint(
                    rewritten, signatures: [signer.sign(rewritten.text)])
                #expect(
                    throws: TransparencyError.notConsistent(old: Int64(old), new: Int64(new))
                ) { try read.verify(since: other, keys: [signer.verifier]) }
            }
        }
    }
}
