internal import CBOR
internal import Crypto
internal import Foundation
internal import Units

/// The key that all others are wrapped with.
struct WrappingKey: Sendable {
    /// The number of bytes.
    static let byteCount = 32

    /// Its name, by which a key command knows it.
    let name: String

    private let key: SymmetricKey

    init(name: String, bytes: [UInt8]) {
        self.name = name
        key = SymmetricKey(data: bytes)
    }

    /// A name that was never used.
    static func newName() -> String { "refund-ledger-\(KeyID.random())" }

    /// What tells this key from every other one without giving it away.
    var fingerprint: [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: Data("refund-ledger wrapping key".utf8), using: key
            ).prefix(16))
    }

    /// Wraps a key for its row in the file of keys.
    func wrap(_ inner: SubjectKey, vault: [UInt8]) throws -> [UInt8] {
        let bytes = inner.key.withUnsafeBytes { Array($0) }
        let box = try AES.GCM.seal(
            bytes, using: key,
            authenticating: Self.bound(vault, inner.id, inner.subject, inner.purpose))
        return Array(box.nonce) + box.ciphertext + box.tag
    }

    /// Unwraps a key; `nil` when its row was changed.
    func unwrap(
        _ wrapped: [UInt8], id: KeyID, subject: Subject, purpose: KeyPurpose, vault: [UInt8]
    ) -> SubjectKey? {
        guard let box = try? AES.GCM.SealedBox(combined: wrapped),
            let bytes = try? AES.GCM.open(
                box, using: key, authenticating: Self.bound(vault, id, subject, purpose)),
            bytes.count == Self.byteCount
        else { return nil }
        return SubjectKey(
            id: id, subject: subject, purpose: purpose, key: SymmetricKey(data: bytes))
    }

    private static func bound(
        _ vault: [UInt8], _ id: KeyID, _ subject: Subject, _ purpose: KeyPurpose
    ) -> [UInt8] {
        var writer = CBORWriter(reserving: 96)
        writer.arrayHeader(5)
        writer.text("refund-ledger key")
        writer.bytes(vault)
        writer.bytes(id.bytes)
        writer.text(subject.text)
        writer.integer(purpose.rawValue)
        return writer.bytes
    }
}
