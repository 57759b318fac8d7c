import Foundation
import Synchronization
import Testing

@testable import Vault

/// New keys stand in a file of their own for a while, and are never lost, doubled or kept too long.
@Suite struct RecentKeysTests {
    let home: TemporaryVault
    let vault: Vault
    let sealed: [UInt8]

    init() throws {
        home = try TemporaryVault()
        vault = try home.create()
        sealed = try vault.seal("secret", about: "buyer-1", at: .here)
        try vault.writeKeys(at: 3)
    }

    private var recent: String { "\(home.path)/keys.new" }

    private func wrapped(_ sealed: [UInt8]) throws -> [UInt8] {
        let id = try #require(SealedText.key(of: sealed))
        return try #require(try vault.state.withLock { try $0.row(id) }).wrapped
    }

    private func read(_ sealed: [UInt8], isReadOnly: Bool = true) throws -> TextReading {
        try home.open(isReadOnly: isReadOnly).open(sealed, at: .here)
    }

    /// As a process that was killed leaves the directory, since nothing is closed.
    @Test func `a killed writer's keys are read, and moved by the next writer`() throws {
        let key = try wrapped(sealed)
        #expect(try home.files(with: key) == ["keys.new"])
        #expect(try read(sealed) == .text("secret", subject: "buyer-1"))
        #expect(try home.open(isReadOnly: true).count() == .init(keys: 1, erased: 0))
        #expect(try home.open(isReadOnly: true).holdsKeys(of: "buyer-1"))
        #expect(try read(sealed, isReadOnly: false) == .text("secret", subject: "buyer-1"))
        #expect(try home.contents().keys.sorted() == ["keys.sqlite", "wrapping.key"])
        #expect(try home.files(with: key) == ["keys.sqlite"])
        #expect(try home.open(isReadOnly: true).count() == .init(keys: 1, erased: 0))
    }

    @Test func `moved by a process that was killed before it removed them, they count once`() throws
    {
        let left = try Data(contentsOf: URL(filePath: recent))
        try vault.close()
        #expect(!FileManager.default.fileExists(atPath: recent))
        try left.write(to: URL(filePath: recent))
        #expect(try home.open(isReadOnly: true).count() == .init(keys: 1, erased: 0))
        #expect(try home.open().count() == .init(keys: 1, erased: 0))
        #expect(try read(sealed) == .text("secret", subject: "buyer-1"))
    }

    @Test func `a reader finds keys that were made after it opened, wherever they are`() throws {
        let reader = try home.open(isReadOnly: true)
        #expect(try reader.open(sealed, at: .here) == .text("secret", subject: "buyer-1"))
        let second = try vault.seal("second", about: "buyer-2", at: .here)
        try vault.writeKeys(at: 4)
        #expect(try reader.open(second, at: .here) == .text("second", subject: "buyer-2"))
        let third = try vault.seal("third", about: "buyer-3", at: .here)
        try vault.writeKeys(at: 5)
        try vault.close()
        #expect(try reader.open(third, at: .here) == .text("third", subject: "buyer-3"))
        #expect(try reader.count() == .init(keys: 3, erased: 0))
    }

    @Test func `a full file is emptied, and more than it holds at once goes past it`() throws {
        var sealed: [[UInt8]] = []
        for number in 0..<1_500 {
            sealed.append(try vault.seal("text \(number)", about: "b\(number)", at: .here))
            if number < 1_400 || number == 1_499 { try vault.writeKeys(at: 4) }
        }
        for number in 0..<1_000 {
            sealed.append(try vault.seal("more \(number)", about: "c\(number)", at: .here))
        }
        let size = try FileManager.default.attributesOfItem(atPath: recent)[.size] as? Int
        #expect(size == RecentKeys.fileBytes)
        try vault.writeKeys(at: 5)
        #expect(!FileManager.default.fileExists(atPath: recent))
        let reader = try home.open(isReadOnly: true)
        #expect(try reader.count() == .init(keys: 2_501, erased: 0))
        for (number, text) in sealed.enumerated() where number % 11 == 0 {
            let words = number < 1_500 ? "text \(number)" : "more \(number - 1_500)"
            let subject = number < 1_500 ? "b\(number)" : "c\(number - 1_500)"
            #expect(try reader.open(text, at: .here) == .text(words, subject: subject))
        }
    }

    @Test func `an erasure leaves neither the file nor the keys in it`() throws {
        let kept = try vault.seal("kept", about: "buyer-2", at: .here)
        try vault.writeKeys(at: 4)
        let keys = try [wrapped(sealed), wrapped(kept)]
        let left = try Data(contentsOf: URL(filePath: recent))
        try vault.erase([("buyer-1", 7)])
        for key in keys { #expect(try home.files(with: key).isEmpty) }
        #expect(try home.contents().keys.sorted() == ["keys.sqlite", "wrapping.key"])
        #expect(try read(sealed) == .erased)
        #expect(try read(kept) == .text("kept", subject: "buyer-2"))
        // An older copy of the file, put back, opens nothing, and no writer goes on beside it.
        try left.write(to: URL(filePath: recent))
        #expect(try read(sealed) == .erased)
        let error = #expect(throws: VaultError.self) { try home.open() }
        guard case .keysDamaged(recent, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a backup has the newest keys, also beside a writer`() throws {
        let reader = try home.open(isReadOnly: true)
        let copy = try reader.copy(to: home.path + "/copy")
        try vault.close()
        try FileManager.default.removeItem(atPath: home.keys)
        try FileManager.default.moveItem(atPath: copy, toPath: home.keys)
        #expect(try read(sealed) == .text("secret", subject: "buyer-1"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: home.path + "/copy").isEmpty)
    }

    /// The last batch may be cut off by a crash, before anything was sealed with its keys.
    @Test func `every torn end of the file is put up with, every change before it is seen`() throws
    {
        let before = try Data(contentsOf: URL(filePath: recent))
        _ = try vault.seal("torn", about: "buyer-2", at: .here)
        try vault.writeKeys(at: 4)
        let after = try Data(contentsOf: URL(filePath: recent))
        let start = try #require(before.lastIndex { $0 != 0 }) + 1
        let end = try #require(after.lastIndex { $0 != 0 }) + 1
        for length in start..<end {
            // What a killed process, or a sector that was not written, leaves.
            for torn in [
                after[..<length] + before[length...], before[..<length] + after[length...],
            ]
            where torn != after {
                try torn.write(to: URL(filePath: recent))
                #expect(try read(sealed) == .text("secret", subject: "buyer-1"))
            }
        }
        for place in 0..<start {
            var changed = after
            changed[place] ^= 1
            try changed.write(to: URL(filePath: recent))
            // A header of other keys, or damage that is told.
            if (5..<29).contains(place) {
                #expect(try read(sealed) == .keyLost)
            } else {
                #expect(throws: VaultError.self) { try read(sealed) }
            }
            #expect(throws: VaultError.self) { try home.open() }
        }
    }

    @Test func `a file that somebody else removed is not written to any more`() throws {
        try FileManager.default.removeItem(atPath: recent)
        _ = try vault.seal("later", about: "buyer-2", at: .here)
        #expect(throws: VaultError.self) { try vault.writeKeys(at: 4) }
        // What it held is not lost, and the next attempt begins a new one.
        try vault.writeKeys(at: 4)
        #expect(try read(sealed) == .text("secret", subject: "buyer-1"))
        #expect(try home.open().count() == .init(keys: 2, erased: 0))
    }
}
