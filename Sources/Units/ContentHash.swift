/// The SHA-256 digest of some bytes that the ledger does not hold, such as an evidence file.
public struct ContentHash: Hashable, Sendable {
    /// The 32 bytes of the digest, big end first.
    public var words: (UInt64, UInt64, UInt64, UInt64)

    /// A digest of zeros, to be replaced.
    public init() { words = (0, 0, 0, 0) }

    /// Creates a digest from its 32 bytes; `nil` for any other count.
    @inlinable
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init()
        let read: Void? = bytes.withContiguousStorageIfAvailable { bytes in
            // Bounded by the count above: four words of eight bytes.
            let raw = UnsafeRawBufferPointer(bytes)
            func word(_ index: Int) -> UInt64 {
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
            }
            words = (word(0), word(1), word(2), word(3))
        }
        guard read == nil else { return }
        var index = 0
        for byte in bytes {
            let shifted = UInt64(byte) << UInt64(56 - 8 * (index % 8))
            switch index / 8 {
            case 0: words.0 |= shifted
            case 1: words.1 |= shifted
            case 2: words.2 |= shifted
            case _: words.3 |= shifted
            }
            index += 1
        }
    }

    /// Reads 64 lower-case hexadecimal digits; `nil` for anything else.
    public init?(hex: String) {
        guard hex.utf8.count == 64 else { return nil }
        var digits = hex.utf8.makeIterator()
        guard let first = Self.word(&digits), let second = Self.word(&digits),
            let third = Self.word(&digits), let fourth = Self.word(&digits)
        else { return nil }
        words = (first, second, third, fourth)
    }

    /// What the next sixteen digits say.
    private static func word(_ digits: inout String.UTF8View.Iterator) -> UInt64? {
        var word: UInt64 = 0
        for _ in 0..<16 {
            guard let digit = digits.next() else { return nil }
            switch digit {
            case 0x30...0x39: word = word << 4 | UInt64(digit - 0x30)
            case 0x61...0x66: word = word << 4 | UInt64(digit - 0x61 + 10)
            case _: return nil
            }
        }
        return word
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        let big = (
            words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
        )
        return withUnsafeBytes(of: big) { Array($0) }
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public var hex: String {
        [words.0, words.1, words.2, words.3].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    public static func == (left: ContentHash, right: ContentHash) -> Bool {
        left.words == right.words
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}
