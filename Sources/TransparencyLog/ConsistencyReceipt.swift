public import MerkleTree

/// The proof that a log only grew since an older checkpoint, with the newer one.
///
/// The format is that in which witnesses take checkpoints (c2sp.org/tlog-witness, the body of
/// `add-checkpoint`): `old` and the older size, hashes, an empty line, the newer checkpoint.
public struct ConsistencyReceipt: Hashable, Sendable {
    /// The older size.
    public let oldSize: Int64

    /// The hashes from which both roots follow (RFC 9162, 2.1.4).
    public let proof: [Digest]

    /// The newer checkpoint.
    public let checkpoint: SignedCheckpoint

    private static let format = "consistency proof"

    /// Creates a receipt.
    public init(oldSize: Int64, proof: [Digest], checkpoint: SignedCheckpoint) {
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// Whether a document begins as one of these does.
    public static func isBeginning(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: "old ".utf8)
    }

    /// Reads a receipt; it shows something only after ``verify(since:keys:)``.
    ///
    /// - Throws: ``TransparencyError/malformed(what:detail:)``.
    public init(_ bytes: some Collection<UInt8>) throws(TransparencyError) {
        var lines = try HeaderLines(
            bytes, bytesMax: InclusionReceipt.bytesMax, what: Self.format)
        guard let first = lines.next(),
            let size = value(of: "old", in: first).flatMap({ decimal($0) })
        else {
            throw .malformed(what: Self.format, detail: "its first line is not the older size")
        }
        oldSize = size
        proof = try lines.digests()
        checkpoint = try SignedCheckpoint(lines.rest)
    }

    /// The receipt, as it is written and read.
    public var serialized: String {
        "old \(oldSize)\n" + proof.map { Base64.encode($0.bytes) + "\n" }.joined() + "\n"
            + checkpoint.serialized
    }

    /// Makes sure that both checkpoints are the log's own and the newer continues the older.
    ///
    /// - Throws: ``TransparencyError`` that names what does not hold.
    public func verify(
        since old: SignedCheckpoint, keys: [VerifierKey]
    ) throws(TransparencyError) {
        try old.requireSignature(by: keys)
        try checkpoint.requireSignature(by: keys, origin: old.checkpoint.origin)
        let (older, newer) = (old.checkpoint, checkpoint.checkpoint)
        guard older.size == oldSize else {
            throw .malformed(
                what: Self.format,
                detail: "it starts at \(oldSize) events, the older checkpoint at \(older.size)")
        }
        guard
            MerkleTree.verifyConsistency(
                oldSize: older.size, oldRoot: older.root, newSize: newer.size, newRoot: newer.root,
                proof: proof)
        else { throw .notConsistent(old: older.size, new: newer.size) }
    }
}
