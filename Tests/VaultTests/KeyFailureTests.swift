import Foundation
import GRDB
import GRDBSQLite
import Synchronization
import Testing

@testable import Vault

/// What is wrong with keys is told apart: missing, another ledger's, wrong, damaged, lost.
@Suite struct KeyFailureTests {
    let home: TemporaryVault
    let vault: Vault
    let sealed: [UInt8]

    init() throws {
        home = try TemporaryVault()
        vault = try home.create()
        sealed = try vault.seal("secret", about: "buyer-1", at: .here)
        try vault.writeKeys(at: 3)
    }

    @Test func `missing keys and a missing wrapping key`() throws {
        try FileManager.default.moveItem(atPath: home.wrappingKey, toPath: home.path + "/away")
        #expect(throws: VaultError.wrappingKeyMissing(path: home.wrappingKey)) { try home.open() }
        try FileManager.default.removeItem(atPath: home.keys)
        #expect(throws: VaultError.keysMissing(path: home.keys)) { try home.open() }
    }

    @Test func `a reader puts back what a killed writer left half done`() throws {
        try vault.state.withLock { try $0.file.close() }
        // As after a kill: pages of a transaction are in the file, and its journal beside it.
        let queue = try DatabaseQueue(path: home.keys)
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA journal_mode = TRUNCATE; BEGIN IMMEDIATE;
                    UPDATE vault SET erased_through = 99;
                    """)
            #expect(sqlite3_db_cacheflush(db.sqliteConnection) == SQLITE_OK)
            for file in ["keys.sqlite", "keys.sqlite-journal"] {
                try FileManager.default.copyItem(
                    atPath: "\(home.path)/\(file)", toPath: "\(home.path)/killed-\(file)")
            }
            try db.execute(sql: "ROLLBACK")
        }
        try queue.close()
        for file in ["keys.sqlite", "keys.sqlite-journal"] {
            try FileManager.default.removeItem(atPath: "\(home.path)/\(file)")
            try FileManager.default.moveItem(
                atPath: "\(home.path)/killed-\(file)", toPath: "\(home.path)/\(file)")
        }
        let reader = try home.open(isReadOnly: true)
        #expect(reader.erasedThrough == 0)
        #expect(try reader.open(sealed, at: .here) == .text("secret", subject: "buyer-1"))
    }

    @Test func `another wrapping key`() throws {
        let text = String(repeating: "ab", count: 32)
        try text.write(toFile: home.wrappingKey, atomically: false, encoding: .utf8)
        #expect(throws: VaultError.wrappingKeyWrong(place: home.wrappingKey)) { try home.open() }
    }

    @Test func `a wrapping key that others may read`() throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o640], ofItemAtPath: home.wrappingKey)
        #expect(throws: VaultError.wrappingKeyExposed(path: home.wrappingKey, mode: "640")) {
            try home.open()
        }
    }

    @Test func `another ledger's keys`() throws {
        #expect(throws: VaultError.otherLedger(path: home.keys, origin: TemporaryVault.origin)) {
            try home.open(origin: "another")
        }
        #expect(throws: VaultError.otherLedger(path: home.keys, origin: TemporaryVault.origin)) {
            try Vault.open(
                in: home.path, origin: TemporaryVault.origin, vault: "0011223344556677",
                source: .file(home.wrappingKey), isReadOnly: true)
        }
    }

    @Test func `a file that is none, and a key that was changed`() throws {
        try vault.close()
        let id = try #require(SealedText.key(of: sealed))
        let row = try #require(try vault.state.withLock { try $0.file.row(id) })
        var bytes = try #require(try home.contents()["keys.sqlite"])
        let place = try #require(Data(bytes).range(of: Data(row.wrapped))).lowerBound
        bytes[place + 20] ^= 1
        try Data(bytes).write(to: URL(filePath: home.keys))
        #expect(throws: VaultError.keyDamaged(id: "\(id)")) {
            try home.open(isReadOnly: true).open(sealed, at: .here)
        }
        try Data("no database at all".utf8).write(to: URL(filePath: home.keys))
        let error = #expect(throws: VaultError.self) { try home.open() }
        guard case .keysDamaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a key that was lost is not one that was erased`() throws {
        let later = try vault.seal("later", about: "buyer-2", at: .here)
        // Never written: as after putting back keys from before it was made.
        #expect(try home.open().open(later, at: .here) == .keyLost)
        #expect(try home.open().open(sealed, at: .here) == .text("secret", subject: "buyer-1"))
    }

    @Test func `keys are made once`() throws {
        #expect(throws: VaultError.keysExist(path: home.keys)) { try home.create() }
        try FileManager.default.removeItem(atPath: home.keys)
        #expect(throws: VaultError.keysExist(path: home.wrappingKey)) { try home.create() }
    }

    @Test func `a program keeps the wrapping keys`() throws {
        let home = try TemporaryVault()
        let program = home.path + "/kms"
        let script = """
            #!/bin/sh
            set -e
            keys='\(home.path)/kms.keys'
            mkdir -p "$keys"
            case $1 in
            create) od -An -tx1 -N32 /dev/urandom | tr -d ' \\n' > "$keys/$2"; cat "$keys/$2" ;;
            get) cat "$keys/$2" ;;
            destroy) rm -f "$keys/$2" ;;
            esac
            """
        try script.write(toFile: program, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        let vault = try Vault.create(
            in: home.path, origin: TemporaryVault.origin, source: .command(program))
        let sealed = try vault.seal("secret", about: "buyer-1", at: .here)
        try vault.writeKeys(at: 3)
        let kept = try vault.seal("kept", about: "buyer-2", at: .here)
        try vault.writeKeys(at: 3)
        let copy = try Data(contentsOf: URL(filePath: home.keys))
        try vault.erase([("buyer-1", 7)])
        func open() throws -> Vault {
            try Vault.open(
                in: home.path, origin: TemporaryVault.origin, source: .command(program),
                isReadOnly: true)
        }
        #expect(try open().open(sealed, at: .here) == .erased)
        #expect(try open().open(kept, at: .here) == .text("kept", subject: "buyer-2"))
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path + "/kms.keys")
        #expect(names.count == 1)
        // The old wrapping key is gone, and with it what an older copy is good for.
        try copy.write(to: URL(filePath: home.keys))
        let error = #expect(throws: VaultError.self) { try open() }
        guard case .commandFailed = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
