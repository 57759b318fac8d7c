public import MerkleTree

/// Where the log stands: how many events it holds, and the one digest that stands for all of them.
public struct LogHead: Equatable, Sendable {
    /// The number of events, and so the position of the latest; 0 for an empty log.
    public let size: Position

    /// The root of the RFC 6962 tree over the bytes of all entries.
    public let root: Digest

    /// Creates a head; stores do this.
    public init(size: Position, root: Digest) {
        self.size = size
        self.root = root
    }
}
