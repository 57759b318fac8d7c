public import EventLog
public import MerkleTree
public import TransparencyLog

/// Signs checkpoints of a log, and never one that contradicts an earlier one.
public struct LogSigner: Sendable {
    /// The most events hashed before progress is told.
    private static let eventsAtOnceMax: Position = 131_072

    private let store: any TransparentStore
    private let key: SigningKey

    /// Creates a signer.
    public init(store: any TransparentStore, key: SigningKey) {
        self.store = store
        self.key = key
    }

    /// Signs and stores what the log holds now; answers the newest checkpoint if that is about it.
    ///
    /// Before anything is signed, the newest checkpoint, and the one that this key signed last,
    /// are made again from the log; every event since is read back and hashed anew; and what comes
    /// out must be the root that the log states.
    ///
    /// - Parameter progress: Told how many of how many new events are hashed; what it throws ends
    ///   the work, with nothing signed.
    /// - Returns: The newest checkpoint, which is about everything the log held when this began.
    /// - Throws: ``CheckpointConflict`` when the log contradicts what was signed; ``EventStoreError``,
    ///   ``SigningKeyError`` or ``TransparencyError`` when something cannot be read or written.
    public func checkpoint(
        progress: (_ done: Position, _ total: Position) throws -> Void = { _, _ in }
    ) async throws -> SignedCheckpoint {
        let origin = try await store.origin()
        let head = try await store.head()
        let newest = try await newestCheckpoint(origin)
        let last = try key.lastSigned()
        var frontier = MerkleFrontier()
        for earlier in [last, newest].compactMap(\.self) {
            frontier = try await rederived(earlier.checkpoint, origin: origin, end: head.size)
        }
        let base = frontier.size
        while frontier.size < head.size {
            frontier = try await store.frontier(
                extending: frontier,
                through: min(frontier.size + Self.eventsAtOnceMax, head.size))
            try progress(frontier.size - base, head.size - base)
        }
        guard frontier.root == head.root else {
            throw CheckpointConflict(
                size: head.size, signed: head.root, found: frontier.root,
                by: "the log's own newest append")
        }
        if let newest, newest.checkpoint.size == head.size, isSigned(newest) { return newest }
        let checkpoint = try Checkpoint(origin: origin, size: head.size, root: head.root)
        let signed = try SignedCheckpoint(
            checkpoint, signatures: [key.signer.sign(checkpoint.text)])
        try await store.storeVerifierKey(key.verifier.text)
        // First where a log that is put back to an older state cannot take it along.
        try key.remember(signed)
        try await store.store(StoredCheckpoint(signed))
        return signed
    }

    private func isSigned(_ checkpoint: SignedCheckpoint) -> Bool {
        checkpoint.note.standings(with: [key.verifier]).contains(.verified(time: nil))
    }

    /// The newest stored checkpoint, which must be one of this log's.
    private func newestCheckpoint(_ origin: String) async throws -> SignedCheckpoint? {
        guard let stored = try await store.newestCheckpoint() else { return nil }
        let checkpoint = try SignedCheckpoint(stored)
        let keys = try await store.knownKeys() + [key.verifier]
        try checkpoint.requireSignature(by: keys, origin: origin)
        return checkpoint
    }

    /// The tree at an earlier checkpoint as the log gives it now; it must be the one that was signed.
    private func rederived(
        _ earlier: Checkpoint, origin: String, end: Position
    ) async throws -> MerkleFrontier {
        guard earlier.size <= end else {
            throw CheckpointConflict(
                size: earlier.size, signed: earlier.root, found: nil, by: "checkpoint")
        }
        let frontier = try await store.frontier(at: earlier.size)
        guard frontier.root == earlier.root, earlier.origin == origin else {
            throw CheckpointConflict(
                size: earlier.size, signed: earlier.root, found: frontier.root, by: "checkpoint")
        }
        return frontier
    }
}

/// A log that contradicts what was signed about it.
public struct CheckpointConflict: Error, Equatable, Sendable {
    /// The size that the signed statement is about.
    public let size: Position

    /// The root that it states.
    public let signed: Digest

    /// The root that the log gives for that size now; `nil` when the log is shorter.
    public let found: Digest?

    /// What states the root.
    let by: String
}

extension CheckpointConflict: CustomStringConvertible {
    /// What contradicts what, in one sentence, followed by what to do next.
    public var description: String {
        let what =
            found.map { "its events give \($0)" } ?? "it does not have so many events any more"
        return "The log contradicts what was signed about it: the \(by) of \(size) events states "
            + "the root \(signed), and \(what). Nothing was signed. Run verify, and put back the "
            + "log that was signed."
    }
}

extension StoredCheckpoint {
    /// A checkpoint to be stored.
    public init(_ signed: SignedCheckpoint) {
        self.init(
            size: signed.checkpoint.size, text: signed.note.text,
            signatures: signed.note.signatures.map(\.line))
    }
}

extension SignedCheckpoint {
    /// A checkpoint as it was stored.
    ///
    /// - Throws: ``TransparencyError`` when it was not stored like this.
    public init(_ stored: StoredCheckpoint) throws(TransparencyError) {
        let lines = stored.signatures.map { $0 + "\n" }.joined()
        try self.init(Array((stored.text + "\n" + lines).utf8))
        guard checkpoint.size == stored.size else {
            throw .malformed(
                what: "checkpoint",
                detail: "it is about \(checkpoint.size) events and is stored as of \(stored.size)")
        }
    }
}

extension TransparentStore {
    /// The verifier keys that the ledger holds.
    ///
    /// - Throws: ``TransparencyError/notAKey(detail:)`` for one that is damaged.
    public func knownKeys() async throws -> [VerifierKey] {
        try await verifierKeys().map { text in try VerifierKey(text) }
    }
}
