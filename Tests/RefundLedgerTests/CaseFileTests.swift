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
        try Data([1]).write(to: URL(filePath: "\(folder)/entries/999.cbor"))
        #expect(try check().code == 1)
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
}
