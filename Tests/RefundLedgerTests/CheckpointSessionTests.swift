import Foundation
import LedgerTesting
import RefundLedger
import Testing
import TransparencyLog

/// What was signed, as an operator and a witness meet it.
@Suite struct CheckpointSessionTests {
    let home: TemporaryLedger
    let run: Program
    let key: String

    init() throws {
        home = try TemporaryLedger()
        run = Program(directory: home.path + "/ledger")
        key = try Self.make(run, seed: 3)
    }

    /// Makes a ledger of a name, with a shop's history, and gives its verifier key.
    private static func make(_ run: Program, seed: Int) throws -> String {
        let key = try run("init", "--origin", "shop.example/refunds").output
        let lines = try run(
            "shop", "--actions", "300", "--seed", "\(seed)", ledger: false
        ).output
        #expect(try run("record", "-", "--quiet", input: lines).code == 0)
        #expect(try run("checkpoint").code == 0)
        return key.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Gives a checkpoint back with further lines under it.
    private func add(_ lines: [NoteSignature]) throws -> Program.Result {
        let signed = try SignedCheckpoint(Array(run("checkpoint", "--stored").output.utf8))
        let text = signed.serialized + lines.map { $0.line + "\n" }.joined()
        let path = home.path + "/cosigned"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        return try run("checkpoint", "--add", path)
    }

    private func unknown(_ numbers: Range<Int>) -> [NoteSignature] {
        numbers.map {
            NoteSignature(
                name: "nobody-\($0)", keyID: UInt32($0), signature: [UInt8](repeating: 7, count: 68)
            )
        }
    }

    @Test func `lines that could not be read again are not taken`() throws {
        let before = try run("checkpoint", "--stored").output
        #expect(try add(unknown(0..<SignedNote.signaturesMax)).code == 65)
        #expect(try run("checkpoint", "--stored").output == before)
        // Nor if they come one after the other.
        #expect(try add(unknown(0..<40)).code == 0)
        let most = try run("checkpoint", "--stored").output
        let stored = try SignedCheckpoint(Array(most.utf8))
        #expect(stored.note.signatures.count == 41)
        let path = home.path + "/more"
        let lines = (stored.note.signatures.prefix(1) + unknown(40..<64)).map { $0.line + "\n" }
        try (stored.note.text + "\n" + lines.joined()).write(
            toFile: path, atomically: false, encoding: .utf8)
        let refused = try run("checkpoint", "--add", path)
        #expect(refused.code == 65)
        #expect(refused.errors.contains("more than 64 signatures"), "\(refused.errors)")
        #expect(try run("checkpoint", "--stored").output == most)
        #expect(try run("verify").code == 0)
    }

    /// A witness whose clock counts nanoseconds.
    @Test func `a witness may say any time`() throws {
        let witness = try SignerKey.random(name: "witness.example/w1", type: .cosignature)
        #expect(try run("checkpoint", "--trust", witness.verifier.text).code == 0)
        let signed = try SignedCheckpoint(Array(run("checkpoint", "--stored").output.utf8))
        let line = try witness.sign(signed.note.text, time: 1_790_000_000_000_000_000)
        let added = try add([line])
        #expect(added.code == 0, "\(added.errors)")
        #expect(added.errors.contains("'witness.example/w1' saw this log at "), "\(added.errors)")
        #expect(try run("checkpoint").code == 0)
    }

    @Test func `another log of the same name is not this one`() throws {
        let other = Program(directory: home.path + "/other")
        _ = try Self.make(other, seed: 4)
        let manager = FileManager.default
        for name in ["log.sqlite", "log.sqlite-wal", "log.sqlite-shm"] {
            try? manager.removeItem(atPath: "\(run.directory)/\(name)")
        }
        #expect(try other("verify").code == 0)
        try manager.copyItem(
            atPath: "\(other.directory)/log.sqlite", toPath: "\(run.directory)/log.sqlite")
        // By what lies beside it, and, when that is gone, by the key that the auditor has.
        let result = try run("verify", "--log-only")
        #expect(result.code == 1)
        #expect(result.output.contains("signing.last"), "\(result.output)")
        try manager.removeItem(atPath: "\(run.directory)/signing.last")
        #expect(try run("verify", "--log-only").code == 0, "it is a whole log")
        let known = try run("verify", "--log-only", "--key", key)
        #expect(known.code == 1)
        #expect(
            known.output.contains("a key of the ledger signed it that was not given"),
            "\(known.output)")
    }

    @Test func `with the log's own key given it is sound`() throws {
        #expect(try run("verify", "--key", key).code == 0)
        let witness = try SignerKey.random(name: "witness.example/w1", type: .cosignature)
        #expect(try run("verify", "--key", witness.verifier.text).code == 0)
    }

    @Test func `a log whose key was replaced needs every key that it has had`() throws {
        try FileManager.default.moveItem(
            atPath: "\(run.directory)/signing.key", toPath: home.path + "/old.key")
        let new = try run("checkpoint", "--create-key").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try run("verify").code == 0)
        #expect(try run("verify", "--key", new).output.contains("every key that the log has had"))
        #expect(try run("verify", "--key", new, "--key", key).code == 0)
    }
}
