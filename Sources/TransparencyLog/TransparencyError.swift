public import MerkleTree

/// Why something that came from outside is not what it claims to be.
public enum TransparencyError: Error, Equatable, Sendable {
    /// The bytes are not in the format; `what` names the document, such as `checkpoint`.
    case malformed(what: String, detail: String)

    /// The text is no verifier or signer key.
    case notAKey(detail: String)

    /// None of the known keys signed.
    case unsigned(signers: [String], known: [String])

    /// A signature that claims to be by a known key is not by it.
    case wrongSignature(name: String)

    /// The checkpoint is of another log.
    case wrongOrigin(expected: String, found: String)

    /// The proof does not lead from the leaf to the root that the checkpoint states.
    case notIncluded(index: Int64, size: Int64, leaf: Digest)

    /// The proof does not show that the newer tree continues the older one.
    case notConsistent(old: Int64, new: Int64)

    /// An entry is too long for an entry bundle.
    case entryTooLong(index: Int64, bytes: Int)
}

extension TransparencyError: CustomStringConvertible {
    /// What is wrong, in one sentence, followed by what to do next.
    public var description: String {
        switch self {
        case .malformed(let what, let detail):
            "This is no \(what): \(detail). Get it again, and check that nothing changed it."
        case .notAKey(let detail):
            "This is no key: \(detail). Copy it again as it was published, in one piece."
        case .unsigned(let signers, let known):
            "No known key signed this: it has signatures by \(Self.list(signers)), and known are "
                + "\(Self.list(known)). Ask whoever runs the log for its verifier key."
        case .wrongSignature(let name):
            "The signature under the name \(name) is not by the known key of that name, or the "
                + "text was changed. Trust nothing in it."
        case .wrongOrigin(let expected, let found):
            "This is signed by the log '\(found)', not by '\(expected)'. Get one of the right log."
        case .notIncluded(let index, let size, let leaf):
            "The proof does not show that an entry with the leaf hash \(leaf) is number \(index) "
                + "of the log's \(size): receipt, entry or log was changed. Trust none of them."
        case .notConsistent(let old, let new):
            "The log of \(new) events is not shown to begin with what it was at \(old): history "
                + "was rewritten, or the proof is damaged. Trust neither until that is clear."
        case .entryTooLong(let index, let bytes):
            "Entry \(index) has \(bytes) bytes, and an entry bundle holds entries of at most "
                + "\(EntryBundle.entryBytesMax)."
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "nobody" : names.map { "'\($0)'" }.joined(separator: ", ")
    }
}
