/// The upper three bits of an item's initial byte (RFC 8949, 3.1).
public enum CBORMajorType: UInt8, Equatable, Sendable {
    /// An integer from 0 up.
    case unsigned = 0

    /// An integer below 0.
    case negative = 1

    /// A byte string.
    case bytes = 2

    /// A text string.
    case text = 3

    /// An array.
    case array = 4

    /// A map.
    case map = 5

    /// A tagged item; known, so that it can be refused by name.
    case tag = 6

    /// false, true, null; floating-point numbers and other simple values share the type.
    case simple = 7

    @usableFromInline
    init(initialByte: UInt8) {
        switch initialByte >> 5 {
        case 0: self = .unsigned
        case 1: self = .negative
        case 2: self = .bytes
        case 3: self = .text
        case 4: self = .array
        case 5: self = .map
        case 6: self = .tag
        case _: self = .simple
        }
    }
}
