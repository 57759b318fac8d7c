public import MerkleTree

/// What a log says of itself at one moment (c2sp.org/tlog-checkpoint): its name, how many entries
/// it has, and the root over them.
public struct Checkpoint: Hashable, Sendable {
    /// The log's permanent name.
    public let origin: String

    /// The number of entries.
    public let size: Int64

    /// The RFC 6962 root over them.
    public let root: Digest

    /// Further lines, whose meaning is the log's own; this program writes none.
    public let extensionLines: [String]

    private static let format = "checkpoint"

    /// Creates a checkpoint.
    ///
    /// - Throws: ``TransparencyError/malformed(what:detail:)`` for an origin of no or several lines.
    public init(origin: String, size: Int64, root: Digest) throws(TransparencyError) {
        guard !origin.isEmpty, origin.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw .malformed(
                what: Self.format, detail: "its origin is empty or holds control characters")
        }
        (self.origin, self.size, self.root, extensionLines) = (origin, size, root, [])
    }

    /// Reads the text of a note.
    ///
    /// - Throws: ``TransparencyError/malformed(what:detail:)``.
    public init(text: String) throws(TransparencyError) {
        let lines = text.utf8.dropLast()
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String($0) ?? "" }
        guard text.utf8.last == UInt8(ascii: "\n"), lines.count >= 3,
            lines.allSatisfy({ !$0.isEmpty })
        else {
            throw .malformed(
                what: Self.format, detail: "its text is not three lines or more, none of them empty"
            )
        }
        guard let size = decimal(lines[1]) else {
            throw .malformed(what: Self.format, detail: "its second line is no size")
        }
        guard let root = Base64.decode(lines[2]).flatMap({ Digest(bytes: $0) }) else {
            throw .malformed(what: Self.format, detail: "its third line is no base64 of 32 bytes")
        }
        (origin, self.size, self.root) = (lines[0], size, root)
        extensionLines = Array(lines.dropFirst(3))
    }

    /// What is signed: the origin, the size and the root, a line each.
    public var text: String {
        let lines = [origin, "\(size)", Base64.encode(root.bytes)] + extensionLines
        return lines.map { $0 + "\n" }.joined()
    }
}

/// A checkpoint with the signatures under it.
public struct SignedCheckpoint: Hashable, Sendable {
    /// What is signed.
    public let checkpoint: Checkpoint

    /// The text and its signatures.
    public let note: SignedNote

    /// Puts signatures under a checkpoint.
    public init(
        _ checkpoint: Checkpoint, signatures: [NoteSignature]
    ) throws(TransparencyError) {
        self.checkpoint = checkpoint
        note = try SignedNote(text: checkpoint.text, signatures: signatures)
    }

    /// Reads a checkpoint; what it says is believed only after its signatures are checked.
    ///
    /// - Throws: ``TransparencyError/malformed(what:detail:)``.
    public init(_ bytes: some Collection<UInt8>) throws(TransparencyError) {
        note = try SignedNote(bytes)
        checkpoint = try Checkpoint(text: note.text)
    }

    /// The checkpoint, as it is written and read.
    public var serialized: String { note.serialized }

    /// Makes sure that a log signed this, and no other one.
    ///
    /// - Parameters:
    ///   - keys: Keys of logs; only one that has this log's name counts, and no witness's does.
    ///   - origin: The log's name; `nil` for the name of any of the keys.
    /// - Throws: ``TransparencyError``.
    public func requireSignature(
        by keys: [VerifierKey], origin: String? = nil
    ) throws(TransparencyError) {
        let logs = keys.filter { $0.type == .note }
        try note.requireSignature(by: logs)
        let own = logs.filter { $0.name == KeyName.naming(origin: checkpoint.origin) }
        guard origin.map({ $0 == checkpoint.origin }) ?? !own.isEmpty else {
            let names = origin.map { [$0] } ?? logs.map(\.name)
            throw .wrongOrigin(
                expected: names.joined(separator: "' or '"), found: checkpoint.origin)
        }
        try note.requireSignature(by: own)
    }
}
