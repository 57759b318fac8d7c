import CBOR
import Testing

/// One line for each way in which bytes are not the only encoding of a value.
@Suite struct CBORRefusalTests {
    static let cases: [(String, CBORError)] = [
        // Heads longer than needed.
        ("1817", .notShortest(offset: 0)), ("1900ff", .notShortest(offset: 0)),
        ("1a0000ffff", .notShortest(offset: 0)),
        ("1b00000000ffffffff", .notShortest(offset: 0)),
        ("3817", .notShortest(offset: 0)), ("5803010203", .notShortest(offset: 0)),
        ("780161", .notShortest(offset: 0)), ("980101", .notShortest(offset: 0)),
        ("b8010102", .notShortest(offset: 0)), ("8201 1817", .notShortest(offset: 2)),
        ("a1 1801 02", .notShortest(offset: 1)),
        // Keys.
        ("a2 02 00 01 00", .keyOutOfOrder(offset: 3)),
        ("a2 20 00 01 00", .keyOutOfOrder(offset: 3)),
        ("a2 20 00 1864 00", .keyOutOfOrder(offset: 3)),
        ("a2 6162 00 6161 00", .keyOutOfOrder(offset: 4)),
        ("a2 626161 00 6162 00", .keyOutOfOrder(offset: 5)),
        ("a2 01 00 01 00", .duplicateKey(offset: 3)),
        ("a2 6161 00 6161 01", .duplicateKey(offset: 4)),
        ("a2 01 00 02 a2 05 00 04 00", .keyOutOfOrder(offset: 7)),
        ("82 01 a2 05 00 05 00", .duplicateKey(offset: 5)),
        // Text.
        ("61 80", .invalidText(offset: 0)), ("62 c0 80", .invalidText(offset: 0)),
        ("63 eda080", .invalidText(offset: 0)), ("62 61 c3", .invalidText(offset: 0)),
        ("64 f4908080", .invalidText(offset: 0)), ("82 01 61 ff", .invalidText(offset: 2)),
        // Cut short, and counts that promise more than there is.
        ("", .truncated(offset: 0)), ("18", .truncated(offset: 0)),
        ("1b00000000000000", .truncated(offset: 0)), ("4201", .truncated(offset: 0)),
        ("8201", .truncated(offset: 0)), ("82 01 19", .truncated(offset: 2)),
        ("a101", .truncated(offset: 0)), ("a2 01 02 03", .truncated(offset: 0)),
        ("5bffffffffffffffff", .truncated(offset: 0)),
        ("9b7fffffffffffffff", .truncated(offset: 0)),
        ("bb7fffffffffffffff", .truncated(offset: 0)),
        // Behind the end.
        ("0000", .trailingBytes(offset: 1)), ("80f6", .trailingBytes(offset: 1)),
        // Initial bytes without a meaning.
        ("1c", .malformed(offset: 0)), ("1f", .malformed(offset: 0)),
        ("3f", .malformed(offset: 0)), ("5d", .malformed(offset: 0)),
        ("de", .malformed(offset: 0)), ("fc", .malformed(offset: 0)),
        ("ff", .unsupported(.indefiniteLength, offset: 0)),
        ("f818", .unsupported(.simpleValue, offset: 0)),
    ]

    @Test(arguments: cases)
    func `bytes that break a rule are refused`(hex: String, error: CBORError) {
        #expect(throws: error) { try CBORValue.decode(bytes(hex)[...]) }
    }

    @Test(arguments: cases)
    func `an error points into the slice, wherever that lies`(hex: String, error: CBORError) {
        let buffer = [0x00, 0x00] + bytes(hex)
        #expect(throws: error) { try CBORValue.decode(buffer[2...]) }
    }

    @Test func `nesting is accepted up to its bound`() throws {
        let most = CBORReader.nestingMax
        let nested = [UInt8](repeating: 0x81, count: most) + [0x00]
        let value = try CBORValue.decode(nested[...])
        #expect(try value.encode() == nested)
        #expect(throws: CBORError.nestedTooDeep(offset: most)) {
            try CBORValue.decode(([0x81] + nested)[...])
        }
        #expect(throws: CBORError.self) { try CBORValue.array([value]).encode() }
    }

    @Test func `very deep nesting is refused before it costs anything`() {
        let arrays = [UInt8](repeating: 0x81, count: 1_000_000)
        let maps = [UInt8](repeating: 0xA1, count: 1_000_000)
        #expect(throws: CBORError.nestedTooDeep(offset: 32)) { try CBORValue.decode(arrays[...]) }
        // Each map sits in the key of the one around it.
        #expect(throws: CBORError.nestedTooDeep(offset: 32)) { try CBORValue.decode(maps[...]) }
    }

    @Test func `a value with a key twice has no encoding`() {
        let twice = CBORValue.map([.init(.integer(1), .null), .init(.integer(1), .null)])
        #expect(throws: CBORError.duplicateKey(offset: 3)) { try twice.encode() }
    }

    @Test func `descriptions name the place and the kind`() {
        #expect(
            CBORError.unsupported(.tag, offset: 7).description
                == "The CBOR item at byte 7 is a tagged item, which is not supported here."
        )
        #expect(
            CBORError.unexpectedType(expected: .integer, found: .text, offset: 2).description
                == "The CBOR item at byte 2 should be integer but is text.")
    }
}
