import MerkleTree
import Testing

@Suite struct DigestTests {
    let text = "000102030405060708090a0b0c0d0e0ff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"

    @Test func `bytes and hexadecimal digits come back`() throws {
        let digest = try #require(Digest(hex: text))
        #expect(digest.hex == text)
        #expect(digest.description == text)
        #expect(digest.bytes == bytes(text))
        #expect(Digest(bytes: digest.bytes) == digest)
        #expect(Digest(bytes: digest.bytes[...]) == digest)
        #expect(Digest(hex: text.uppercased()) == digest)
        #expect(digest.withUnsafeBytes { Array($0) } == digest.bytes)
    }

    @Test(arguments: ["", "00", "zz", "é"])
    func `anything but 64 digits is no digest`(prefix: String) {
        #expect(Digest(hex: prefix + text.dropFirst(prefix.count + 1)) == nil)
        #expect(Digest(hex: prefix + text) == nil || prefix.isEmpty)
    }

    @Test(arguments: [0, 31, 33])
    func `anything but 32 bytes is no digest`(count: Int) {
        #expect(Digest(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }

    @Test func `each byte counts`() throws {
        let digest = try #require(Digest(hex: text))
        for index in 0..<32 {
            var changed = digest.bytes
            changed[index] ^= 0x80
            #expect(Digest(bytes: changed) != digest)
        }
    }

    @Test func `digests of leaves, nodes and plain bytes are told apart`() {
        // FIPS 180-4's example, and the prefixes of RFC 9162, 2.1.1.
        let abc = Array("abc".utf8)
        #expect(
            Digest.sha256(abc).hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest.sha256(abc[...]) == Digest.sha256(abc))
        #expect(MerkleTree.leafHash(abc) == Digest.sha256([0x00] + abc))
        #expect(MerkleTree.leafHash(abc[...]) == MerkleTree.leafHash(abc))
        let (left, right) = (Digest.sha256(abc), MerkleTree.emptyRoot)
        #expect(
            MerkleTree.nodeHash(left, right) == Digest.sha256([0x01] + left.bytes + right.bytes))
        #expect(MerkleTree.leafHash([UInt8](repeating: 7, count: 100_000)[5...]).bytes.count == 32)
    }
}
