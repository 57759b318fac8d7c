/// One line under a signed note: who signed, with which key, and the signature.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key, as it stands in the line; not empty, without spaces and plus signs.
    public let name: String

    /// The key's number, which tells keys of one name apart.
    public let keyID: UInt32

    /// What the key's algorithm made of the text.
    public let signature: [UInt8]

    /// Creates a line.
    public init(name: String, keyID: UInt32, signature: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.signature = signature
    }

    /// Reads a line, without its newline.
    ///
    /// - Throws: ``TransparencyError/malformed(what:detail:)``.
    public init(line: some StringProtocol) throws(TransparencyError) {
        let fault = TransparencyError.malformed(
            what: "signed note", detail: "'\(line.prefix(80))' is no signature line")
        guard line.utf8.starts(with: Self.dash.utf8) else { throw fault }
        // By scalars: a space with an accent is one character, and no space.
        let scalars = String(line).unicodeScalars.dropFirst(Self.dash.unicodeScalars.count)
        let parts = scalars.split(separator: " ", omittingEmptySubsequences: false)
            .map { Substring($0) }
        guard parts.count == 2, KeyName.isValid(parts[0]), let bytes = Base64.decode(parts[1]),
            bytes.count > 4
        else { throw fault }
        name = String(parts[0])
        keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        signature = Array(bytes.dropFirst(4))
    }

    /// The line, without a newline.
    public var line: String {
        "\(Self.dash)\(name) \(Base64.encode(bigEndian(keyID) + signature))"
    }

    /// An em dash and a space.
    private static let dash = "\u{2014} "
}

/// The rule for names of keys.
public enum KeyName {
    /// Whether a name may stand in a signature line (C2SP signed-note).
    public static func isValid(_ name: some StringProtocol) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20
            }
    }

    /// The name under which a log of some origin signs: the origin itself where it can be one.
    ///
    /// Spaces and plus signs, which no name may hold, are written as in an address (RFC 3986, 2.1).
    public static func naming(origin: String) -> String {
        guard !isValid(origin) else { return origin }
        return origin.unicodeScalars.map { scalar in
            guard !isValid(String(scalar)) else { return String(scalar) }
            return String(scalar).utf8.map { byte in
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }.joined()
        }.joined()
    }
}
