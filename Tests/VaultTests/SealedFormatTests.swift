import Crypto
import Testing
import Units

@testable import Vault

/// Texts sealed in every format there was open for ever; the bytes were made by another program
/// (Python's `cryptography`, AES-256-GCM) from the description of the format.
@Suite struct SealedFormatTests {
    private static let text = "会员一直未发货"

    private let key = SubjectKey(
        id: KeyID(bits: 0x0102_0304_0506_0708), subject: "buyer-1", purpose: .texts,
        key: SymmetricKey(data: Array<UInt8>(0..<32)))

    @Test(arguments: [
        (
            SealedText.Format.first,
            """
            0101020304050607086465666768696a6b6c6d6e6f481bde739d55cc7baffabb505a82f149a45eacef04fd\
            1bc600d1ac48fba3a548dfebb15e83e34820c4ba5663ca1d7e1b
            """
        ),
        (
            .shortHeads,
            """
            0201020304050607086465666768696a6b6c6d6e6f5dff62fc9c78ce7a86e2b8736e83f657a74d97e23fcb\
            f372a7d1ac48fba3a5481c701027db13cccbbdf7b0337cc83d2e
            """
        ),
    ])
    func `every format opens`(format: SealedText.Format, digits: String) throws {
        let sealed = try #require(bytes(ofHex: digits))
        #expect(SealedText.format(of: sealed) == format)
        #expect(SealedText.key(of: sealed) == key.id)
        let packed = try #require(
            SealedText.open(sealed, with: key, in: TemporaryVault.origin, at: .here))
        #expect(try SizeClass().unpack(packed, format) == Self.text)
    }

    @Test func `one format does not open as the other`() throws {
        var sealed = try SealedText.seal(
            try SizeClass().pack(Self.text), with: key, in: TemporaryVault.origin, at: .here)
        #expect(SealedText.format(of: sealed) == .shortHeads)
        sealed[0] = SealedText.Format.first.rawValue
        #expect(SealedText.open(sealed, with: key, in: TemporaryVault.origin, at: .here) == nil)
    }

    @Test func `a text of every length is packed and unpacked`() throws {
        let sizes = try SizeClass()
        // Letters that no compressor makes shorter, and one that it does.
        var random = SystemRandomNumberGenerator()
        for count in [0, 1, 31, 32, 95, 96, 127, 128, 129, 255, 256, 70_000] {
            let letters = (0..<count).map { _ in Character(Unicode.Scalar(random.next() & 127)) }
            let mixed = String(letters)
            for text in [mixed, String(repeating: "x", count: count)] {
                let packed = try sizes.pack(text)
                #expect(packed.count == SizeClass.size(for: packed.count))
                #expect(sizes.unpack(packed, .shortHeads) == text)
            }
        }
    }

    @Test(
        arguments: [
            [], [33], [0x7f, 0x61], [0x80, 0, 0], [0x80, 0, 0, 2, 0x61],
            [0x81, 0, 0, 2, 0x61, 0x61],
            [0x82, 0, 0, 1, 0x61], [1, 0xff],
        ] as [[UInt8]])
    func `what was never packed does not unpack`(bytes: [UInt8]) throws {
        #expect(try SizeClass().unpack(bytes, .shortHeads) == nil)
    }

    @Test func `numbers never come twice and lie close together`() {
        var numbers = KeyNumbers()
        let drawn = (0..<140_000).map { _ in numbers.draw().bits }
        #expect(Set(drawn).count == drawn.count)
        #expect(Set(drawn.map { $0 >> 16 }).count == 3)
        var others = KeyNumbers()
        #expect(others.draw().bits >> 16 != drawn[0] >> 16)
    }
}
