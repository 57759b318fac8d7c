import EventLogSQLite
import Foundation
import JSONText
import LedgerTesting
import RefundDomain
import RefundLedger
import Testing
import Vault

/// Personal data as an operator meets it: texts, files, erasure, and what is left on disk.
@Suite struct PersonalDataSessionTests {
    let ledger: TemporaryLedger
    let run: Program
    let words = "一直没有收到商品"

    init() throws {
        ledger = try TemporaryLedger()
        run = Program(directory: ledger.path + "/ledger")
        #expect(try run("init").code == 0)
    }

    /// The files below the ledger's directory that hold some bytes.
    func files(with needle: [UInt8]) throws -> [String] {
        let root = run.directory
        return try FileManager.default.subpathsOfDirectory(atPath: root).filter { name in
            let data = FileManager.default.contents(atPath: "\(root)/\(name)") ?? Data()
            return data.range(of: Data(needle)) != nil
        }
    }

    func record(_ lines: String...) throws -> Program.Result {
        try run("record", "-", input: lines.joined(separator: "\n"))
    }

    func registered(_ order: String = "KM-1") -> String {
        line("register_order", .system, order: order, registrationFields)
    }

    func applied(minute: Int64) -> String {
        line(
            "apply_refund", .buyer, minute: minute,
            #""reason":"not_delivered","description":"\#(words)""#)
    }

    func upload(_ file: String, minute: Int64 = 2, _ more: String = "") -> String {
        line(
            "upload_evidence", .buyer, minute: minute,
            #""kind":"order_detail","file":"\#(file)"\#(more)"#)
    }

    func picture(_ bytes: Int, _ name: String = "shot.png") throws -> (String, [UInt8]) {
        let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let content = start + (0..<max(0, bytes - 8)).map { UInt8(truncatingIfNeeded: $0 * 31 / 7) }
        let path = "\(ledger.path)/\(name)"
        try Data(content).write(to: URL(filePath: path))
        return (path, content)
    }

    func erase() throws -> Program.Result {
        try run(
            "erase", "--subject", "buyer-1", "--ground", "buyer_request", "--actor", "dpo-1")
    }

    @Test func `neither text nor key is in any file after an erasure`() throws {
        #expect(try record(registered(), applied(minute: 1)).code == 0)
        #expect(try run("trace", "KM-1").output.contains(words))
        #expect(try run("totals", "--json").code == 0)
        #expect(try files(with: Array(words.utf8)).isEmpty)
        let wrapping = try #require(
            FileManager.default.contents(atPath: "\(run.directory)/wrapping.key"))
        let keys = try #require(
            FileManager.default.contents(atPath: "\(run.directory)/keys.sqlite"))
        let erased = try erase()
        #expect(erased.code == 0, "\(erased.errors)")
        #expect(erased.output.contains("Erased what was held about buyer-1 (event 5)"))
        #expect(try files(with: Array(wrapping.dropLast())).isEmpty)
        let trace = try run("trace", "KM-1")
        #expect(trace.output.contains("[erased]") && !trace.output.contains(words))
        #expect(trace.output.contains("event 5 erased what had been written about the buyer"))
        #expect(try run("trace", "KM-1", "--json").output.contains(#""erased_by_event":5"#))
        let chinese = try run("trace", "KM-1", "--lang", "zh").output
        #expect(chinese.contains("[已删除]") && chinese.contains("事件 5 删除了此前有关买家的文字"))
        #expect(try run("replay", "--json").output.contains(#""description":"[erased]""#))
        #expect(try run("export", "--texts").output.contains(#""text":"[erased]""#))
        for check in ["verify", "audit", "doctor"] { #expect(try run(check).code == 0, "\(check)") }
        #expect(try run("rebuild", "--check").code == 0)
        // An older copy of the keys opens nothing.
        try keys.write(to: URL(filePath: "\(run.directory)/keys.sqlite"))
        let late = try run("trace", "KM-1")
        #expect(late.output.contains("[key missing]") && !late.output.contains(words))
        #expect(late.errors.contains("is not the one these keys are wrapped with"))
        #expect(try run("doctor").code == 1)
    }

    @Test(arguments: [8, 65_535, 65_536, 65_537, 200_000])
    func `a file of evidence is kept sealed and comes back`(size: Int) throws {
        let (path, content) = try picture(size)
        let result = try record(registered(), applied(minute: 1), upload(path))
        #expect(result.code == 0, "\(result.errors)")
        #expect(try files(with: Array(content.prefix(40))).isEmpty)
        let target = "\(ledger.path)/out"
        func get(_ role: String, _ actor: String = "rev-1") throws -> Program.Result {
            try run(
                "evidence", "get", "KM-1", "E1", "-o", target, "--actor", actor, "--role", role)
        }
        #expect(try get("reviewer").code == 0)
        #expect(FileManager.default.contents(atPath: target) == Data(content))
        #expect(try get("reviewer").code == 73)
        try FileManager.default.removeItem(atPath: target)
        #expect(try get("finance").code == 77)
        #expect(try get("buyer", "buyer-2").code == 77)
        #expect(!FileManager.default.fileExists(atPath: target))
        #expect(try run("verify").code == 0)
        // The same line again is a repeat, and keeps no second file.
        let folder = "\(run.directory)/evidence"
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    }

    @Test func `quarantined is for compliance alone, erased for nobody`() throws {
        let (path, content) = try picture(5_000)
        _ = try record(
            registered(), applied(minute: 1), upload(path),
            line(
                "quarantine_evidence", .system, minute: 3,
                #""evidence":"E1","kinds":["bank_card"]"#))
        func get(_ role: String) throws -> Program.Result {
            try run(
                "evidence", "get", "KM-1", "E1", "-o", "\(ledger.path)/\(role)", "--actor", "a",
                "--role", role)
        }
        #expect(try get("reviewer").errors.contains("quarantine"))
        #expect(try get("compliance").code == 0)
        let erased = try record(
            line(
                "erase_evidence", .system, minute: 4,
                #""evidence":"E1","basis":"buyer_request""#))
        #expect(erased.code == 0, "\(erased.errors)")
        try FileManager.default.removeItem(atPath: "\(ledger.path)/compliance")
        #expect(try get("compliance").code == 77)
        let folder = "\(run.directory)/evidence"
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        #expect(try run("verify").code == 0)
        #expect(content.count == 5_000)
    }

    @Test func `a file goes with its buyer`() throws {
        let (path, _) = try picture(70_000)
        _ = try record(registered(), applied(minute: 1), upload(path))
        #expect(try erase().code == 0)
        let folder = "\(run.directory)/evidence"
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        let got = try run(
            "evidence", "get", "KM-1", "E1", "-o", "\(ledger.path)/x", "--actor", "c", "--role",
            "compliance")
        #expect(got.code == 77 && got.errors.contains("it was erased"))
        #expect(try run("verify").code == 0)
    }

    @Test func `files that a broken off erasure left go with the next line that is recorded`()
        throws
    {
        let (path, _) = try picture(9_000)
        _ = try record(registered(), applied(minute: 1), upload(path))
        let folder = "\(run.directory)/evidence"
        let manager = FileManager.default
        let name = try #require(try manager.contentsOfDirectory(atPath: folder).first)
        try manager.copyItem(atPath: "\(folder)/\(name)", toPath: "\(ledger.path)/kept")
        #expect(try erase().code == 0)
        // As after a crash behind the destruction of the keys.
        try manager.moveItem(atPath: "\(ledger.path)/kept", toPath: "\(folder)/\(name)")
        try Data().write(to: URL(filePath: "\(folder)/.erasing"))
        #expect(try run("verify").code == 1)
        #expect(try record(line("add_note", .reviewer, minute: 9, #""text_ref":"n-1""#)).code == 0)
        #expect(try manager.contentsOfDirectory(atPath: folder).isEmpty)
        #expect(try run("verify").code == 0)
    }

    @Test(arguments: ["missing", "altered", "cut", "swapped"])
    func `verify names a file that is not what was recorded`(damage: String) throws {
        let (path, _) = try picture(150_000)
        _ = try record(registered(), applied(minute: 1), upload(path))
        let folder = "\(run.directory)/evidence"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        let file = URL(filePath: "\(folder)/\(name)")
        var bytes = try Data(contentsOf: file)
        switch damage {
        case "missing": try FileManager.default.removeItem(at: file)
        case "altered":
            bytes[100_000] ^= 1
            try bytes.write(to: file)
        case "cut": try bytes.prefix(20 + 2 * 65_552).write(to: file)
        case _:
            let second = bytes[(20 + 65_552)..<(20 + 2 * 65_552)]
            let first = bytes[20..<(20 + 65_552)]
            try (bytes.prefix(20) + second + first + bytes.suffix(from: 20 + 2 * 65_552))
                .write(to: file)
        }
        let result = try run("verify", "--json")
        #expect(result.code == 1)
        let word = damage == "missing" ? "missing" : "not what was recorded"
        #expect(result.output.contains(#""part":"evidence_file""#) && result.output.contains(word))
    }

    @Test func `a file that is not taken is named, and its line recorded nowhere`() throws {
        let (path, _) = try picture(900)
        let text = "\(ledger.path)/a.bin"
        try Data([0, 1, 2, 3]).write(to: URL(filePath: text))
        try Data().write(to: URL(filePath: text + "0"))
        let large = "\(ledger.path)/large"
        _ = FileManager.default.createFile(atPath: large, contents: Data("x".utf8))
        try FileHandle(forWritingTo: URL(filePath: large)).truncate(atOffset: 40_000_000)
        let rows: [(line: String, word: String)] = [
            (upload(path + "0"), "cannot be read"), (upload(text), "is none of"),
            (upload(text + "0"), "is empty"), (upload(large), "more than 33554432 bytes"),
            (upload(ledger.path), "it is not a file"),
            (upload(path, minute: 2, #","sha256":"\#(sha)""#), "which is the file's"),
            (upload(path, minute: 2, #","byte_size":1"#), "which is the file's"),
            (upload(path, minute: 2, #","media_type":"image/gif""#), "which is the file's"),
            (upload(path, minute: 2, #","key_id":"x""#), "no key beside a file"),
        ]
        _ = try record(registered(), applied(minute: 1))
        for row in rows {
            let result = try record(row.line)
            #expect(result.code == 65 && result.errors.contains(row.word), "\(result.errors)")
        }
        #expect(try run("report", "--json").json().first?["position"] == .integer(4))
    }

    @Test func `a backup holds no keys, and keys have a backup of their own`() throws {
        _ = try record(registered(), applied(minute: 1))
        let copy = "\(ledger.path)/copy"
        #expect(try run("backup", copy).code == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: copy)
        #expect(!names.contains { $0.hasPrefix("keys") || $0.hasPrefix("wrapping") })
        let other = Program(directory: copy)
        let trace = try other("trace", "KM-1")
        #expect(trace.output.contains("[key missing]") && trace.code == 0)
        #expect(trace.errors.contains("The keys of this ledger are not at"))
        #expect(try other("record", "-", input: registered()).code == 66)
        #expect(try run("keys", "backup", "\(ledger.path)/keys").code == 0)
        try FileManager.default.copyItem(
            atPath: "\(ledger.path)/keys/keys.sqlite", toPath: "\(copy)/keys.sqlite")
        try FileManager.default.copyItem(
            atPath: "\(run.directory)/wrapping.key", toPath: "\(copy)/wrapping.key")
        #expect(try other("trace", "KM-1").output.contains(words))
        #expect(try run("keys", "rotate").code == 0)
        #expect(try run("trace", "KM-1").output.contains(words))
        try FileManager.default.removeItem(atPath: "\(copy)/wrapping.key")
        try FileManager.default.copyItem(
            atPath: "\(run.directory)/wrapping.key", toPath: "\(copy)/wrapping.key")
        #expect(try !other("trace", "KM-1").output.contains(words))
    }

    @Test func `a ledger from before texts were sealed stays plain, and says so`() throws {
        let old = try TemporaryLedger(copying: OldLedgerTests.names[0])
        let run = Program(directory: old.path)
        #expect(try run("doctor", "--json").output.contains("from before texts were sealed"))
        let erased = try run(
            "erase", "--subject", "b", "--ground", "buyer_request", "--actor", "dpo-1")
        #expect(erased.code == 65 && erased.errors.contains("plain"))
        #expect(try run("record", "-", input: registered("KM-NEW")).code == 0)
        #expect(!FileManager.default.fileExists(atPath: "\(old.path)/keys.sqlite"))
    }
}
