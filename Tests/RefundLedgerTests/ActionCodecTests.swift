import LedgerTesting
import Records
import RefundDomain
import RefundLedger
import Testing
import Units

/// What each action needs and what it does not know, on the shortest line that is right.
@Suite struct ActionCodecTests {
    @Test func `every action has a shortest line`() {
        #expect(Set(minimalFields.keys) == Set(ActionName.allCases))
    }

    @Test(arguments: ActionName.allCases)
    func `the shortest line of an action reads`(name: ActionName) throws {
        let fields = try #require(minimalFields[name])
        #expect(type(of: try parse(text(name, fields)).body).name == name)
    }

    @Test(arguments: ActionName.allCases)
    func `without any of its members it is malformed`(name: ActionName) throws {
        let fields = try #require(minimalFields[name])
        for left in fields {
            expectMalformed(text(name, fields.filter { $0.name != left.name }), left.name)
        }
    }

    @Test(arguments: ActionName.allCases)
    func `null, another type or an empty list in any member is malformed`(
        name: ActionName
    ) throws {
        let fields = try #require(minimalFields[name])
        for wrong in fields {
            let isList = wrong.json.hasPrefix("[")
            let isNumber = Int(wrong.json) != nil
            let values =
                ["null", "[]", isList ? wrong.json + "x" : #"["x"]"#]
                + (isNumber ? [wrong.json + ".0", "\"\(wrong.json)\"", "1e2"] : ["7"])
            for value in values where !value.hasSuffix("]x") {
                let changed = fields.map { $0.name == wrong.name ? ($0.name, value) : $0 }
                expectMalformed(text(name, changed), wrong.name)
            }
        }
    }

    @Test(arguments: ActionName.allCases)
    func `a member it does not know is malformed`(name: ActionName) throws {
        let fields = try #require(minimalFields[name])
        expectMalformed(text(name, fields + [("colour", "1")]), "colour")
    }

    @Test(arguments: ActionName.allCases)
    func `the order is named or not, as the action needs it`(name: ActionName) throws {
        let fields = try #require(minimalFields[name])
        let isGlobal = Self.global.contains(name)
        if isGlobal {
            expectMalformed(text(name, fields, order: "KM-1"), "order")
        } else if name == .sweep {
            #expect(try parse(text(name, fields, order: nil)).order == nil)
            #expect(try parse(text(name, fields, order: "KM-1")).order == "KM-1")
        } else {
            expectMalformed(text(name, fields, order: nil), "order")
        }
    }

    @Test func `what every action may say is read`() throws {
        let action = try parse(
            #"""
             { "do" : "add_note", "text_ref":"n", "order":"单-1", "key":"k", "via":"qq",
               "client":"app/1", "on_behalf_of":"b", "actor":{"role":"agent","id":"a"},
               "at":"2026-03-01T08:00:00.12+08:00" }
            """#)
        #expect(action.at == Instant(milliseconds: 1_772_323_200_120))
        #expect(action.actor == Actor("a", .agent))
        #expect(action.order == "单-1")
        #expect(action.key?.text == "k")
        #expect(action.key?.digest.count == 16)
        #expect(action.via == .qq)
        #expect(action.client == "app/1")
        #expect(action.onBehalfOf == "b")
        #expect((action.body as? AddNote)?.textRef == "n")
    }

    @Test func `a key stands for everything but the instant`() throws {
        func digest(_ minute: Int64, _ reference: String, _ more: String = "") throws -> [UInt8]? {
            try action(
                "add_note", .agent, minute: minute, key: "k", #""text_ref":"\#(reference)"\#(more)"#
            ).key?.digest
        }
        let first = try digest(0, "n")
        #expect(try digest(5, "n") == first)
        #expect(try digest(0, "n", #","via":"official""#) == first)
        #expect(try digest(0, "m") != first)
        #expect(try digest(0, "n", #","via":"qq""#) != first)
        #expect(try digest(0, "n", #","client":"c""#) != first)
        #expect(try digest(0, "n", #","on_behalf_of":"b""#) != first)
        #expect(try action("add_note", .finance, key: "k", #""text_ref":"n""#).key?.digest != first)
    }

    private static let global: [ActionName] = [
        .publishPolicy, .publishCalendar, .eraseSubject, .restrictSubject,
    ]

    private func text(
        _ name: ActionName, _ fields: [(name: String, json: String)], order: String? = ""
    ) -> String {
        let isGlobal = Self.global.contains(name)
        let order = order == "" ? (isGlobal ? nil : "KM-1") : order
        return line(
            name.name, .system, order: order,
            fields.map { "\"\($0.name)\":\($0.json)" }.joined(separator: ","))
    }
}

/// Checks that a line is malformed, and that the message names the field (or none).
func expectMalformed(
    _ line: String, _ field: String?, sourceLocation: SourceLocation = #_sourceLocation
) {
    do throws(InputError) {
        _ = try parse(line)
        Issue.record("\(line) was taken", sourceLocation: sourceLocation)
    } catch {
        #expect(error.field == field, "\(line): \(error)", sourceLocation: sourceLocation)
        #expect(!error.expected.isEmpty && !error.found.isEmpty, sourceLocation: sourceLocation)
        if let field { #expect(error.description.contains("'\(field)'")) }
    }
}
