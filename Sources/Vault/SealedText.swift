internal import CBOR
internal import Crypto
internal import Foundation
internal import Units

/// Where a sealed text stands; bound into it, so that it opens nowhere else.
public struct TextPlace: Equatable, Sendable {
    /// The name of the stream, which for an order follows from its number.
    public let stream: String

    /// The kind of event, by its permanent number.
    public let kind: Int

    /// The field of the event, by its permanent number.
    public let field: Int

    /// Names a place.
    public init(stream: String, kind: Int, field: Int) {
        (self.stream, self.kind, self.field) = (stream, kind, field)
    }
}

/// The bytes of a sealed text: format, key, nonce, ciphertext, tag.
///
/// AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits. A key seals the texts about one
/// person, far below the 2^32 messages that random nonces are good for.
package enum SealedText {
    /// How the text is packed: see ``SizeClass``.
    package enum Format: UInt8 {
        case first = 1
        case shortHeads = 2
    }

    /// The format of what is sealed from now on.
    private static let format = Format.shortHeads
    private static let nonceBytes = 12
    private static let tagBytes = 16
    private static let keyEnd = 9
    private static let nonceEnd = keyEnd + nonceBytes

    /// Seals what ``SizeClass`` made.
    static func seal(
        _ packed: [UInt8], with key: SubjectKey, in origin: String, at place: TextPlace
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            packed, using: key.key, authenticating: bound(format, key.id, origin, place))
        var sealed: [UInt8] = []
        sealed.reserveCapacity(nonceEnd + packed.count + tagBytes)
        sealed.append(format.rawValue)
        sealed += key.id.bytes
        sealed += box.nonce
        sealed += box.ciphertext
        sealed += box.tag
        return sealed
    }

    /// The format of a sealed text; `nil` when it is not a known one.
    static func format(of sealed: [UInt8]) -> Format? {
        guard sealed.count >= nonceEnd + tagBytes else { return nil }
        return Format(rawValue: sealed[0])
    }

    /// Which key opens a text; `nil` for bytes that are no sealed text of a known format.
    package static func key(of sealed: [UInt8]) -> KeyID? {
        guard format(of: sealed) != nil else { return nil }
        return KeyID(bytes: sealed[1..<keyEnd])
    }

    /// What ``SizeClass`` made of a text; `nil` when it was changed or moved.
    static func open(
        _ sealed: [UInt8], with key: SubjectKey, in origin: String, at place: TextPlace
    ) -> [UInt8]? {
        guard let format = format(of: sealed),
            // Nonce, ciphertext and tag, one behind the other.
            let box = try? AES.GCM.SealedBox(combined: sealed[keyEnd...]),
            let packed = try? AES.GCM.open(
                box, using: key.key, authenticating: bound(format, key.id, origin, place))
        else { return nil }
        return Array(packed)
    }

    /// What is authenticated beside the text: which format, ledger, order, field and key.
    private static func bound(
        _ format: Format, _ id: KeyID, _ origin: String, _ place: TextPlace
    ) -> [UInt8] {
        var writer = CBORWriter(reserving: 96)
        writer.arrayHeader(7)
        writer.text("refund-ledger text")
        writer.integer(Int64(format.rawValue))
        writer.text(origin)
        writer.text(place.stream)
        writer.integer(Int64(place.kind))
        writer.integer(Int64(place.field))
        writer.bytes(id.bytes)
        return writer.bytes
    }
}

/// Whom a key is about; names are told apart by their bytes, as the files do.
typealias Subject = Identifier<SubjectKey>

/// An unwrapped key, in memory only.
struct SubjectKey: Sendable {
    let id: KeyID
    let subject: Subject
    let purpose: KeyPurpose
    let key: SymmetricKey
}
