import JSONText
import Testing

/// What is taken and what is refused, one line each; the names follow JSONTestSuite.
@Suite struct JSONParserTests {
    @Test(arguments: [
        ("[]", JSONValue.array([])),
        ("{}", .object([])),
        (" \t\r\n[ 1 , 2 ]\n", .array([.integer(1), .integer(2)])),
        ("\"\"", .string("")),
        ("\"订单 №1 🎮\"", .string("订单 №1 🎮")),
        ("\"\u{7F}\u{2028}\"", .string("\u{7F}\u{2028}")),
        (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
        (#""\u0041\u00e9\u4E2d\u0000""#, .string("Aé中\0")),
        (#""a\ud83c\udfaeb""#, .string("a🎮b")),
        (#""\uDBFF\uDFFF""#, .string("\u{10FFFF}")),
        ("0", .integer(0)),
        ("-0", .integer(0)),
        ("-1", .integer(-1)),
        ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number("9223372036854775808")),
        ("-9223372036854775809", .number("-9223372036854775809")),
        ("99999999999999999999", .number("99999999999999999999")),
        ("1.0", .number("1.0")),
        ("-0.0", .number("-0.0")),
        ("1e3", .number("1e3")),
        ("1E+3", .number("1E+3")),
        ("0e-0", .number("0e-0")),
        ("true", .bool(true)),
        ("false", .bool(false)),
        ("null", .null),
    ])
    func `a well-formed text is read`(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(text) == value)
    }

    @Test func `members keep their order of appearance`() throws {
        let value = try JSONValue.parse(#"{"b":1,"a":{"":null}}"#)
        let inner = JSONValue.object([JSONMember(name: "", value: .null)])
        #expect(
            value
                == .object([
                    JSONMember(name: "b", value: .integer(1)), JSONMember(name: "a", value: inner),
                ]))
        #expect(value["a"] == inner)
        #expect(value["c"] == nil)
        #expect(inner["a"] == nil)
        #expect(JSONValue.null["a"] == nil)
    }

    @Test(arguments: [
        ("", 0), (" ", 1), ("[", 1), ("[1", 2), ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3),
        ("[1,,2]", 3), ("]", 0), ("{", 1), ("{1:2}", 1), ("{\"a\"}", 4), ("{\"a\":}", 5),
        ("{\"a\":1,}", 7), ("{\"a\":1 \"b\":2}", 7), ("{a:1}", 1), ("{'a':1}", 1),
        ("{\"a\" 1}", 5), ("1 2", 2), ("{}}", 2), ("[]x", 2), ("//", 0), ("[1]/**/", 3),
        ("tru", 0), ("True", 0), ("nul", 0), ("NaN", 0), ("Infinity", 0), ("-Infinity", 1),
        ("undefined", 0), ("01", 1), ("-01", 2), ("00", 1), ("-", 1), ("+1", 0), (".5", 0),
        ("1.", 2), ("1.e1", 2), ("1e", 2), ("1e+", 3), ("0x1", 1), ("1_000", 1), ("--1", 1),
        ("\"", 1), ("\"a", 2), ("'a'", 0), ("\"a\nb\"", 2), ("\"\t\"", 1), ("\"\0\"", 1),
        (#""\x""#, 2), (#""\"#, 2), (#""\u12""#, 5), (#""\u12G4""#, 5), (#""\U0041""#, 2),
        (#""\ud800""#, 1), (#""\ud800x""#, 1), (#""\ud800\n""#, 1), (#""\ud800\u0041""#, 1),
        (#""ab\udc00""#, 3), ("\u{FEFF}[]", 0), ("[\u{A0}]", 1), ("\u{C}[]", 0),
    ])
    func `a malformed text is refused where it goes wrong`(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(text) }
        #expect(error?.offset == offset, "\(text): \(error?.description ?? "taken")")
    }

    @Test(
        arguments: [
            ([0x80], 1), ([0xC0, 0x80], 1), ([0xC1, 0xBF], 1), ([0xC3, 0x28], 2),
            ([0xE0, 0x80, 0x80], 2), ([0xE4, 0xB8, 0x22], 3), ([0xED, 0xA0, 0x80], 2),
            ([0xF0, 0x80, 0x80, 0x80], 2), ([0xF0, 0x9F, 0x8E, 0x22], 4),
            ([0xF4, 0x90, 0x80, 0x80], 2), ([0xF5, 0x80, 0x80, 0x80], 1), ([0xFF], 1),
        ] as [([UInt8], Int)])
    func `ill-formed UTF-8 is refused`(middle: [UInt8], offset: Int) {
        let quoted = [0x22] + middle + [0x22, 0x20, 0x20, 0x20]
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(quoted) }
        #expect(error?.offset == offset)
    }

    @Test func `a truncated UTF-8 sequence is refused at the end`() {
        let error = #expect(throws: JSONError.self) { try JSONValue.parse([0x22, 0xE4, 0xB8]) }
        #expect(error?.offset == 3)
    }

    @Test func `a repeated name is refused and named`() {
        #expect(
            throws: JSONError(
                offset: 13, expected: "a member name not used before in its object",
                found: "the name \"fen\" again")
        ) { try JSONValue.parse(#"{"fen":10000,"fen":3}"#) }
    }

    @Test func `a name repeated by an escape is refused`() {
        #expect(throws: JSONError.self) { try JSONValue.parse(#"{"at":1,"\u0061t":2}"#) }
    }

    @Test func `names differing only in composition are different names`() throws {
        let value = try JSONValue.parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
        guard case .object(let members) = value else { return #expect(Bool(false)) }
        #expect(members.count == 2)
    }

    @Test(arguments: [5, 31, 32, 33, 34, 500])
    func `a name repeated in an object of any size is refused`(count: Int) throws {
        let names = (0..<count).map { "\"n\($0)\":\($0)" }.joined(separator: ",")
        #expect(throws: Never.self) { try JSONValue.parse("{\(names)}") }
        for repeated in [0, count / 2, count - 1] {
            #expect(throws: JSONError.self) {
                try JSONValue.parse("{\(names),\"n\(repeated)\":0}")
            }
        }
    }

    @Test func `nesting is taken to its bound and no further`() throws {
        let most = JSONValue.nestingMax
        let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        #expect(throws: Never.self) { try JSONValue.parse(deep(most)) }
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(deep(most + 1)) }
        #expect(error?.offset == most)
        #expect(throws: JSONError.self) {
            try JSONValue.parse(String(repeating: "[{\"a\":", count: 100_000))
        }
    }

    @Test func `an error reads as one sentence`() {
        let error = #expect(throws: JSONError.self) { try JSONValue.parse("[1 2]") }
        #expect(
            error?.description
                == "At byte 3 the JSON text has '2' where it needs a comma or the end of an array.")
        let end = #expect(throws: JSONError.self) { try JSONValue.parse("[1") }
        #expect(end?.found == "its end")
        let control = #expect(throws: JSONError.self) { try JSONValue.parse("\"\t\"") }
        #expect(control?.found == "the byte 0x09")
    }

    @Test func `offsets in a slice count from its start`() throws {
        let bytes = Array("xx[1 2]".utf8)
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(bytes[2...]) }
        #expect(error?.offset == 3)
        #expect(try JSONValue.parse(bytes[3..<4]) == .integer(1))
        let raw = try bytes[3..<4].withUnsafeBytes { try JSONValue.parse($0) }
        #expect(raw == .integer(1))
    }
}
