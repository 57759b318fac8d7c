import Foundation
import Synchronization
import Testing

@testable import Vault

/// Erasing destroys keys for good, in every file and in older copies.
@Suite struct KeyErasureTests {
    let home: TemporaryVault
    let vault: Vault
    let gone: [UInt8]
    let kept: [UInt8]

    init() throws {
        home = try TemporaryVault()
        vault = try home.create()
        gone = try vault.seal("to be gone", about: "buyer-1", at: .here)
        kept = try vault.seal("to be kept", about: "buyer-2", at: .here)
        try vault.writeKeys(at: 3)
    }

    private func wrapped(_ sealed: [UInt8]) throws -> [UInt8] {
        let id = try #require(SealedText.key(of: sealed))
        return try #require(try vault.state.withLock { try $0.row(id) }).wrapped
    }

    @Test func `after erasing one subject the others' texts open, and its own nowhere`() throws {
        let keys = try [wrapped(gone), wrapped(kept)]
        try vault.erase([("buyer-1", 7)])
        for vault in [vault, try home.open(), try home.open(isReadOnly: true)] {
            #expect(try vault.open(gone, at: .here) == .erased)
            #expect(try vault.open(kept, at: .here) == .text("to be kept", subject: "buyer-2"))
            #expect(vault.erasedThrough == 7)
        }
        // Neither key is anywhere as it was: one is gone, the other is wrapped anew.
        for key in keys { #expect(try home.files(with: key).isEmpty) }
        #expect(try home.contents().keys.sorted() == ["keys.sqlite", "wrapping.key"])
    }

    @Test func `an older copy of the keys cannot be opened any more`() throws {
        let copy = try Data(contentsOf: URL(filePath: home.keys))
        try vault.erase([("buyer-1", 7)])
        try copy.write(to: URL(filePath: home.keys))
        #expect(throws: VaultError.wrappingKeyWrong(place: home.wrappingKey)) { try home.open() }
    }

    @Test func `an erasure that was broken off while wrapping keys changed places goes on`() throws
    {
        let old = try Data(contentsOf: URL(filePath: home.wrappingKey))
        try vault.erase([("buyer-1", 7)])
        // As after a crash: the old key is overwritten, the new one not yet in its place.
        let next = home.wrappingKey + ".next"
        try FileManager.default.moveItem(atPath: home.wrappingKey, toPath: next)
        let zeros = Data(repeating: 0, count: old.count)
        #expect(
            FileManager.default.createFile(
                atPath: home.wrappingKey, contents: zeros, attributes: [.posixPermissions: 0o600]))
        let again = try home.open()
        #expect(try again.open(kept, at: .here) == .text("to be kept", subject: "buyer-2"))
        try again.erase([("buyer-2", 9)])
        #expect(try home.open().open(kept, at: .here) == .erased)
        // And one that was broken off while the new wrapping key was written.
        #expect(
            FileManager.default.createFile(
                atPath: next, contents: zeros.prefix(9), attributes: [.posixPermissions: 0o600]))
        #expect(try home.open().open(gone, at: .here) == .erased)
        try home.open().rotate()
        #expect(try home.contents().keys.sorted() == ["keys.sqlite", "wrapping.key"])
    }

    @Test func `a new key of an erased subject is another one, and stays`() throws {
        try vault.erase([("buyer-1", 7)])
        let again = try vault.seal("back again", about: "buyer-1", at: .here)
        // The event of the erasure itself, 7, is the end of the log when the next key is made.
        try vault.writeKeys(at: 7)
        // What was carried out is not carried out again on what came later.
        try vault.erase([("buyer-1", 7)])
        #expect(try vault.open(again, at: .here) == .text("back again", subject: "buyer-1"))
        #expect(try vault.open(gone, at: .here) == .erased)
        try vault.erase([("buyer-1", 12)])
        #expect(try vault.open(again, at: .here) == .erased)
    }

    @Test func `another process sees an erasure at its next question`() throws {
        let reader = try home.open(isReadOnly: true)
        #expect(try reader.open(gone, at: .here) == .text("to be gone", subject: "buyer-1"))
        try vault.erase([("buyer-1", 7)])
        try reader.refresh()
        #expect(try reader.open(gone, at: .here) == .erased)
        #expect(try reader.open(kept, at: .here) == .text("to be kept", subject: "buyer-2"))
    }

    /// Stopped after each file operation of an erasure, the next opening finds the state before or
    /// after it, and never a file that does not open.
    @Test(arguments: ["next key", "next file", "renamed"])
    func `an erasure that was broken off leaves keys that open`(point: String) throws {
        try vault.close()
        let before = try home.contents()
        try vault.erase([("buyer-1", 7)])
        let after = try home.contents()
        func put(_ name: String, _ bytes: [UInt8]?) throws {
            let path = "\(home.path)/\(name)"
            try? FileManager.default.removeItem(atPath: path)
            guard let bytes else { return }
            try Data(bytes).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        }
        let isDone = point == "renamed"
        try put("keys.sqlite", isDone ? after["keys.sqlite"] : before["keys.sqlite"])
        try put("keys.sqlite.next", point == "next file" ? after["keys.sqlite"] : nil)
        try put("wrapping.key", before["wrapping.key"])
        try put("wrapping.key.next", after["wrapping.key"])
        let opened = try home.open()
        #expect(
            try opened.open(gone, at: .here)
                == (isDone ? .erased : .text("to be gone", subject: "buyer-1")))
        #expect(try opened.open(kept, at: .here) == .text("to be kept", subject: "buyer-2"))
        #expect(try home.contents().keys.sorted() == ["keys.sqlite", "wrapping.key"])
        if isDone { #expect(try home.contents()["wrapping.key"] == after["wrapping.key"]) }
        try opened.erase([("buyer-1", 7)])
        #expect(try home.open().open(gone, at: .here) == .erased)
    }

    @Test func `many keys survive an erasure`() throws {
        var sealed: [[UInt8]] = []
        for number in 0..<9_000 {
            sealed.append(try vault.seal("text \(number)", about: "b\(number)", at: .here))
        }
        try vault.writeKeys(at: 4)
        try vault.erase((0..<9_000).filter { $0 % 10 == 3 }.map { ("b\($0)", 9) })
        let opened = try home.open()
        for number in stride(from: 0, to: 9_000, by: 7) {
            #expect(
                try opened.open(sealed[number], at: .here)
                    == (number % 10 == 3
                        ? .erased : .text("text \(number)", subject: "b\(number)")))
        }
    }
}
