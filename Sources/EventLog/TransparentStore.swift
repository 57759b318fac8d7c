public import MerkleTree

/// A log that can prove what it holds, and that keeps what was signed about it.
///
/// It knows nothing of keys and formats: what is signed comes and goes as text.
public protocol TransparentStore: EventStore {
    /// The log's permanent name.
    func origin() async throws(EventStoreError) -> String

    /// The tree as it was at a size, from the nodes that are stored.
    ///
    /// - Parameter size: At most the log's present size.
    /// - Returns: The right edge of that tree, from which its root follows.
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` for a size the log never had.
    func frontier(at size: Position) async throws(EventStoreError) -> MerkleFrontier

    /// The tree of one size made larger by the events behind it, each read back and hashed anew.
    ///
    /// - Parameters:
    ///   - frontier: The right edge of the smaller tree.
    ///   - size: The larger size, at most the log's present one.
    /// - Returns: The right edge of the larger tree, as the events themselves give it.
    /// - Throws: ``EventStoreError`` when an event cannot be read.
    func frontier(
        extending frontier: MerkleFrontier, through size: Position
    ) async throws(EventStoreError) -> MerkleFrontier

    /// The root of a perfect subtree of the log, from the nodes that are stored.
    ///
    /// - Parameters:
    ///   - level: 2 to the power of this many events are below it.
    ///   - index: Its place in its level, counted from 0.
    /// - Returns: Its hash.
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` for one that is not complete yet.
    func node(level: Int, index: Int64) async throws(EventStoreError) -> Digest

    /// The proof that an event stands in the log of some size (RFC 9162, 2.1.3).
    ///
    /// - Parameters:
    ///   - position: The event.
    ///   - size: The log's size, at least `position`, at most its present size.
    /// - Returns: The hashes beside the path from the event's leaf to the root, lowest first.
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` for an event or size the log does not have.
    func inclusionProof(
        of position: Position, size: Position
    ) async throws(EventStoreError) -> [Digest]

    /// The proof that the log of one size is the beginning of the log of another (RFC 9162, 2.1.4).
    ///
    /// - Parameters:
    ///   - old: The smaller size.
    ///   - new: The larger size, at most the log's present size.
    /// - Returns: The hashes from which both roots follow.
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` for sizes the log never had.
    func consistencyProof(
        from old: Position, to new: Position
    ) async throws(EventStoreError) -> [Digest]

    /// The newest checkpoint; `nil` when none was stored.
    func newestCheckpoint() async throws(EventStoreError) -> StoredCheckpoint?

    /// Checkpoints in order of size.
    ///
    /// - Parameters:
    ///   - size: The last size already seen; -1 to start from the beginning.
    ///   - limit: The most to return, from 1 to ``EventLogLimits/pageMax``.
    /// - Returns: The next ones; empty at the end.
    /// - Throws: ``EventStoreError`` when the store cannot be read.
    func checkpoints(
        after size: Position, limit: Int
    ) async throws(EventStoreError) -> [StoredCheckpoint]

    /// Stores a checkpoint, or more signatures under one that is stored.
    ///
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` when another text is stored for its size, or
    ///   a larger one is stored already.
    func store(_ checkpoint: StoredCheckpoint) async throws(EventStoreError)

    /// The verifier keys that were stored, oldest first.
    func verifierKeys() async throws(EventStoreError) -> [String]

    /// Stores a verifier key; one that is stored already is not stored again.
    func storeVerifierKey(_ text: String) async throws(EventStoreError)
}

/// A checkpoint as it is stored: a text, and the lines that were signed under it.
public struct StoredCheckpoint: Hashable, Sendable {
    /// The number of events in the log it is about.
    public let size: Position

    /// What is signed.
    public let text: String

    /// The signature lines without their newlines, in the order in which they came.
    public let signatures: [String]

    /// Creates a checkpoint to be stored.
    public init(size: Position, text: String, signatures: [String]) {
        self.size = size
        self.text = text
        self.signatures = signatures
    }
}
