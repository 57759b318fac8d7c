import EventLog
import EventLogSQLite
import Foundation
import GRDB
import LedgerTesting
import MerkleTree
import RefundLedger
import Testing
import TransparencyLog
import Units

/// What is signed, and what is never signed.
@Suite struct LogSignerTests {
    let ledger: TemporaryLedger

    init() throws { ledger = try TemporaryLedger() }

    /// A ledger with some orders, and its key.
    private func make(orders: Int = 3) async throws -> SigningKey {
        let store = try ledger.create()
        try await Ledger(store: store).initialize()
        try await record(store, orders: 0..<orders)
        try store.close()
        return try SigningKey.create(in: ledger.path, origin: "ledger.example/test")
    }

    private func record(_ store: SQLiteEventStore, orders: Range<Int>) async throws {
        for number in orders {
            _ = try await Ledger(store: store).handle(try register("KM-\(number)"))
        }
    }

    private func sign(_ key: SigningKey) async throws -> SignedCheckpoint {
        let store = try ledger.open()
        defer { try? store.close() }
        return try await LogSigner(store: store, key: key).checkpoint()
    }

    private func edit(_ sql: String) throws {
        let queue = try DatabaseQueue(path: ledger.path + "/log.sqlite")
        try queue.writeWithoutTransaction { db in
            let names = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            let triggers = try String.fetchAll(
                db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
            for name in names { try db.execute(sql: "DROP TRIGGER \(name)") }
            try db.execute(sql: sql)
            for trigger in triggers { try db.execute(sql: trigger) }
        }
        try queue.close()
    }

    /// What somebody does who rewrites an event of the tail and makes all roots anew.
    private func rewrite(event position: Int) async throws {
        var entries: [[UInt8]] = []
        let store = try ledger.open(.readOnly)
        for entry in try await store.readAll(after: 0, limit: 250) {
            var bytes = Array(entry.bytes)
            // Its clock: the entry reads as before, and says another millisecond.
            if entry.position == Position(position),
                let place = bytes.dropLast(8).lastIndex(of: 0x1B)
            {
                bytes[place + 8] ^= 1
            }
            entries.append(bytes)
        }
        try store.close()
        var sql = ""
        for (index, entry) in entries.enumerated() {
            let hex = entry.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let root = MerkleTree.root(of: entries[...index].map { MerkleTree.leafHash($0) })
            sql += "UPDATE tail SET entry = x'\(hex)' WHERE position = \(index + 1);"
            sql += "UPDATE tree_head SET root = x'\(root.hex)' WHERE size = \(index + 1);"
        }
        try edit(sql)
    }

    @Test func `what is signed is stored, and signed once`() async throws {
        let key = try await make()
        let signed = try await sign(key)
        #expect(signed.checkpoint.size == 5)
        try signed.requireSignature(by: [key.verifier], origin: "ledger.example/test")
        #expect(try await sign(key) == signed)
        let store = try ledger.open(.readOnly)
        #expect(try await store.newestSignedCheckpoint() == signed)
        #expect(try await store.checkpoints(after: -1, limit: 10).count == 1)
        #expect(try await store.knownKeys() == [key.verifier])
        #expect(try await store.head().root == signed.checkpoint.root)
        let report = try await CheckpointAudit(store: store).run()
        #expect(report.findings.isEmpty)
        #expect(report.stored == 1)
        #expect(report.signatures == 1)
    }

    @Test func `a ledger made before gets its tables with its first checkpoint`() async throws {
        let old = try TemporaryLedger(copying: "v1")
        let key = try SigningKey.create(in: old.path, origin: "refund-ledger/fixture-v1")
        let before = try await old.open(.readOnly).head()
        let reader = try old.open(.readOnly)
        #expect(try await reader.newestCheckpoint() == nil)
        #expect(try await reader.verifierKeys().isEmpty)
        #expect(try await reader.verify() == before)
        try reader.close()
        let store = try old.open()
        let signed = try await LogSigner(store: store, key: key).checkpoint()
        #expect(signed.checkpoint.size == before.size)
        #expect(signed.checkpoint.root == before.root)
        #expect(try await store.verify() == before)
        try store.close()
    }

    @Test func `a log that was rewritten behind a checkpoint is not signed`() async throws {
        let key = try await make()
        _ = try await sign(key)
        try FileManager.default.removeItem(atPath: "\(ledger.path)/signing.last")
        try await rewrite(event: 4)
        let store = try ledger.open()
        try await record(store, orders: 7..<8)
        await #expect(throws: CheckpointConflict.self) {
            try await LogSigner(store: store, key: key).checkpoint()
        }
        #expect(try await store.checkpoints(after: -1, limit: 10).count == 1)
        try store.close()
        // The file alone agrees with itself; the checkpoint in it does not.
        let reader = try ledger.open(.readOnly)
        #expect(try await reader.verify(marks: nil).findings.isEmpty)
        let report = try await CheckpointAudit(store: reader).run()
        #expect(report.findings.count == 1)
        #expect(report.findings.first?.position == 1)
        #expect(report.findings.first?.detail.contains("between 1 and 5") == true)
    }

