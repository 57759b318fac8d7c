import Crypto
import Foundation
import Testing

@testable import Vault

/// Texts are sealed, opened where they stand and nowhere else, and gone with their key.
@Suite struct VaultTests {
    let home: TemporaryVault
    let vault: Vault

    init() throws {
        home = try TemporaryVault()
        vault = try home.create()
    }

    @Test(arguments: ["", "a", "会员一直未发货", String(repeating: "退款 refund ", count: 900), "\0"])
    func `what was sealed opens again, also in another process`(text: String) throws {
        let sealed = try vault.seal(text, about: "buyer-1", at: .here)
        #expect(try vault.open(sealed, at: .here) == .text(text, subject: "buyer-1"))
        try vault.writeKeys(at: 3)
        let other = try home.open(isReadOnly: true)
        #expect(try other.open(sealed, at: .here) == .text(text, subject: "buyer-1"))
    }

    @Test func `the same text never seals to the same bytes`() throws {
        let sealed = try (0..<2_000).map { _ in
            try vault.seal("不好用", about: "buyer-1", at: .here)
        }
        #expect(Set(sealed).count == sealed.count)
        // Format, key and length are equal; the 96 bits after the key are a nonce of their own.
        #expect(Set(sealed.map { Array($0[9..<21]) }).count == sealed.count)
        #expect(Set(sealed.map { Array($0[..<9]) }).count == 1)
    }

    @Test(arguments: [
        TextPlace(stream: "order-2", kind: 4, field: 7),
        TextPlace(stream: "order-1", kind: 5, field: 7),
        TextPlace(stream: "order-1", kind: 4, field: 8),
    ])
    func `a text that was moved to another order or field does not open`(place: TextPlace) throws {
        let sealed = try vault.seal("secret", about: "buyer-1", at: .here)
        #expect(try vault.open(sealed, at: place) == .damaged)
    }

    @Test func `a text under another ledger's name does not open`() throws {
        let sealed = try vault.seal("secret", about: "buyer-1", at: .here)
        try vault.writeKeys(at: 3)
        let id = try #require(SealedText.key(of: sealed))
        let key = try #require(try vault.key(id))
        #expect(SealedText.open(sealed, with: key.key, in: TemporaryVault.origin, at: .here) != nil)
        #expect(SealedText.open(sealed, with: key.key, in: "another", at: .here) == nil)
    }

    @Test func `every changed bit of a sealed text is seen`() throws {
        let sealed = try vault.seal("secret", about: "buyer-1", at: .here)
        for place in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[place] ^= 1 << UInt8(bit)
                let reading = try vault.open(changed, at: .here)
                // A changed key number names a key that never was.
                #expect(reading == ((1...8).contains(place) ? .keyLost : .damaged))
            }
        }
        for count in sealed.indices {
            #expect(try vault.open(Array(sealed[..<count]), at: .here) == .damaged)
        }
    }

    @Test func `short texts all have one length, long ones a few`() throws {
        let lengths = try (0...28).map {
            try vault.seal(String(repeating: "x", count: $0), about: "b", at: .here).count
        }
        #expect(Set(lengths).count == 1)
        for count in 1...5_000 {
            let size = SizeClass.size(for: count)
            #expect(size >= count && (count <= 32 || size <= count + count / 2))
        }
        #expect(Set((1...5_000).map(SizeClass.size)).count == 16)
    }

    @Test func `keys without writeKeys are in no file`() throws {
        let before = try home.contents()
        _ = try vault.seal("secret", about: "buyer-1", at: .here)
        #expect(try home.contents() == before)
        #expect(try vault.holdsKeys(of: "buyer-1"))
        #expect(try home.open(isReadOnly: true).holdsKeys(of: "buyer-1") == false)
    }

    @Test func `a digest depends on the subject's key, and goes with it`() throws {
        let secret = Array("13800138000".utf8)
        let (one, two) = (
            try vault.digest(secret, about: "buyer-1"), try vault.digest(secret, about: "buyer-2")
        )
        #expect(one != two)
        #expect(try vault.digest(secret, about: "buyer-1") == one)
        try vault.writeKeys(at: 3)
        #expect(try home.open().digest(secret, about: "buyer-1") == one)
        #expect(try vault.digest(secret, about: nil) != one)
        try vault.erase([("buyer-1", 9)])
        #expect(try vault.digest(secret, about: "buyer-1") != one)
        #expect(try vault.digest(secret, about: "buyer-2") == two)
    }

    @Test func `no key stands in a file as it is`() throws {
        let sealed = try vault.seal("secret", about: "buyer-1", at: .here)
        try vault.writeKeys(at: 3)
        let id = try #require(SealedText.key(of: sealed))
        let key = try #require(try vault.key(id)).key.key
        let bytes = key.withUnsafeBytes { Array($0) }
        #expect(try home.files(with: bytes).isEmpty)
        #expect(try home.files(with: Array("secret".utf8)).isEmpty)
    }
}
