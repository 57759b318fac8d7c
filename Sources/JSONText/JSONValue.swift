/// A JSON text as a tree, as RFC 8259 defines it.
///
/// Nothing is lost on the way in that could matter later: members keep their order of appearance,
/// and a number that is no 64-bit integer keeps its spelling.
public enum JSONValue: Equatable, Sendable {
    /// Members in order of appearance; two of one name never come out of ``parse(_:)-([UInt8])``.
    case object([JSONMember])
    case array([JSONValue])
    case string(String)
    /// A number without fraction and exponent that fits; `-0` is 0.
    case integer(Int64)
    /// Any other number, verbatim: `1.0`, `1e3`, `99999999999999999999`.
    case number(String)
    case bool(Bool)
    case null
}

/// One name and its value in a JSON object.
public struct JSONMember: Equatable, Sendable {
    public var name: String
    public var value: JSONValue

    /// Pairs a name with a value.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue {
    /// The value of the member called so; nil when there is none or this is no object.
    public subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}
