/// What a key is for; the numbers are permanent.
public enum KeyPurpose: Int64, Sendable {
    /// The texts about one subject.
    case texts = 1
    /// One file of evidence.
    case evidence = 2
    /// Finding equal secrets again without keeping them (HMAC), for the ledger as a whole.
    case lookup = 3
}

/// The number of a key: 64 bits, of which so many are random that a lost number never comes again.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
    /// The bits.
    public let bits: UInt64

    /// Wraps a number.
    public init(bits: UInt64) { self.bits = bits }

    /// Draws a number.
    static func random() -> KeyID {
        var generator = SystemRandomNumberGenerator()
        return KeyID(bits: generator.next())
    }

    /// The number of the key that was made before it, unless it is the first of its count.
    var before: KeyID { KeyID(bits: bits &- 1) }

    /// The number as eight bytes, most significant first.
    var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
    }

    /// Reads eight bytes.
    init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 8 else { return nil }
        bits = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Sixteen hexadecimal digits.
    public var description: String { bytes.map(hexDigits).joined() }
}

/// Numbers for keys: 48 random bits, and behind them a count of up to 65,536 keys.
///
/// Keys that are made one after the other then stand together in the file of keys, and the texts
/// that they seal share most bytes of their numbers, which the log's compression finds. One number
/// drawn whole for each key would cost six bytes more in the log for each text.
struct KeyNumbers: Sendable {
    private static let counted: UInt64 = 0xffff
    private var next: UInt64 = 0

    /// A number that was not given out before.
    mutating func draw() -> KeyID {
        if next & Self.counted == 0 { next = KeyID.random().bits & ~Self.counted }
        defer { next = next & Self.counted == Self.counted ? 0 : next + 1 }
        return KeyID(bits: next)
    }
}

/// Two hexadecimal digits.
func hexDigits(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
}

/// The bytes that hexadecimal digits stand for; `nil` when they are no such digits.
func bytes(ofHex text: some StringProtocol) -> [UInt8]? {
    let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
        guard let high = digits[place], let low = digits[place + 1] else { return nil }
        bytes.append(UInt8(high << 4 | low))
    }
    return bytes
}
