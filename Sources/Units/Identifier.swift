/// The name of one thing of a kind; the kind keeps a case's name from being used for a payout.
public struct Identifier<Subject>: Hashable, Sendable {
    /// The name as it was given; never empty.
    public var text: String

    /// Creates an identifier from its written form.
    public init(_ text: String) { self.text = text }

    /// Whether the bytes are the same; names that merely look alike are two names.
    public static func == (left: Identifier, right: Identifier) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    /// Equal bytes give equal hashes, whatever Unicode thinks of them.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension Identifier: Comparable {
    /// Whether it comes first in the order of bytes, which is SQLite's.
    public static func < (left: Identifier, right: Identifier) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension Identifier: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension Identifier: CustomStringConvertible {
    public var description: String { text }
}
