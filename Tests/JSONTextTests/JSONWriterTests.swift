import JSONText
import Testing

/// What is written, and that it reads back as it was.
@Suite struct JSONWriterTests {
    @Test func `commas come where they are needed`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("a", 1)
        writer.name("b")
        writer.beginArray()
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.string("[")
        writer.null()
        writer.bool(false)
        writer.number(verbatim: "1.50")
        writer.endArray()
        writer.member("c", true)
        writer.member("d", "{")
        writer.endObject()
        writer.newline()
        writer.integer(.min)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"a":1,"b":[{},[],"[",null,false,1.50],"c":true,"d":"{"}"#
                + "\n-9223372036854775808")
        writer.removeAll()
        #expect(writer.bytes.isEmpty)
    }

    @Test func `only what must be escaped is escaped`() {
        let text = "\"\\/\u{8}\u{9}\u{A}\u{B}\u{C}\u{D}\u{1F}\u{7F}é中🎮\u{2028}"
        #expect(
            JSONValue.string(text).text
                == #""\"\\/\b\t\n\u000b\f\r\u001f"# + "\u{7F}é中🎮\u{2028}\"")
    }

    @Test func `canonical form sorts members at every depth by UTF-8 bytes`() throws {
        let one = try JSONValue.parse(#"{"b":1,"a":[{"y":1.0,"x":2}],"é":3,"B":4,"":5}"#)
        let two = try JSONValue.parse(#"{"":5,"é":3,"B":4,"a":[{"x":2,"y":1.0}],"b":1}"#)
        #expect(one.text != two.text)
        #expect(one.canonicalBytes == two.canonicalBytes)
        #expect(
            String(decoding: one.canonicalBytes, as: UTF8.self)
                == #"{"":5,"B":4,"a":[{"x":2,"y":1.0}],"b":1,"é":3}"#)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `whatever is written reads back the same`(seed: UInt64) throws {
        var random = Sequence(state: seed)
        let value = random.value(depth: 5)
        #expect(try JSONValue.parse(value.text) == value)
        #expect(try JSONValue.parse(value.canonicalBytes).canonicalBytes == value.canonicalBytes)
    }

    /// SplitMix64, aimed at edges.
    private struct Sequence {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
        }

        mutating func value(depth: Int) -> JSONValue {
            switch below(depth > 0 ? 8 : 5) {
            case 0: .null
            case 1: .bool(below(2) == 0)
            case 2: .integer([0, -1, 1, .max, .min, 100_000][below(6)])
            case 3: .number(["1.0", "-0.0", "1e3", "99999999999999999999"][below(4)])
            case 4: .string(text())
            case 5: .array((0..<below(4)).map { _ in value(depth: depth - 1) })
            case _:
                .object(
                    (0..<below(40)).map { index in
                        JSONMember(name: "\(index)\(text())", value: value(depth: depth - 3))
                    })
            }
        }

        mutating func text() -> String {
            let scalars: [Unicode.Scalar] = [
                "a", "\"", "\\", "/", "\0", "\n", "\u{1F}", "\u{7F}", "é", "中", "\u{2028}", "🎮",
                "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10FFFF}", "\u{301}",
            ]
            var text = String.UnicodeScalarView()
            for _ in 0..<below(20) { text.append(scalars[below(scalars.count)]) }
            return String(text)
        }
    }
}
