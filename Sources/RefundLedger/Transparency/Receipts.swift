public import EventLog
import MerkleTree
public import TransparencyLog

extension TransparentStore {
    /// The newest checkpoint that is stored; `nil` when none is.
    ///
    /// - Throws: ``TransparencyError`` when it was not stored like this.
    public func newestSignedCheckpoint() async throws -> SignedCheckpoint? {
        try await newestCheckpoint().map { stored in try SignedCheckpoint(stored) }
    }

    /// The receipt of an event: it stands in the log that was signed.
    ///
    /// - Parameters:
    ///   - entry: The event.
    ///   - checkpoint: A checkpoint of this log that covers it.
    ///   - disclosing: Whether the receipt holds the entry itself, not only its hash.
    /// - Returns: The receipt, which was checked.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when the log does not give the
    ///   root that was signed, so that no receipt can be made.
    public func receipt(
        for entry: Entry, under checkpoint: SignedCheckpoint, disclosing: Bool
    ) async throws -> InclusionReceipt {
        let (size, root) = (checkpoint.checkpoint.size, checkpoint.checkpoint.root)
        let leaf = MerkleTree.leafHash(entry.bytes)
        let proof = try await inclusionProof(of: entry.position, size: size)
        guard
            MerkleTree.verifyInclusion(
                leaf: leaf, index: entry.position - 1, size: size, proof: proof, root: root)
        else {
            throw EventStoreError.corrupted(
                position: entry.position,
                detail: "the log does not give the root \(root) that was signed for \(size) events")
        }
        let extra: ReceiptExtra = disclosing ? .entry(Array(entry.bytes)) : .leaf(leaf)
        return InclusionReceipt(
            extra: extra.bytes, index: entry.position - 1, proof: proof, checkpoint: checkpoint)
    }
}
