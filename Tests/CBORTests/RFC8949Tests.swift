import CBOR
import Testing

/// The examples of RFC 8949, appendix A, in its order: what is supported, and what is refused.
@Suite struct RFC8949Tests {
    @Test(arguments: supported)
    func `an example decodes and encodes`(hex: String, diagnostic: String) throws {
        let encoded = bytes(hex)
        let value = try CBORValue.decode(encoded[...])
        #expect(value.description == diagnostic)
        #expect(try value.encode() == encoded)
    }

    @Test(arguments: supported)
    func `an example cut short anywhere is refused`(hex: String, diagnostic: String) {
        let encoded = bytes(hex)
        for length in encoded.indices {
            #expect(throws: CBORError.self) { try CBORValue.decode(encoded[..<length]) }
        }
    }

    @Test(arguments: supported)
    func `an example is read from the middle of a buffer`(hex: String, diagnostic: String) throws {
        let encoded = bytes(hex)
        let buffer = [0xFF] + encoded + [0xFF]
        var reader = CBORReader(buffer[1...])
        #expect(try reader.skipItem() == encoded[...])
        #expect(reader.offset == encoded.count)
        #expect(throws: CBORError.trailingBytes(offset: encoded.count)) { try reader.finish() }
    }

    @Test(arguments: refused)
    func `an example of what is not supported is refused`(hex: String, error: CBORError) {
        #expect(throws: error) { try CBORValue.decode(bytes(hex)[...]) }
    }

    static let supported: [(String, String)] = [
        ("00", "0"), ("01", "1"), ("0a", "10"), ("17", "23"), ("1818", "24"), ("1819", "25"),
        ("1864", "100"), ("1903e8", "1000"), ("1a000f4240", "1000000"),
        ("1b000000e8d4a51000", "1000000000000"),
        // Beyond the appendix: the largest and smallest that fit.
        ("1b7fffffffffffffff", "9223372036854775807"),
        ("3b7fffffffffffffff", "-9223372036854775808"),
        ("20", "-1"), ("29", "-10"), ("3863", "-100"), ("3903e7", "-1000"),
        ("f4", "false"), ("f5", "true"), ("f6", "null"),
        ("40", "h''"), ("4401020304", "h'01020304'"),
        ("60", "\"\""), ("6161", "\"a\""), ("6449455446", "\"IETF\""),
        ("62225c", "\"\\\"\\\\\""), ("62c3bc", "\"ü\""), ("63e6b0b4", "\"水\""),
        ("64f0908591", "\"𐅑\""),
        ("80", "[]"), ("83010203", "[1, 2, 3]"), ("8301820203820405", "[1, [2, 3], [4, 5]]"),
        (
            "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
            "[\((1...25).map(String.init).joined(separator: ", "))]"
        ),
        ("a0", "{}"), ("a201020304", "{1: 2, 3: 4}"),
        ("a26161016162820203", "{\"a\": 1, \"b\": [2, 3]}"),
        ("826161a161626163", "[\"a\", {\"b\": \"c\"}]"),
        (
            "a56161614161626142616361436164614461656145",
            "{\"a\": \"A\", \"b\": \"B\", \"c\": \"C\", \"d\": \"D\", \"e\": \"E\"}"
        ),
    ]

    static let refused: [(String, CBORError)] = [
        ("1bffffffffffffffff", .integerOutOfRange(offset: 0)),
        ("3bffffffffffffffff", .integerOutOfRange(offset: 0)),
        ("c249010000000000000000", .unsupported(.tag, offset: 0)),
        ("c349010000000000000000", .unsupported(.tag, offset: 0)),
        ("f90000", .unsupported(.float, offset: 0)),
        ("f93e00", .unsupported(.float, offset: 0)),
        ("fb3ff199999999999a", .unsupported(.float, offset: 0)),
        ("fa47c35000", .unsupported(.float, offset: 0)),
        ("f97e00", .unsupported(.float, offset: 0)),
        ("fa7fc00000", .unsupported(.float, offset: 0)),
        ("f7", .unsupported(.undefined, offset: 0)),
        ("f0", .unsupported(.simpleValue, offset: 0)),
        ("f8ff", .unsupported(.simpleValue, offset: 0)),
        ("c074323031332d30332d32315432303a30343a30305a", .unsupported(.tag, offset: 0)),
        ("c11a514b67b0", .unsupported(.tag, offset: 0)),
        ("d74401020304", .unsupported(.tag, offset: 0)),
        ("d818456449455446", .unsupported(.tag, offset: 0)),
        ("5f42010243030405ff", .unsupported(.indefiniteLength, offset: 0)),
        ("7f657374726561646d696e67ff", .unsupported(.indefiniteLength, offset: 0)),
        ("9fff", .unsupported(.indefiniteLength, offset: 0)),
        ("83018202039f0405ff", .unsupported(.indefiniteLength, offset: 5)),
        ("bf61610161629f0203ffff", .unsupported(.indefiniteLength, offset: 0)),
        ("826161bf61626163ff", .unsupported(.indefiniteLength, offset: 3)),
    ]
}
