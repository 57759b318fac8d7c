internal import Crypto
internal import Foundation

/// What a key signs, and how (c2sp.org/signed-note, "Signature types").
public enum SignatureType: UInt8, Sendable {
    /// Ed25519 (RFC 8032) over the text of a note.
    case note = 0x01

    /// Ed25519 over the text of a checkpoint and the time at which a witness saw it
    /// (c2sp.org/tlog-cosignature, `cosignature/v1`).
    case cosignature = 0x04
}

/// A public key under a name, by which signatures are checked: `name+number+base64`.
public struct VerifierKey: Hashable, Sendable {
    /// The name under which it signs.
    public let name: String

    /// What it signs.
    public let type: SignatureType

    /// Its number: the first four bytes of a digest of name, type and key.
    public let id: UInt32

    /// The 32 bytes of the public key (RFC 8032).
    public let publicKey: [UInt8]

    /// The number of bytes in a public key, and in the seed of a private one.
    static let keyBytes = 32

    init(name: String, type: SignatureType, publicKey: [UInt8]) {
        self.name = name
        self.type = type
        self.publicKey = publicKey
        id = KeyText.id(name: name, type: type, publicKey: publicKey)
    }

    /// Reads a key as it is published.
    ///
    /// - Throws: ``TransparencyError/notAKey(detail:)``.
    public init(_ text: some StringProtocol) throws(TransparencyError) {
        let key = try KeyText(text)
        guard Self.isPoint(key.bytes) else {
            throw .notAKey(detail: "its 32 bytes are no Ed25519 public key")
        }
        self.init(name: key.name, type: key.type, publicKey: key.bytes)
        guard id == key.id else {
            throw .notAKey(detail: "its number is not the one that name and key give")
        }
    }

    /// The key as it is published.
    public var text: String {
        KeyText.text(name: name, id: id, type: type, bytes: publicKey)
    }

    /// How a line that names this key stands.
    func standing(of line: NoteSignature, under text: String) -> SignatureStanding {
        switch type {
        case .note:
            isSignature(line.signature, of: Array(text.utf8)) ? .verified(time: nil) : .wrong
        case .cosignature: cosignatureStanding(of: line, under: text)
        }
    }

    private func cosignatureStanding(
        of line: NoteSignature, under text: String
    ) -> SignatureStanding {
        guard line.signature.count == Cosignature.byteCount,
            let time = Cosignature.time(of: line.signature)
        else { return .wrong }
        let message = Cosignature.message(text: text, time: time)
        return isSignature(Array(line.signature.dropFirst(8)), of: message)
            ? .verified(time: time) : .wrong
    }

    private func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard signature.count == 64,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }

    private static func isPoint(_ bytes: [UInt8]) -> Bool {
        (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil
    }
}

extension VerifierKey: CustomStringConvertible {
    /// The key as it is published.
    public var description: String { text }
}

/// A key as text: a name, a number of eight hexadecimal digits, and base64 of type and bytes.
struct KeyText {
    let name: String
    let id: UInt32
    let type: SignatureType
    let bytes: [UInt8]

    /// The longest text that is read.
    static let bytesMax = 1_024

    init(_ text: some StringProtocol) throws(TransparencyError) {
        guard text.utf8.count <= Self.bytesMax else {
            throw .notAKey(detail: "it is longer than \(Self.bytesMax) bytes")
        }
        // Names hold no plus sign, base64 may.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, KeyName.isValid(parts[0]) else {
            throw .notAKey(detail: "it does not read name+number+key")
        }
        guard parts[1].utf8.count == 8, parts[1].allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let id = UInt32(parts[1], radix: 16)
        else { throw .notAKey(detail: "its number is not eight hexadecimal digits") }
        guard let data = Base64.decode(parts[2]), let first = data.first else {
            throw .notAKey(detail: "what follows its number is no base64")
        }
        guard let type = SignatureType(rawValue: first) else {
            throw .notAKey(detail: "it is of type \(first), and known are 1 and 4")
        }
        guard data.count == 1 + VerifierKey.keyBytes else {
            throw .notAKey(
                detail: "its key has \(data.count - 1) bytes, not \(VerifierKey.keyBytes)")
        }
        (name, self.id, self.type, bytes) = (String(parts[0]), id, type, Array(data.dropFirst()))
    }

    static func text(name: String, id: UInt32, type: SignatureType, bytes: [UInt8]) -> String {
        let digits = String(id, radix: 16)
        let number = String(repeating: "0", count: 8 - digits.count) + digits
        return "\(name)+\(number)+\(Base64.encode([type.rawValue] + bytes))"
    }

    static func id(name: String, type: SignatureType, publicKey: [UInt8]) -> UInt32 {
        let digest = SHA256.hash(data: Array(name.utf8) + [0x0A, type.rawValue] + publicKey)
        return digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
