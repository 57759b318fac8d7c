/// A text signed by one or more keys (c2sp.org/signed-note).
///
/// Reading one says nothing about who signed it: ask ``standings(with:)`` or
/// ``requireSignature(by:)``.
public struct SignedNote: Hashable, Sendable {
    /// The text, which ends in a newline.
    public let text: String

    /// The lines under it, in order; those of unknown keys as well.
    public let signatures: [NoteSignature]

    /// The most bytes of a note that are read.
    public static let bytesMax = 262_144

    /// The most signatures that are read; the format asks for 16 at least.
    public static let signaturesMax = 64

    private static let format = "signed note"

    /// Creates a note, no larger than one that is read.
    ///
    /// - Throws: ``TransparencyError/malformed(what:detail:)`` for a text that cannot be signed, and
    ///   for too many lines under it.
    public init(text: String, signatures: [NoteSignature]) throws(TransparencyError) {
        guard text.utf8.last == UInt8(ascii: "\n") else {
            throw .malformed(what: Self.format, detail: "its text does not end with a newline")
        }
        guard Self.hasNoControls(text.utf8) else {
            throw .malformed(what: Self.format, detail: "its text holds control characters")
        }
        self.text = text
        self.signatures = signatures
        try Self.check(lines: signatures.count)
        try Self.check(bytes: serialized.utf8.count)
    }

    private static func check(bytes count: Int) throws(TransparencyError) {
        guard count <= bytesMax else {
            throw .malformed(
                what: format, detail: "it has \(count) bytes, and at most \(bytesMax) are read")
        }
    }

    private static func check(lines count: Int) throws(TransparencyError) {
        guard count <= signaturesMax else {
            throw .malformed(
                what: format, detail: "it has more than \(signaturesMax) signatures")
        }
    }

    /// Reads a note: text, an empty line, signature lines.
    ///
    /// - Throws: ``TransparencyError/malformed(what:detail:)``.
    public init(_ bytes: some Collection<UInt8>) throws(TransparencyError) {
        try Self.check(bytes: bytes.count)
        let bytes = Array(bytes)
        guard let whole = String(validating: bytes, as: UTF8.self), Self.hasNoControls(bytes)
        else {
            throw .malformed(what: Self.format, detail: "it is not UTF-8 without controls")
        }
        guard bytes.last == UInt8(ascii: "\n"), let end = Self.lastEmptyLine(bytes) else {
            throw .malformed(
                what: Self.format,
                detail: "there is no empty line between a text and signature lines")
        }
        text = String(whole.utf8.prefix(end)) ?? ""
        let lines = whole.utf8.dropFirst(end + 1).dropLast()
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        try Self.check(lines: lines.count)
        var signatures: [NoteSignature] = []
        for line in lines { signatures.append(try NoteSignature(line: String(line) ?? "")) }
        self.signatures = signatures
    }

    /// The note, as it is written and read.
    public var serialized: String {
        text + "\n" + signatures.map { $0.line + "\n" }.joined()
    }

    /// The note with more lines under it; those it has already are not repeated.
    public func adding(_ lines: [NoteSignature]) throws(TransparencyError) -> SignedNote {
        var all = signatures
        for line in lines where !all.contains(line) { all.append(line) }
        return try SignedNote(text: text, signatures: all)
    }

    /// Where the text ends: behind the newline before the last empty line.
    private static func lastEmptyLine(_ bytes: [UInt8]) -> Int? {
        let newline = UInt8(ascii: "\n")
        return (1..<max(1, bytes.count)).last { bytes[$0] == newline && bytes[$0 - 1] == newline }
    }

    private static func hasNoControls(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 || $0 == UInt8(ascii: "\n") }
    }
}

/// How a signature line stands with the keys that are known.
public enum SignatureStanding: Equatable, Sendable {
    /// By a known key; the time is when a witness says it saw the log, in seconds UTC since 1970.
    case verified(time: Int64?)

    /// By a key that is not known: it says nothing, and is kept.
    case unknown

    /// It claims to be by a known key and is not.
    case wrong
}

extension SignedNote {
    /// How each line stands, in order.
    public func standings(with keys: [VerifierKey]) -> [SignatureStanding] {
        signatures.map { line in
            guard let key = keys.first(where: { $0.name == line.name && $0.id == line.keyID })
            else { return .unknown }
            return key.standing(of: line, under: text)
        }
    }

    /// Makes sure that one of some keys signed, and that no line falsely claims to be by one.
    ///
    /// - Throws: ``TransparencyError/unsigned(signers:known:)`` or
    ///   ``TransparencyError/wrongSignature(name:)``.
    public func requireSignature(by keys: [VerifierKey]) throws(TransparencyError) {
        var isSigned = false
        for (line, standing) in zip(signatures, standings(with: keys)) {
            switch standing {
            case .verified: isSigned = true
            case .unknown: break
            case .wrong: throw .wrongSignature(name: line.name)
            }
        }
        guard isSigned else {
            throw .unsigned(signers: signatures.map(\.name), known: keys.map(\.name))
        }
    }
}
