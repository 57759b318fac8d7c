public import MerkleTree

/// The proof that an entry stands in a log, with the log's signature (c2sp.org/tlog-proof).
///
/// It needs nothing else to be checked but the log's verifier key and the entry.
public struct InclusionReceipt: Hashable, Sendable {
    /// What else the maker wanted to say; nothing vouches for it.
    public let extra: [UInt8]?

    /// The entry's place, counted from 0: its position less one.
    public let index: Int64

    /// The hashes beside the path from the entry's leaf to the root, lowest first.
    public let proof: [Digest]

    /// The log's signed statement that the root is its own.
    public let checkpoint: SignedCheckpoint

    /// The most bytes of a receipt that are read: an entry in base64, a proof and a checkpoint.
    public static let bytesMax = 4_194_304

    /// The most hashes in a proof: a tree of 2 to the power of 63 is 63 levels high.
    public static let hashesMax = 63

    private static let format = "receipt"
    private static let firstLine = "c2sp.org/tlog-proof@v1"

    /// Creates a receipt.
    public init(
        extra: [UInt8]?, index: Int64, proof: [Digest], checkpoint: SignedCheckpoint
    ) {
        self.extra = extra
        self.index = index
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// Reads a receipt; it shows something only after ``verify(leaf:keys:)``.
    ///
    /// - Throws: ``TransparencyError/malformed(what:detail:)``.
    public init(_ bytes: some Collection<UInt8>) throws(TransparencyError) {
        var lines = try HeaderLines(bytes, bytesMax: Self.bytesMax, what: Self.format)
        guard lines.next() == Self.firstLine else {
            throw .malformed(what: Self.format, detail: "it does not begin with \(Self.firstLine)")
        }
        var line = lines.next() ?? ""
        var extra: [UInt8]?
        if let text = value(of: "extra", in: line) {
            guard let bytes = Base64.decode(text) else {
                throw .malformed(what: Self.format, detail: "its extra data is no base64")
            }
            extra = bytes
            line = lines.next() ?? ""
        }
        guard let index = value(of: "index", in: line).flatMap({ decimal($0) }) else {
            throw .malformed(what: Self.format, detail: "the line with its index is missing")
        }
        self.extra = extra
        self.index = index
        proof = try lines.digests()
        checkpoint = try SignedCheckpoint(lines.rest)
    }

    /// The receipt, as it is written and read.
    public var serialized: String {
        var text = Self.firstLine + "\n"
        if let extra { text += "extra \(Base64.encode(extra))\n" }
        text += "index \(index)\n"
        for hash in proof { text += Base64.encode(hash.bytes) + "\n" }
        return text + "\n" + checkpoint.serialized
    }

    /// Makes sure that the log signed the checkpoint and that the leaf is in its tree.
    ///
    /// - Parameters:
    ///   - leaf: The entry's leaf hash.
    ///   - keys: The log's own verifier keys.
    ///   - origin: The log's name; `nil` for the name of any of the keys.
    /// - Throws: ``TransparencyError`` that names what does not hold.
    public func verify(
        leaf: Digest, keys: [VerifierKey], origin: String? = nil
    ) throws(TransparencyError) {
        try checkpoint.requireSignature(by: keys, origin: origin)
        let (size, root) = (checkpoint.checkpoint.size, checkpoint.checkpoint.root)
        guard
            MerkleTree.verifyInclusion(
                leaf: leaf, index: index, size: size, proof: proof, root: root)
        else { throw .notIncluded(index: index, size: size, leaf: leaf) }
    }
}
