internal import Crypto
internal import Foundation

/// A private key under a name: `PRIVATE+KEY+name+number+base64`, the format of Go's `sumdb/note`.
///
/// It has no description, so that it does not get into a message by accident.
public struct SignerKey: Sendable {
    /// The public half.
    public let verifier: VerifierKey

    private let key: Curve25519.Signing.PrivateKey

    private static let prefix = "PRIVATE+KEY+"

    private init(name: String, type: SignatureType, key: Curve25519.Signing.PrivateKey) {
        self.key = key
        verifier = VerifierKey(
            name: name, type: type, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Makes a new key from the system's randomness.
    ///
    /// - Throws: ``TransparencyError/notAKey(detail:)`` for a name that no key can have.
    public static func random(
        name: String, type: SignatureType = .note
    ) throws(TransparencyError) -> SignerKey {
        guard KeyName.isValid(name) else {
            throw .notAKey(detail: "'\(name)' is empty, or holds a space or a plus sign")
        }
        return SignerKey(name: name, type: type, key: Curve25519.Signing.PrivateKey())
    }

    /// Reads a key.
    ///
    /// - Throws: ``TransparencyError/notAKey(detail:)``, which quotes nothing of it.
    public init(_ text: some StringProtocol) throws(TransparencyError) {
        guard text.hasPrefix(Self.prefix) else {
            throw .notAKey(detail: "it does not begin with \(Self.prefix)")
        }
        let parts = try KeyText(text.dropFirst(Self.prefix.count))
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: parts.bytes) else {
            throw .notAKey(detail: "its 32 bytes are no Ed25519 seed")
        }
        self.init(name: parts.name, type: parts.type, key: key)
        guard verifier.id == parts.id else {
            throw .notAKey(detail: "its number is not the one that name and key give")
        }
    }

    /// The key as it is kept; a secret.
    public var secretText: String {
        Self.prefix
            + KeyText.text(
                name: verifier.name, id: verifier.id, type: verifier.type,
                bytes: Array(key.rawRepresentation))
    }

    /// Signs a text.
    ///
    /// - Parameters:
    ///   - text: What is signed, with the newline at its end.
    ///   - time: For a witness, when it saw the checkpoint, in seconds UTC since 1970.
    /// - Returns: The line to be put under the text.
    /// - Throws: ``TransparencyError/notAKey(detail:)`` when the key cannot sign.
    public func sign(_ text: String, time: Int64 = 0) throws(TransparencyError) -> NoteSignature {
        let message: [UInt8]
        let stamp: [UInt8]
        switch verifier.type {
        case .note: (message, stamp) = (Array(text.utf8), [])
        case .cosignature:
            (message, stamp) = (Cosignature.message(text: text, time: time), bigEndian(time))
        }
        guard let signature = try? key.signature(for: message) else {
            throw .notAKey(detail: "it does not sign")
        }
        return NoteSignature(
            name: verifier.name, keyID: verifier.id, signature: stamp + Array(signature))
    }
}

/// A witness's signature over a checkpoint and a time (c2sp.org/tlog-cosignature).
enum Cosignature {
    /// Eight bytes of time and 64 of signature.
    static let byteCount = 72

    /// Seconds UTC since 1970; nil for times that the format forbids.
    static func time(of signature: [UInt8]) -> Int64? {
        Int64(exactly: signature.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
    }

    /// What is signed.
    static func message(text: String, time: Int64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }
}