    @Test func `a log that was put back and went on otherwise is not signed`() async throws {
        let key = try await make()
        _ = try await sign(key)
        let copy = try Data(contentsOf: URL(filePath: "\(ledger.path)/log.sqlite"))
        let store = try ledger.open()
        try await record(store, orders: 10..<12)
        try store.close()
        let kept = try await sign(key)
        #expect(kept.checkpoint.size == 7)
        try copy.write(to: URL(filePath: "\(ledger.path)/log.sqlite"))
        await #expect(throws: CheckpointConflict.self) { try await sign(key) }
        let other = try ledger.open()
        try await record(other, orders: 20..<24)
        await #expect(throws: CheckpointConflict.self) {
            try await LogSigner(store: other, key: key).checkpoint()
        }
        // Kept elsewhere, the checkpoint shows it to others, too.
        let outside = OutsideStatement(name: "kept", checkpoint: kept)
        let report = try await CheckpointAudit(store: other, outside: [outside]).run()
        #expect(report.findings.map(\.isOutside) == [true])
        #expect(report.findings.first?.position == 6)
        #expect(report.findings.first?.detail.contains("between 6 and 7") == true)
        try other.close()
    }

    @Test func `an event that no longer gives the root that was stated is not signed`()
        async throws
    {
        let key = try await make()
        let store = try ledger.open(.readOnly)
        let entry = try #require(try await store.readAll(after: 3, limit: 1).first)
        var bytes = Array(entry.bytes)
        if let place = bytes.dropLast(8).lastIndex(of: 0x1B) { bytes[place + 8] ^= 1 }
        try store.close()
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let reader = try ledger.open()
        try edit("UPDATE tail SET entry = x'\(hex)' WHERE position = 4")
        await #expect(throws: CheckpointConflict.self) {
            try await LogSigner(store: reader, key: key).checkpoint()
        }
        #expect(try await reader.newestCheckpoint() == nil)
        try reader.close()
    }

    @Test func `a cut tail is found by a checkpoint kept elsewhere`() async throws {
        let key = try await make()
        let kept = OutsideStatement(name: "kept", checkpoint: try await sign(key))
        try edit(
            """
            DELETE FROM tail WHERE position > 3; DELETE FROM tree_head WHERE size > 3;
            DELETE FROM head WHERE first > 3; DELETE FROM mark WHERE stream > 3;
            DELETE FROM signature; DELETE FROM checkpoint
            """)
        let store = try ledger.open(.readOnly)
        #expect(try await store.verify(marks: nil).findings.isEmpty)
        #expect(try await CheckpointAudit(store: store).run().findings.isEmpty)
        let report = try await CheckpointAudit(store: store, outside: [kept]).run()
        #expect(report.findings.map(\.position) == [4])
        #expect(report.findings.first?.detail.contains("was cut") == true)
    }

    @Test(.timeLimit(.minutes(5)))
    func `rows that a damaged table gives again and again are a finding, not endless`()
        async throws
    {
        let key = try await make()
        _ = try await sign(key)
        let store = try ledger.open()
        try await record(store, orders: 3..<5)
        try store.close()
        let last = try await sign(key).checkpoint.size
        try edit("PRAGMA wal_checkpoint(TRUNCATE)")
        let path = URL(fileURLWithPath: ledger.path + "/log.sqlite")
        var bytes = try Data(contentsOf: path)
        let text = try #require(bytes.range(of: Data("ledger.example/test\n\(last)\n".utf8)))
        // The cell's number stands before the record's head of four bytes.
        let number = text.lowerBound - 5
        try #require(bytes[number] == UInt8(last))
        bytes[number] = 1
        try bytes.write(to: path)
        let reader = try ledger.open(.readOnly)
        let report = try await CheckpointAudit(store: reader).run { try Task.checkCancellation() }
        #expect(report.findings.map(\.statement) == ["stored"])
    }

    @Test func `a forged checkpoint in the file is named`() async throws {
        let key = try await make()
        let signed = try await sign(key)
        let forger = try SignerKey.random(name: "ledger.example/test")
        let line = try forger.sign(signed.checkpoint.text).line
        try edit("UPDATE signature SET line = '\(line)'")
        let store = try ledger.open()
        let report = try await CheckpointAudit(store: store).run()
        #expect(report.findings.map(\.statement) == ["of 5 events"])
        #expect(report.findings.first?.detail.contains("forged") == true)
        #expect(report.unknownSignatures == 1)
        await #expect(throws: TransparencyError.self) {
            try await LogSigner(store: store, key: key).checkpoint()
        }
        try store.close()
    }

    @Test func `two ledgers cannot be told to be one`() async throws {
        let key = try await make()
        let kept = try await sign(key)
        let other = try TemporaryLedger()
        let store = try SQLiteEventStore.create(
            other.path, origin: "ledger.example/other", created: .sample)
        try await Ledger(store: store).initialize()
        let report = try await CheckpointAudit(
            store: store, outside: [OutsideStatement(name: "kept", checkpoint: kept)],
            keys: [key.verifier]
        ).run()
        #expect(report.findings.first?.detail.contains("is of the log") == true)
        #expect(throws: SigningKeyError.self) {
            try FileManager.default.copyItem(
                atPath: "\(ledger.path)/signing.key", toPath: "\(other.path)/signing.key")
            _ = try SigningKey.read(in: other.path, origin: "ledger.example/other")
        }
        try store.close()
    }

    @Test func `signatures by witnesses are added, checked when known, and kept`() async throws {
        let key = try await make()
        let signed = try await sign(key)
        let witness = try SignerKey.random(name: "witness.example/w1", type: .cosignature)
        let line = try witness.sign(signed.note.text, time: 1_800_000_000)
        let cosigned = try SignedCheckpoint(
            signed.checkpoint, signatures: signed.note.signatures + [line])
        let store = try ledger.open()
        try await store.store(StoredCheckpoint(cosigned))
        try await store.store(StoredCheckpoint(cosigned))
        #expect(try await store.newestSignedCheckpoint() == cosigned)
        #expect(try await CheckpointAudit(store: store).run().unknownSignatures == 1)
        try await store.storeVerifierKey(witness.verifier.text)
        let report = try await CheckpointAudit(store: store).run()
        #expect(report.signatures == 2)
        #expect(report.findings.isEmpty)
        let other = try Checkpoint(
            origin: "ledger.example/test", size: 5, root: MerkleTree.emptyRoot)
        await #expect(throws: EventStoreError.self) {
            try await store.store(
                StoredCheckpoint(SignedCheckpoint(other, signatures: [line])))
        }
        try store.close()
    }

    @Test func `the key's file is its owner's alone, or it is not used`() async throws {
        let key = try await make()
        let path = "\(ledger.path)/signing.key"
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let read = try SigningKey.read(in: ledger.path, origin: "ledger.example/test")
        #expect(read?.verifier == key.verifier)
        #expect(throws: SigningKeyError.exists(path: path)) {
            try SigningKey.create(in: ledger.path, origin: "ledger.example/test")
        }
        chmod(path, 0o640)
        #expect(throws: SigningKeyError.exposed(path: path, mode: 0o640)) {
            try SigningKey.read(in: ledger.path, origin: "ledger.example/test")
        }
        chmod(path, 0o600)
        try "PRIVATE+KEY+nonsense".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: SigningKeyError.self) {
            try SigningKey.read(in: ledger.path, origin: "ledger.example/test")
        }
    }
}
