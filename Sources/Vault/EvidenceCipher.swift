internal import CBOR
internal import Crypto
internal import Foundation

/// Seals files in chunks, so that neither way needs more memory than one of them.
///
/// The file: five bytes that say what it is, the number of its key, seven random bytes; then
/// chunks of 65,536 bytes, each with its tag. AES-256-GCM under a key that seals this file alone;
/// the nonce of a chunk is the seven bytes, the chunk's number, and whether it is the last (the
/// STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): no chunk can be moved,
/// left out, repeated or cut off.
enum EvidenceCipher {
    static let chunkBytes = 65_536
    static let tagBytes = 16
    private static let magic: [UInt8] = Array("RLev".utf8) + [1]
    private static let prefixBytes = 7
    static let headBytes = magic.count + 8 + prefixBytes

    /// The size of the sealed file.
    static func sealedSize(of size: Int) -> Int {
        headBytes + size + max(1, (size + chunkBytes - 1) / chunkBytes) * tagBytes
    }

    /// Seals everything that `read` gives, in order.
    static func seal(
        with key: SubjectKey, in origin: String, read: () throws -> [UInt8],
        write: ([UInt8]) throws -> Void
    ) throws {
        var generator = SystemRandomNumberGenerator()
        let prefix = (0..<prefixBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try write(magic + key.id.bytes + prefix)
        var number: UInt32 = 0
        var chunk = try read()
        while true {
            let next = chunk.count < chunkBytes ? [] : try read()
            let box = try AES.GCM.seal(
                chunk, using: key.key, nonce: nonce(prefix, number, isLast: next.isEmpty),
                authenticating: bound(key.id, origin))
            try write(Array(box.ciphertext) + box.tag)
            guard !next.isEmpty else { return }
            chunk = next
            number += 1
        }
    }

    /// Opens everything that `read` gives in pieces of the asked size.
    ///
    /// - Returns: Whether all of it opened; what was written before is part of the file.
    static func open(
        with key: SubjectKey, in origin: String, read: (Int) throws -> [UInt8],
        write: ([UInt8]) throws -> Void
    ) throws -> Bool {
        let head = try read(headBytes)
        guard head.count == headBytes, head.starts(with: magic),
            KeyID(bytes: head[magic.count..<magic.count + 8]) == key.id
        else { return false }
        let prefix = Array(head.suffix(prefixBytes))
        var number: UInt32 = 0
        var sealed = try read(chunkBytes + tagBytes)
        while true {
            let next = sealed.count < chunkBytes + tagBytes ? [] : try read(chunkBytes + tagBytes)
            guard sealed.count >= tagBytes,
                let box = try? AES.GCM.SealedBox(
                    nonce: nonce(prefix, number, isLast: next.isEmpty),
                    ciphertext: sealed.dropLast(tagBytes), tag: sealed.suffix(tagBytes)),
                let chunk = try? AES.GCM.open(
                    box, using: key.key, authenticating: bound(key.id, origin))
            else { return false }
            try write(Array(chunk))
            guard !next.isEmpty else { return true }
            sealed = next
            number += 1
        }
    }

    private static func nonce(
        _ prefix: [UInt8], _ number: UInt32, isLast: Bool
    ) throws -> AES.GCM.Nonce {
        let count = (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) }
        return try AES.GCM.Nonce(data: prefix + count + [isLast ? 1 : 0])
    }

    private static func bound(_ id: KeyID, _ origin: String) -> [UInt8] {
        var writer = CBORWriter(reserving: 64)
        writer.arrayHeader(3)
        writer.text("refund-ledger evidence")
        writer.text(origin)
        writer.bytes(id.bytes)
        return writer.bytes
    }
}
