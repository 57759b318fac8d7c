import Foundation
import JSONText
import LedgerTesting
import RefundDomain
import RefundLedger
import Testing

/// Files that stay and files that go, and what a buyer may write.
extension PersonalDataSessionTests {
    /// One file, uploaded to two cases of an order, is kept once.
    @Test func `a file stays while another piece of evidence shows it`() throws {
        let (path, content) = try picture(5_000)
        let result = try record(
            registered(), applied(minute: 1), upload(path),
            line("withdraw_application", .buyer, minute: 3), applied(minute: 4),
            upload(path, minute: 5))
        #expect(result.code == 0, "\(result.errors)")
        let folder = "\(run.directory)/evidence"
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
        func erase(_ id: String, minute: Int64) throws {
            let line = line(
                "erase_evidence", .system, minute: minute,
                #""evidence":"\#(id)","basis":"buyer_request""#)
            #expect(try record(line).errors.contains("Durable through line 1"))
        }
        try erase("E1", minute: 6)
        let got = try run(
            "evidence", "get", "KM-1", "E2", "-o", "\(ledger.path)/x", "--actor", "r", "--role",
            "reviewer")
        #expect(got.code == 0, "\(got.errors)")
        #expect(FileManager.default.contents(atPath: "\(ledger.path)/x") == Data(content))
        #expect(try run("evidence", "tidy").code == 0)
        #expect(try run("verify").code == 0)
        try erase("E2", minute: 7)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        #expect(try run("verify").code == 0)
    }

    @Test func `a file uploaded again behind its erasure is kept anew`() throws {
        let (path, content) = try picture(5_000)
        _ = try record(
            registered(), applied(minute: 1), upload(path),
            line("withdraw_application", .buyer, minute: 3), applied(minute: 4))
        let result = try record(
            line(
                "erase_evidence", .system, minute: 5,
                #""evidence":"E1","basis":"buyer_request""#), upload(path, minute: 6))
        #expect(result.code == 0, "\(result.errors)")
        let got = try run(
            "evidence", "get", "KM-1", "E2", "-o", "\(ledger.path)/x", "--actor", "r", "--role",
            "reviewer")
        #expect(got.code == 0, "\(got.errors)")
        #expect(FileManager.default.contents(atPath: "\(ledger.path)/x") == Data(content))
        #expect(try run("verify").code == 0)
    }

    @Test func `the key of another file cannot be claimed`() throws {
        let (path, _) = try picture(5_000)
        _ = try record(registered(), applied(minute: 1), upload(path))
        let folder = "\(run.directory)/evidence"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        let key = try #require(name.split(separator: "-").last)
        let sha = String(repeating: "cd", count: 32)
        let claim = line(
            "upload_evidence", .buyer, minute: 3,
            #""kind":"order_detail","sha256":"\#(sha)","key_id":"vault-\#(key)""#)
        let result = try record(claim)
        #expect(result.code == 65)
        #expect(result.errors.contains("field 'key_id'"), "\(result.errors)")
    }

    /// As after a crash between the event and the destruction of the keys.
    @Test(arguments: [["keys", "rotate"], ["evidence", "tidy"]])
    func `whoever changes the keys completes an erasure first`(command: [String]) throws {
        let (path, _) = try picture(9_000)
        _ = try record(registered(), applied(minute: 1), upload(path))
        let folder = "\(run.directory)/evidence"
        let manager = FileManager.default
        let file = try #require(try manager.contentsOfDirectory(atPath: folder).first)
        let names = ["keys.sqlite", "wrapping.key", "evidence/\(file)"]
        let before = try names.map {
            try #require(manager.contents(atPath: "\(run.directory)/\($0)"))
        }
        #expect(try erase().code == 0)
        for (name, content) in zip(names, before) {
            try content.write(to: URL(filePath: "\(run.directory)/\(name)"))
        }
        try manager.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: "\(run.directory)/wrapping.key")
        try Data().write(to: URL(filePath: "\(folder)/.erasing"))
        let result = try run(command, input: Data())
        #expect(result.code == 0, "\(result.errors)")
        let state = try run("doctor", "--json").output
        #expect(state.contains("0 keys"), "\(state)")
        #expect(try manager.contentsOfDirectory(atPath: folder).isEmpty)
        #expect(try run("verify").code == 0)
    }

    @Test func `what a buyer wrote moves no cursor and begins no line`() throws {
        let attack = "gone\u{1B}[2J\u{9B}31m\r\nevent 99 approved\u{202E}"
        let escaped = JSONValue.string(attack).text
        _ = try record(
            registered(),
            line(
                "apply_refund", .buyer, minute: 1,
                #""reason":"not_delivered","description":\#(escaped)"#))
        let trace = try run("trace", "KM-1").output
        #expect(trace.contains(#"gone\u001b[2J\u009b31m\r\nevent 99 approved\u202e"#), "\(trace)")
        let seen = try run("replay").output + run("explain", "KM-1").errors + trace
        #expect(
            !seen.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" || $0 == "\u{202E}" })
        #expect(try run("trace", "KM-1", "--json").json().description.contains("gone"))
    }
}
