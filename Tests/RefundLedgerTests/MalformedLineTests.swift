import LedgerTesting
import RefundDomain
import RefundLedger
import Testing

/// Lines that make no sense (ACTIONS.md, sections 1 and 5): each is refused and says where.
@Suite struct MalformedLineTests {
    /// A line, and the field that the message must name; `nil` when the line as such is wrong.
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let line: String
        let field: String?
        var testDescription: String { what }

        init(_ what: String, _ line: String, names field: String?) {
            (self.what, self.line, self.field) = (what, line, field)
        }

        /// An action of a name with other members.
        init(_ what: String, _ name: String, _ fields: String, names field: String) {
            let order = name.hasPrefix("publish_") ? nil : "KM-1"
            let text = RefundLedgerTests.line(name, .system, order: order, fields)
            self.init(what, text, names: field)
        }
    }

    @Test(arguments: lines + commonFields + values)
    func `a malformed line names the field`(row: Row) { expectMalformed(row.line, row.field) }

    @Test(arguments: orders + payouts + publications)
    func `malformed content names the field`(row: Row) { expectMalformed(row.line, row.field) }

    static let lines = [
        Row("empty", "", names: nil),
        Row("no JSON", "hello", names: nil),
        Row("a list", "[]", names: nil),
        Row("a text", #""x""#, names: nil),
        Row("cut off", #"{"at":"2026"#, names: nil),
        Row("something after it", line("sweep", .system) + "{}", names: nil),
        Row("a member twice", line("sweep", .system, #""key":"a","key":"b""#), names: nil),
        Row(
            "too deep", String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
            names: nil),
    ]

    static let commonFields = [
        Row("no at", #"{"actor":{"id":"a","role":"buyer"},"do":"sweep"}"#, names: "at"),
        Row(
            "a day in Shanghai before the year 0",
            #"{"at":"0000-01-01T00:00:00+23:59","actor":{"id":"a","role":"buyer"},"do":"sweep"}"#,
            names: "at"),
        Row(
            "a day in Shanghai after the year 9999",
            #"{"at":"9999-12-31T20:00:00Z","actor":{"id":"a","role":"buyer"},"do":"sweep"}"#,
            names: "at"),
        Row(
            "a number that JSON readers round",
            line(
                "upload_evidence", .buyer, order: "KM-1",
                #""kind":"other","sha256":"\#(sha)","byte_size":9007199254740992"#),
            names: "byte_size"),
        Row("no actor", #"{"at":"2026-03-01T00:00:00Z","do":"sweep"}"#, names: "actor"),
        Row(
            "no do", #"{"at":"2026-03-01T00:00:00Z","actor":{"id":"a","role":"buyer"}}"#,
            names: "do"),
        Row("unknown do", line("dance", .system), names: "do"),
        Row("do in other case", line("Sweep", .system), names: "do"),
        Row("empty order", line("sweep", .system, order: ""), names: "order"),
        Row("order a number", line("sweep", .system, order: nil, #""order":1"#), names: "order"),
        Row("order null", line("sweep", .system, order: nil, #""order":null"#), names: "order"),
        Row("empty key", line("sweep", .system, key: ""), names: "key"),
        Row("key null", line("sweep", .system, #""key":null"#), names: "key"),
        Row(
            "long key", line("sweep", .system, key: String(repeating: "k", count: 201)),
            names: "key"),
        Row("via unknown", line("sweep", .system, #""via":"fax""#), names: "via"),
        Row("via null", line("sweep", .system, #""via":null"#), names: "via"),
        Row("client empty", line("sweep", .system, #""client":"""#), names: "client"),
        Row("client a list", line("sweep", .system, #""client":["a"]"#), names: "client"),
        Row(
            "on_behalf_of true", line("sweep", .system, #""on_behalf_of":true"#),
            names: "on_behalf_of"),
        Row("unknown member", line("sweep", .system, #""now":1"#), names: "now"),
        actor(#""buyer""#, names: "actor"), actor("[]", names: "actor"),
        actor(#"{"id":"a"}"#, names: "actor.role"), actor(#"{"role":"buyer"}"#, names: "actor.id"),
        actor(#"{"id":"","role":"buyer"}"#, names: "actor.id"),
        actor(#"{"id":"a","role":"king"}"#, names: "actor.role"),
        actor(#"{"id":"a","role":"buyer","name":"x"}"#, names: "actor.name"),
        actor("null", names: "actor"),
        time(#""2026-03-01T00:00:00""#), time(#""2026-03-01""#), time("1772323200000"),
        time(#""2026-03-01 00:00:00Z""#), time(#""2026-02-29T00:00:00Z""#),
        time(#""2026-03-01T24:00:00Z""#), time(#""2026-03-01T00:60:00Z""#),
        time(#""2026-03-01T00:00:00.1234Z""#), time(#""2026-03-01T00:00:00.Z""#),
        time(#""2026-03-01T00:00:00+0800""#), time(#""2026-03-01T00:00Z""#), time("null"),
        time(#""2026-03-01T00:00:00z""#), time(#""2026-03-01T00:00:00Z ""#),
    ]

    static let values = [
        Row("1.0", "apply_refund", #""reason":"other","amount":1.0"#, names: "amount"),
        Row("text 1", "apply_refund", #""reason":"other","amount":"1""#, names: "amount"),
        Row("1e2", "apply_refund", #""reason":"other","amount":1e2"#, names: "amount"),
        Row(
            "past 64 bits", "apply_refund", #""reason":"other","amount":9223372036854775808"#,
            names: "amount"),
        Row("amount null", "apply_refund", #""reason":"other","amount":null"#, names: "amount"),
        Row("amount true", "apply_refund", #""reason":"other","amount":true"#, names: "amount"),
        Row("no lines", "apply_refund", #""reason":"other","line_ids":[]"#, names: "line_ids"),
        Row(
            "one empty line", "apply_refund", #""reason":"other","line_ids":["L1",""]"#,
            names: "line_ids[1]"),
        Row("unknown reason", "apply_refund", #""reason":"bored""#, names: "reason"),
        Row(
            "description null", "apply_refund", #""reason":"other","description":null"#,
            names: "description"),
        Row(
            "description a number", "apply_refund", #""reason":"other","description":1"#,
            names: "description"),
        Row(
            "bool as text", "request_negotiation",
            #""evidence_ids":["E1"],"unused":1,"non_malicious":"true""#, names: "non_malicious"),
        Row("digest in capitals", digest(String(repeating: "AB", count: 32)), names: "sha256"),
        Row("digest too short", digest(String(repeating: "a", count: 63)), names: "sha256"),
        Row("digest too long", digest(String(repeating: "a", count: 65)), names: "sha256"),
        Row("inputs a list", "raise_risk_signal", #""signal":"x","inputs":[]"#, names: "inputs"),
        Row("a zero byte in a name", "flag_listing", #""sku":"a\u0000b""#, names: "sku"),
        Row("inputs null", "raise_risk_signal", #""signal":"x","inputs":null"#, names: "inputs"),
        Row("reference with space", "add_note", #""text_ref":"a b""#, names: "text_ref"),
        Row("reference empty", "add_note", #""text_ref":"""#, names: "text_ref"),
        Row(
            "reference too long", "add_note",
            #""text_ref":"\#(String(repeating: "a", count: 129))""#, names: "text_ref"),
        Row(
            "no facets", "observe_item", #""facets":{},"source":"platform_check""#, names: "facets"),
        Row(
            "unknown facet", "observe_item",
            #""facets":{"colour":"red"},"source":"platform_check""#, names: "facets.colour"),
        Row(
            "unknown value of a facet", "observe_item",
            #""facets":{"usage":"eaten"},"source":"platform_check""#, names: "facets.usage"),
        Row(
            "overturned without basis", "decide_appeal",
            #""outcome":"verdict_overturned","reason":"x""#, names: "basis"),
        Row(
            "negotiated by a reviewer", "approve", #""basis":"negotiated""#, names: "basis"),
    ]

    private static func actor(_ json: String, names field: String) -> Row {
        Row(
            "actor \(json)", #"{"at":"2026-03-01T00:00:00Z","do":"sweep","actor":\#(json)}"#,
            names: field)
    }

    private static func time(_ json: String) -> Row {
        let actor = #""actor":{"id":"a","role":"system"}"#
        return Row("at \(json)", #"{"at":\#(json),\#(actor),"do":"sweep"}"#, names: "at")
    }

    private static func digest(_ text: String) -> String {
        line("upload_evidence", .buyer, #""kind":"other","sha256":"\#(text)""#)
    }
}

extension MalformedLineTests {
    @Test func `a line that is not UTF-8 is malformed`() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE4, 0xBD]] {
            let text = line("add_note", .agent, #""text_ref":"n","client":"?""#)
            let broken = text.utf8.flatMap { $0 == UInt8(ascii: "?") ? bytes : [$0] }
            #expect(throws: InputError.self) { try ActionCodec.parse(broken[...]) }
        }
    }

    @Test func `a line of one mebibyte is read, a longer one is malformed`() throws {
        let short = line("sweep", .system)
        let room = ActionCodec.lineBytesMax - short.utf8.count
        #expect(ActionCodec.lineBytesMax == 1_048_576)
        _ = try parse(short + String(repeating: " ", count: room))
        expectMalformed(short + String(repeating: " ", count: room + 1), nil)
    }

    @Test func `a message says where, what was expected and what was found`() {
        let error = InputError(line: 3, field: "amount", expected: "a whole number", found: "1.0")
        #expect("\(error)" == "line 3, field 'amount': expected a whole number, found 1.0.")
        do throws(InputError) {
            _ = try parse(line("apply_refund", .buyer, #""reason":"other","amount":1.0"#))
        } catch {
            #expect(
                error.inLine(3)
                    == InputError(
                        line: 3, field: "amount", expected: "a whole number", found: "1.0"))
        }
    }
}
