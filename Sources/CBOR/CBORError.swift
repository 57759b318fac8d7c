/// Why bytes are not the one deterministic encoding this ledger accepts.
///
/// Offsets count bytes from the start of what the reader was given; they point at the first byte
/// of the item that is refused.
public enum CBORError: Error, Equatable, Sendable {
    /// The input ended inside an item, or an item says it is longer than what is left.
    case truncated(offset: Int)

    /// There are bytes after the item that should have been the last.
    case trailingBytes(offset: Int)

    /// A number, length or count is written in more bytes than it needs (RFC 8949, 4.2.1).
    case notShortest(offset: Int)

    /// An integer does not fit in 64 bits with a sign.
    case integerOutOfRange(offset: Int)

    /// A text string is not UTF-8.
    case invalidText(offset: Int)

    /// A map key stands behind a greater one (RFC 8949, 4.2.1: bytewise order of encoded keys).
    case keyOutOfOrder(offset: Int)

    /// A map key appears twice.
    case duplicateKey(offset: Int)

    /// Arrays and maps are nested deeper than ``CBORReader/nestingMax``.
    case nestedTooDeep(offset: Int)

    /// The item is well-formed CBOR of a kind this ledger does not write.
    case unsupported(CBORUnsupported, offset: Int)

    /// The initial byte has no meaning in RFC 8949.
    case malformed(offset: Int)

    /// The item is fine, but it is not what the caller expected here.
    case unexpectedType(expected: CBORExpected, found: CBORMajorType, offset: Int)
}

/// What CBOR can express and this ledger never writes.
public enum CBORUnsupported: Equatable, Sendable {
    /// A floating-point number of any width: there is none on a money path.
    case float

    /// A tagged item (major type 6).
    case tag

    /// A string, array or map of indefinite length, or the `break` that ends one.
    case indefiniteLength

    /// The simple value 23.
    case undefined

    /// A simple value other than false, true, null and undefined.
    case simpleValue
}

/// What a caller of ``CBORReader`` asked for.
public enum CBORExpected: String, Equatable, Sendable {
    /// The item kinds by the name of the method that reads them.
    case integer, text, bytes, bool, array, map
}

extension CBORError: CustomStringConvertible {
    /// What is wrong and where, in one sentence.
    public var description: String {
        switch self {
        case .truncated(let offset):
            "The CBOR item at byte \(offset) is cut short."
        case .trailingBytes(let offset):
            "The CBOR item ends at byte \(offset), but more bytes follow."
        case .notShortest(let offset):
            "The CBOR head at byte \(offset) is not in its shortest form."
        case .integerOutOfRange(let offset):
            "The CBOR integer at byte \(offset) does not fit in a signed 64-bit number."
        case .invalidText(let offset):
            "The CBOR text at byte \(offset) is not valid UTF-8."
        case .keyOutOfOrder(let offset):
            "The CBOR map key at byte \(offset) is out of order."
        case .duplicateKey(let offset):
            "The CBOR map key at byte \(offset) appears twice."
        case .nestedTooDeep(let offset):
            "The CBOR item at byte \(offset) is nested more than \(CBORReader.nestingMax) deep."
        case .unsupported(let kind, let offset):
            "The CBOR item at byte \(offset) is \(kind), which is not supported here."
        case .malformed(let offset):
            "The byte at \(offset) does not start any CBOR item."
        case .unexpectedType(let expected, let found, let offset):
            "The CBOR item at byte \(offset) should be \(expected.rawValue) but is \(found)."
        }
    }
}

extension CBORUnsupported: CustomStringConvertible {
    /// The kind with its article.
    public var description: String {
        switch self {
        case .float: "a floating-point number"
        case .tag: "a tagged item"
        case .indefiniteLength: "of indefinite length"
        case .undefined: "undefined"
        case .simpleValue: "an unassigned simple value"
        }
    }
}
