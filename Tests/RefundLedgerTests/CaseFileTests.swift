import EventLog
import EventLogSQLite
import Foundation
import JSONText
import LedgerTesting
import MerkleTree
import RefundDomain
import RefundLedger
import Testing
import TransparencyLog

/// What an outside investigator gets, and what is kept from them.
@Suite struct CaseFileTests {
    let ledger: TemporaryLedger
    let run: Program

    init() throws {
        ledger = try TemporaryLedger()
        run = Program(directory: ledger.path + "/shop")
    }

    private func make() throws -> String {
        let key = try run("init", "--origin", "shop.example/refunds").output
        let actions = Fixture.repository.appending(path: "Fixtures/cli/actions.jsonl").path()
        #expect(try run("record", actions, "--quiet").code == 0)
        return key.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func files(_ folder: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            let path = "\(folder)/\(name)"
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            {
                files[name] = [UInt8](try Data(contentsOf: URL(filePath: path)))
            }
        }
        return files
    }

    /// Everything that people wrote, as a case file with text shows it.
    private func texts(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            if value["sealed"] != nil, case .string(let text)? = value["text"] { return [text] }
            return members.flatMap { texts($0.value) }
        case .array(let elements): return elements.flatMap(texts)
        case .string, .integer, .number, .bool, .null: return []
        }
    }

    @Test func `no text that people wrote is in any file unless asked for`() throws {
        _ = try make()
        var count = 0
        for order in ["KM-0001", "KM-0003", "KM-0005", "KM-0009"] {
            let (without, with) = ("\(ledger.path)/\(order)", "\(ledger.path)/\(order)-with")
            #expect(try run("case-file", order, without).code == 0)
            #expect(try run("case-file", order, with, "--with-text").code == 0)
            let hidden = try files(without)
            let shown = try files(with)
            let json = try JSONValue.parse(
                String(decoding: try #require(shown["events.json"]), as: UTF8.self))
            for text in texts(json) {
                count += 1
                for (name, content) in hidden {
                    #expect(content.firstRange(of: Array(text.utf8)) == nil, "\(name): \(text)")
                }
                #expect(shown["case.html"]?.firstRange(of: Array(text.utf8)) != nil, "\(text)")
            }
        }
        #expect(count >= 4)
    }

    @Test func `bytes with plain text are left out, and their events named`() throws {
        let old = try TemporaryLedger(copying: "v1")
        let program = Program(directory: old.path)
        let key = try program("checkpoint", "--create-key").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let (without, with) = ("\(ledger.path)/without", "\(ledger.path)/with")
        #expect(try program("case-file", "KM-0001", without).code == 0)
        #expect(try program("case-file", "KM-0001", with, "--with-text").code == 0)
        let left = try #require(
            try program("check-receipt", without, "--key", key, "--json", ledger: false).json()
                .first)
        let all = try #require(
            try program("check-receipt", with, "--key", key, "--json", ledger: false).json().first)
        #expect(all["not_compared"] == .null)
        #expect(left["receipts"] == all["receipts"])
        guard case .integer(let seen)? = left["entries"],
            case .integer(let events)? = all["entries"]
        else {
            Issue.record("no counts")
            return
        }
        #expect(seen < events)
        #expect(left["not_compared"]?.elements.count == Int(events - seen))
    }

    @Test func `a case file holds where there is no ledger, and any changed file is named`()
        throws
    {
        let key = try make()
        let folder = "\(ledger.path)/case"
        #expect(try run("case-file", "KM-0001", folder, "--with-text").code == 0)
        try FileManager.default.removeItem(atPath: run.directory)
        func check() throws -> Program.Result {
            try run("check-receipt", folder, "--key", key, "--json", ledger: false)
        }
        #expect(try check().code == 0)
        let stated = ["README.txt", "case.html", "verifier.key"]
        for (name, content) in try files(folder).sorted(by: { $0.key < $1.key })
        where !stated.contains(name) {
            var changed = content
            changed[content.count / 2] ^= 1
            let path = URL(filePath: "\(folder)/\(name)")
            try Data(changed).write(to: path)
            let result = try check()
            #expect([1, 65, 70].contains(result.code), "\(name): \(result.errors)")
            try Data(content).write(to: path)
        }
        #expect(try check().code == 0)
        for name in ["entries/999.cbor", "more.html"] {
            let path = URL(filePath: "\(folder)/\(name)")
            try Data([1]).write(to: path)
            #expect(try check().code == 1)
            try FileManager.default.removeItem(at: path)
        }
    }

    @Test func `a word changed in the readable events is found by the bytes`() throws {
        let key = try make()
        let folder = "\(ledger.path)/case"
        #expect(try run("case-file", "KM-0009", folder).code == 0)
        let path = "\(folder)/events.json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let changed = text.replacing("\"version\":3", with: "\"version\":30", maxReplacements: 1)
        #expect(changed != text)
        try changed.write(toFile: path, atomically: false, encoding: .utf8)
        let result = try run("check-receipt", folder, "--key", key, ledger: false)
        #expect(result.code == 1)
        #expect(result.errors.contains("version 3 of the order is missing"))
    }
    /// Whatever in a case file looks as if it were proven must be.
    @Test(arguments: [
        (#""order":"KM-0009""#, #""order":"KM-0001""#), (#""with_text""#, #""a":1,"with_text""#),
        (#"{"position""#, #"{"verdict":"approved in full","position""#),
        (#""size":"#, #""size":1"#), (#""origin":"shop"#, #""origin":"shop2"#),
        (#""receipt":"receipts/"#, #""receipt":"receipts/../receipts/"#),
        (#""entry":"entries/"#, #""entry":"entries/../entries/"#),
    ])
    func `nothing that was put into the readable events passes`(old: String, new: String) throws {
        let key = try make()
        let folder = "\(ledger.path)/case"
        #expect(try run("case-file", "KM-0009", folder).code == 0)
        let path = "\(folder)/events.json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for count in [1, Int.max] {
            let changed = text.replacing(old, with: new, maxReplacements: count)
            #expect(changed != text)
            try changed.write(toFile: path, atomically: false, encoding: .utf8)
            let result = try run("check-receipt", folder, "--key", key, ledger: false)
            #expect(result.code == 1, "\(result.output)")
            #expect(result.errors.contains("The case file does not hold"), "\(result.errors)")
        }
    }

    @Test func `events of two orders do not make the history of one`() throws {
        let key = try make()
        let folders = ["KM-0001", "KM-0009"].map { "\(ledger.path)/\($0)" }
        let texts = try zip(["KM-0001", "KM-0009"], folders).map { order, folder in
            #expect(try run("case-file", order, folder).code == 0)
            return try String(contentsOfFile: "\(folder)/events.json", encoding: .utf8)
        }
        // The first two events of one, and the rest of the other under its number.
        let events = try texts.map { try JSONValue.parse($0)["events"]?.elements ?? [] }
        #expect(events.allSatisfy { $0.count > 3 })
        let mixed = (events[0].prefix(2) + events[1].dropFirst(2)).map(\.text)
            .joined(separator: ",").replacing("KM-0009\",\"version", with: "KM-0001\",\"version")
        let head = try #require(texts[0].firstRange(of: "\"events\":["))
        try (texts[0][..<head.upperBound] + mixed + "]}\n").write(
            toFile: "\(folders[0])/events.json", atomically: false, encoding: .utf8)
        let manager = FileManager.default
        for kind in ["receipts", "entries"] {
            func names(_ place: Int) throws -> [String] {
                try manager.contentsOfDirectory(atPath: "\(folders[place])/\(kind)").sorted {
                    Int($0.prefix { $0 != "." }) ?? 0 < Int($1.prefix { $0 != "." }) ?? 0
                }
            }
            for name in try names(0).dropFirst(2) {
                try manager.removeItem(atPath: "\(folders[0])/\(kind)/\(name)")
            }
            for name in try names(1).dropFirst(2) {
                try manager.copyItem(
                    atPath: "\(folders[1])/\(kind)/\(name)",
                    toPath: "\(folders[0])/\(kind)/\(name)")
            }
        }
        let result = try run("check-receipt", folders[0], "--key", key, ledger: false)
        #expect(result.code == 1)
        #expect(result.errors.contains("is not the next one of order KM-0001"), "\(result.errors)")
    }
}
