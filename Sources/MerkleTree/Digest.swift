import Crypto

/// A SHA-256 digest: 32 bytes, stored inline.
public struct Digest: Hashable, Sendable {
    /// The number of bytes in a digest.
    public static let byteCount = 32

    /// The bytes in memory order, whatever the machine's own order is.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    private init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Creates a digest from its bytes; nil unless there are exactly 32.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(filling: { $0.copyBytes(from: bytes) })
    }

    /// Creates a digest from 64 hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        let digits = hex.utf8.map(nibble)
        guard digits.count == 2 * Self.byteCount, !digits.contains(nil) else { return nil }
        let nibbles = digits.compactMap(\.self)
        self.init(bytes: (0..<Self.byteCount).map { nibbles[2 * $0] << 4 | nibbles[2 * $0 + 1] })
    }

    /// Creates a digest from what `fill` writes into 32 zero bytes.
    init(filling fill: (UnsafeMutableRawBufferPointer) -> Void) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words, fill)
        self.init(words: words)
    }

    /// The SHA-256 digest of bytes as they are, without the tree's leaf prefix.
    public static func sha256(_ bytes: ArraySlice<UInt8>) -> Digest {
        bytes.withUnsafeBytes(sha256)
    }

    /// The SHA-256 digest of bytes as they are, without the tree's leaf prefix.
    public static func sha256(_ bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes(sha256)
    }

    /// One update, so that the hash function is entered once per digest.
    static func sha256(_ bytes: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        let digest = hasher.finalize()
        return Digest(filling: { target in digest.withUnsafeBytes(target.copyMemory) })
    }

    /// Gives the 32 bytes without copying them.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// 64 lowercase hexadecimal digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: 2 * Self.byteCount) { digits in
            withUnsafeBytes { bytes in
                for (index, byte) in bytes.enumerated() {
                    digits[2 * index] = hexDigit(byte >> 4)
                    digits[2 * index + 1] = hexDigit(byte & 15)
                }
            }
            return 2 * Self.byteCount
        }
    }

    /// Whether all 32 bytes are the same.
    public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    /// Feeds the first 8 bytes: a digest is as random as a hash gets.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension Digest: CustomStringConvertible {
    /// The digest in hexadecimal.
    public var description: String { hex }
}

private func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble + (nibble < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
}

private func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    case _: nil
    }
}
