/// A recursive descent over the bytes of one JSON text.
///
/// What bounds the reads: `input` is borrowed for one call of `JSONValue.parse`, every subscript is
/// behind `cursor < input.count` (or an explicit remaining length), and `cursor` only grows. What
/// bounds the stack: `JSONValue.nestingMax`.
struct JSONParser {
    let input: UnsafeBufferPointer<UInt8>
    var cursor = 0
    private var depth = 0

    init(_ input: UnsafeBufferPointer<UInt8>) {
        self.input = input
    }

    mutating func document() throws(JSONError) -> JSONValue {
        skipWhiteSpace()
        let value = try value()
        skipWhiteSpace()
        guard cursor == input.count else { throw mismatch("the end of the text") }
        return value
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        guard cursor < input.count else { throw mismatch("a value") }
        switch input[cursor] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case 0xEF where cursor == 0: throw mismatch("a value, not a byte order mark")
        case _: throw mismatch("a value")
        }
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        try open()
        var members: [JSONMember] = []
        var names = MemberNames()
        if take(UInt8(ascii: "}")) { return close(.object(members)) }
        members.reserveCapacity(8)
        repeat {
            skipWhiteSpace()
            let start = cursor
            guard peek() == UInt8(ascii: "\"") else { throw mismatch("a member name") }
            let name = try string()
            let spelling = input[start + 1..<cursor - 1]
            guard names.insert(name, spelled: spelling, among: members) else {
                throw JSONError(
                    offset: start, expected: "a member name not used before in its object",
                    found: "the name \"\(name)\" again")
            }
            guard take(UInt8(ascii: ":")) else { throw mismatch("a colon after a member name") }
            skipWhiteSpace()
            members.append(JSONMember(name: name, value: try value()))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw mismatch("a comma or the end of an object") }
        return close(.object(members))
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        try open()
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return close(.array(elements)) }
        repeat {
            skipWhiteSpace()
            elements.append(try value())
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw mismatch("a comma or the end of an array") }
        return close(.array(elements))
    }

    private mutating func open() throws(JSONError) {
        guard depth < JSONValue.nestingMax else {
            throw mismatch("no more than \(JSONValue.nestingMax) arrays and objects in each other")
        }
        depth += 1
        cursor += 1
    }

    private mutating func close(_ value: JSONValue) -> JSONValue {
        depth -= 1
        return value
    }

    private mutating func literal(
        _ spelling: StaticString, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        let matches =
            input.count - cursor >= spelling.utf8CodeUnitCount
            && (0..<spelling.utf8CodeUnitCount).allSatisfy {
                input[cursor + $0] == spelling.utf8Start[$0]
            }
        guard matches else { throw mismatch("a value") }
        cursor += spelling.utf8CodeUnitCount
        return value
    }
}

extension JSONParser {
    /// The byte under the cursor; nil at the end.
    @inline(__always)
    func peek() -> UInt8? {
        cursor < input.count ? input[cursor] : nil
    }

    /// Skips white space, and then one byte if it is the one wanted.
    @inline(__always)
    mutating func take(_ wanted: UInt8) -> Bool {
        skipWhiteSpace()
        guard cursor < input.count, input[cursor] == wanted else { return false }
        cursor += 1
        return true
    }

    @inline(__always)
    mutating func skipWhiteSpace() {
        while cursor < input.count, Self.isWhiteSpace(input[cursor]) { cursor += 1 }
    }

    @inline(__always)
    private static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\t")
    }

    /// The error for the byte under the cursor, or for one given.
    @inline(never)
    func mismatch(_ expected: String, at offset: Int? = nil) -> JSONError {
        let offset = offset ?? cursor
        guard offset < input.count else {
            return JSONError(offset: offset, expected: expected, found: "its end")
        }
        let byte = input[offset]
        let found =
            (0x21...0x7E).contains(byte)
            ? "'\(Character(Unicode.Scalar(byte)))'"
            : "the byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
        return JSONError(offset: offset, expected: expected, found: found)
    }
}
