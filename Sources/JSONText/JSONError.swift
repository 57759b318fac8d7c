/// Why bytes are no JSON text: where, what was wanted there, and what stood there instead.
public struct JSONError: Error, Equatable, Sendable {
    /// Bytes before the offending one, counted from the start of what was given to the parser.
    public let offset: Int
    /// What would have been right, as a noun phrase.
    public let expected: String
    /// What was there, as a noun phrase; bytes outside printable ASCII in hexadecimal.
    public let found: String

    /// Describes one mismatch.
    public init(offset: Int, expected: String, found: String) {
        self.offset = offset
        self.expected = expected
        self.found = found
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String {
        "At byte \(offset) the JSON text has \(found) where it needs \(expected)."
    }
}
