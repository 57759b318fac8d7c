import GRDB
import Synchronization
import Testing

@testable import Vault

/// Keys that are looked up for a group at once are the ones that would be found one by one.
@Suite struct KeyLookUpTests {
    let home: TemporaryVault

    init() throws { home = try TemporaryVault() }

    private func key(of sealed: [UInt8]) throws -> KeyID {
        try #require(SealedText.key(of: sealed))
    }

    @Test func `whoever has a key keeps it, wherever it stands`() throws {
        let vault = try home.create()
        let inFile = try vault.seal("a", about: "buyer-1", at: .here)
        try vault.writeKeys(at: 3)
        try vault.close()
        let again = try home.open()
        let recent = try again.seal("b", about: "buyer-2", at: .here)
        try again.writeKeys(at: 4)
        let unwritten = try again.seal("c", about: "buyer-3", at: .here)
        // What was used is remembered; forgotten, it has to be found.
        again.state.withLock { $0.current.removeAll() }
        try again.lookUpKeys(of: ["buyer-1", "buyer-2", "buyer-3", "buyer-4", "buyer-5"])
        for (subject, sealed) in [
            ("buyer-1", inFile), ("buyer-2", recent), ("buyer-3", unwritten),
        ] {
            let next = try again.seal("next", about: subject, at: .here)
            #expect(try key(of: next) == key(of: sealed), "\(subject)")
        }
    }

    @Test func `whoever has none gets one, and only one`() throws {
        let vault = try home.create()
        try vault.lookUpKeys(of: ["buyer-1", "buyer-2", "buyer-3"])
        let first = try vault.seal("a", about: "buyer-1", at: .here)
        try vault.writeKeys(at: 3)
        vault.state.withLock { $0.current.removeAll() }
        #expect(try key(of: vault.seal("b", about: "buyer-1", at: .here)) == key(of: first))
        vault.state.withLock { $0.current.removeAll() }
        try vault.lookUpKeys(of: ["buyer-1", "buyer-2", "buyer-3"])
        #expect(try key(of: vault.seal("c", about: "buyer-1", at: .here)) == key(of: first))
        try vault.close()
        #expect(try home.open(isReadOnly: true).count() == .init(keys: 1, erased: 0))
    }

    @Test func `a damaged one fails whoever seals with it, and nobody else`() throws {
        let vault = try home.create()
        _ = try vault.seal("a", about: "buyer-1", at: .here)
        _ = try vault.seal("a", about: "buyer-2", at: .here)
        try vault.writeKeys(at: 3)
        try vault.close()
        let queue = try DatabaseQueue(path: home.keys)
        try queue.write { db in
            try db.execute(
                sql: "UPDATE key SET wrapped = zeroblob(60) WHERE subject = 'buyer-1'")
        }
        try queue.close()
        let again = try home.open()
        try again.lookUpKeys(of: ["buyer-1", "buyer-2"])
        _ = try again.seal("b", about: "buyer-2", at: .here)
        #expect(throws: VaultError.self) { try again.seal("b", about: "buyer-1", at: .here) }
    }

    @Test func `names that differ in odd characters alone keep their own keys`() throws {
        let names = ["a\u{0}b", "a\u{0}c", "caf\u{E9}", "cafe\u{301}", "\u{FEFF}a", "'\"/\\"]
        let vault = try home.create()
        let before = try names.map { try vault.seal("text", about: $0, at: .here) }
        #expect(try Set(before.map(key)).count == names.count)
        try vault.writeKeys(at: 3)
        try vault.close()
        let again = try home.open()
        try again.lookUpKeys(of: names)
        for (name, sealed) in zip(names, before) {
            let next = try again.seal("next", about: name, at: .here)
            #expect(try key(of: next) == key(of: sealed), "\(name.debugDescription)")
            let reading = try again.open(sealed, at: .here)
            guard case .text("text", let subject) = reading else {
                Issue.record("\(name.debugDescription): \(reading)")
                continue
            }
            #expect(Array(subject.utf8) == Array(name.utf8))
        }
    }

    @Test func `of an erased buyer no old key comes back`() throws {
        let vault = try home.create()
        let sealed = try vault.seal("a", about: "buyer-1", at: .here)
        try vault.writeKeys(at: 3)
        try vault.erase([("buyer-1", 4)])
        try vault.lookUpKeys(of: ["buyer-1", "buyer-2"])
        let next = try vault.seal("b", about: "buyer-1", at: .here)
        #expect(try key(of: next) != key(of: sealed))
        #expect(try vault.open(sealed, at: .here) == .erased)
    }
}
