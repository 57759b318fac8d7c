public import MerkleTree

/// What this program's receipts say of their leaf, so that they can be checked without the entry.
///
/// Nothing vouches for it but the proof: a false hash does not lead to the signed root.
public enum ReceiptExtra: Hashable, Sendable {
    /// The hash of the entry; it discloses nothing of what the entry says.
    case leaf(Digest)

    /// The entry itself.
    case entry([UInt8])

    private static let leafWord = Array("leaf ".utf8)
    private static let entryWord = Array("entry ".utf8)

    /// Reads a receipt's extra data; nil when it is something else.
    public init?(_ bytes: [UInt8]) {
        if bytes.starts(with: Self.leafWord),
            let leaf = Digest(bytes: bytes.dropFirst(Self.leafWord.count))
        {
            self = .leaf(leaf)
        } else if bytes.starts(with: Self.entryWord) {
            self = .entry(Array(bytes.dropFirst(Self.entryWord.count)))
        } else {
            return nil
        }
    }

    /// The extra data: a word, a space, and 32 bytes of hash or the entry's bytes.
    public var bytes: [UInt8] {
        switch self {
        case .leaf(let leaf): Self.leafWord + leaf.bytes
        case .entry(let entry): Self.entryWord + entry
        }
    }

    /// The leaf hash that it claims.
    public var leaf: Digest {
        switch self {
        case .leaf(let leaf): leaf
        case .entry(let entry): MerkleTree.leafHash(entry)
        }
    }
}
