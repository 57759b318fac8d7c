internal import Crypto

/// A value that must be findable across streams: a refund number ever used, an evidence hash.
///
/// Marks are not part of an entry; whoever decodes payloads can derive them again.
public struct Mark: Hashable, Sendable {
    /// What a store keeps: the first 16 bytes of SHA-256(kind byte, value).
    public let digest: MarkDigest

    /// Creates a mark; the value itself is hashed, not kept.
    ///
    /// - Parameters:
    ///   - kind: What sort of value it is; permanent, so that equal values of two kinds stay apart.
    ///   - value: The value.
    public init(kind: UInt8, value: [UInt8]) {
        var hash = SHA256()
        withUnsafeBytes(of: kind) { hash.update(bufferPointer: $0) }
        value.withUnsafeBytes { hash.update(bufferPointer: $0) }
        digest = hash.finalize().withUnsafeBytes {
            MarkDigest(
                high: $0.loadUnaligned(as: UInt64.self).bigEndian,
                low: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian)
        }
    }
}

/// A mark as a store keeps it: 16 bytes of a digest.
public struct MarkDigest: Hashable, Comparable, Sendable {
    private let high: UInt64
    private let low: UInt64

    fileprivate init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads what a store keeps; `nil` unless there are exactly 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 2 * MemoryLayout<UInt64>.size else { return nil }
        (high, low) = bytes.withUnsafeBytes {
            // Bounded by the count above: two words of eight bytes.
            (
                $0.loadUnaligned(as: UInt64.self).bigEndian,
                $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian
            )
        }
    }

    /// Orders digests as their bytes.
    public static func < (left: MarkDigest, right: MarkDigest) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { [UInt8]($0) }
    }
}
