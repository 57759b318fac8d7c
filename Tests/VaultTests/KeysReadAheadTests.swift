import Foundation
import GRDB
import Synchronization
import Testing

@testable import Vault

/// Who goes through the log gets keys before they are asked for; who asks for one gets one.
@Suite struct KeysReadAheadTests {
    let home: TemporaryVault
    let vault: Vault
    /// One text of each buyer, in the order in which their keys were made.
    let sealed: [[UInt8]]

    init() throws {
        let home = try TemporaryVault()
        let vault = try home.create()
        sealed = try (0..<200).map { try vault.seal("\($0)", about: "buyer-\($0)", at: .here) }
        try vault.writeKeys(at: 3)
        try vault.close()
        (self.home, self.vault) = (home, vault)
    }

    private func keysOpened(_ reader: Vault) -> Int { reader.state.withLock { $0.opened.count } }

    private func check(_ reader: Vault, _ numbers: some Sequence<Int>) throws {
        for number in numbers {
            let reading = try reader.open(sealed[number], at: .here)
            #expect(reading == .text("\(number)", subject: "buyer-\(number)"))
        }
    }

    @Test func `keys asked for in their order are read many at once`() throws {
        let reader = try home.open(isReadOnly: true)
        try check(reader, [0])
        #expect(keysOpened(reader) == 1)
        try check(reader, [1])
        #expect(keysOpened(reader) == 2 + Int(Vault.keysReadAhead))
        try check(reader, 2..<200)
    }

    @Test func `keys asked for here and there are read one by one`() throws {
        let reader = try home.open(isReadOnly: true)
        try check(reader, [150, 20, 90, 22, 18])
        #expect(keysOpened(reader) == 5)
    }

    @Test func `a key that was erased after it was read ahead opens nothing`() throws {
        let reader = try home.open(isReadOnly: true)
        try check(reader, [0, 1])
        try vault.erase([("buyer-7", position: 9)])
        try reader.refresh()
        try check(reader, 0..<7)
        #expect(try reader.open(sealed[7], at: .here) == .erased)
        try check(reader, 8..<200)
    }

    @Test func `a damaged key is reported when it is asked for, not before`() throws {
        let damaged = try #require(SealedText.key(of: sealed[7]))
        let queue = try DatabaseQueue(path: home.keys)
        try queue.write { db in
            try db.execute(
                sql: "UPDATE key SET wrapped = zeroblob(60) WHERE id = ?",
                arguments: [Int64(bitPattern: damaged.bits)])
        }
        try queue.close()
        let reader = try home.open(isReadOnly: true)
        try check(reader, 0..<7)
        #expect(throws: VaultError.keyDamaged(id: "\(damaged)")) {
            try reader.open(sealed[7], at: .here)
        }
        try check(reader, 8..<200)
    }
}
