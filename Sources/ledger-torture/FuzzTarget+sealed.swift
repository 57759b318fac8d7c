import Vault

/// What is read of a sealed text before and after the cipher.
///
/// No change gets past the cipher itself, so what is inside is read as if it had: whoever has a key
/// can seal what they like.
extension FuzzTarget {
    private static let sizes = try? SizeClass()

    static func sealed(_ bytes: ArraySlice<UInt8>) throws -> String {
        let key = SealedText.key(of: Array(bytes)) == nil ? "no key" : "a key"
        guard let format = bytes.first.flatMap(SealedText.Format.init(rawValue:)) else {
            return "no format, \(key)"
        }
        guard let text = sizes?.unpack(Array(bytes.dropFirst()), format) else {
            return "no text, \(key)"
        }
        return "a text \(text.utf8.count / 64), \(key)"
    }
}
