import MerkleTree
import TransparencyLog

/// What outsiders hand in: whatever they changed, nothing but what was signed is believed.
extension FuzzTarget {
    /// The key of the ledger that the corpora of checkpoints and receipts are from, the size that
    /// it signed, and the indices of the entries that its receipts are for.
    private static let signedBy =
        "fuzz.example/ledger+5ffbae52+Ab5RdDJH67P+Vs5rGROrWxE4Ri+m/YTEaGGnVHwjY2ah"
    private static let signedSize: Int64 = 18
    private static let provenIndices: Set<Int64> = [11, 17]

    static func note(_ bytes: ArraySlice<UInt8>) throws -> String {
        let note = try SignedNote(bytes)
        guard note.serialized.utf8.elementsEqual(bytes) else {
            preconditionFailure("a note that is written in two ways")
        }
        return "read \(min(note.signatures.count, 9))"
    }

    static func checkpoint(_ bytes: ArraySlice<UInt8>) throws -> String {
        let signed = try SignedCheckpoint(bytes)
        let standings = signed.note.standings(with: [try VerifierKey(signedBy)])
        guard (try? signed.requireSignature(by: [try VerifierKey(signedBy)])) != nil else {
            return "not believed \(min(standings.count, 9))"
        }
        guard signed.checkpoint.size == signedSize else {
            preconditionFailure("a forged checkpoint is believed")
        }
        return "believed \(min(standings.count, 9))"
    }

    static func receipt(_ bytes: ArraySlice<UInt8>) throws -> String {
        let receipt = try InclusionReceipt(bytes)
        guard let leaf = receipt.extra.flatMap(ReceiptExtra.init)?.leaf else {
            return "no leaf \(min(receipt.proof.count, 9))"
        }
        try receipt.verify(leaf: leaf, keys: [try VerifierKey(signedBy)])
        guard provenIndices.contains(receipt.index) else {
            preconditionFailure("a forged receipt is believed")
        }
        return "believed \(receipt.index)"
    }
}
