/// The name of one thing of a kind; the kind keeps a case's name from being used for a payout.
public struct Identifier<Subject>: Hashable, Sendable {
    /// The name as it was given; never empty.
    public var text: String

    /// Creates an identifier from its written form.
    public init(_ text: String) { self.text = text }
}

extension Identifier: Comparable {
    public static func < (left: Identifier, right: Identifier) -> Bool { left.text < right.text }
}

extension Identifier: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension Identifier: CustomStringConvertible {
    public var description: String { text }
}
