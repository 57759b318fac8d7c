/// What makes a repeated action recognisable: the caller's own key and a digest of the content.
///
/// The same key with the same digest is a repetition; with another digest it is a mistake.
public struct IdempotencyKey: Equatable, Sendable {
    /// The number of bytes in ``digest``.
    public static let digestBytes = 16

    /// The key as the caller gave it.
    public let text: String

    /// The first 16 bytes of a digest of the action's content.
    public let digest: [UInt8]

    /// Creates a key; a store refuses one that is empty, too long or has another digest size.
    public init(text: String, digest: [UInt8]) {
        self.text = text
        self.digest = digest
    }
}
