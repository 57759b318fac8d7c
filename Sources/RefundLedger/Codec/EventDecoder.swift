import CBOR
import EventLog
import RefundDomain

/// Decodes events one after the other, and those contexts once that many events share.
///
/// The events of one action have the same context, and so have those of whoever does the same work
/// again. What was met lately is found by its bytes; equal bytes are equal contexts.
struct EventDecoder: Sendable {
    /// The bytes of a context, filled up with zeros.
    private typealias Key = SIMD64<UInt8>

    private struct Slot {
        let key: Key
        let count: Int
        let context: EventContext
    }

    /// A power of two, for which a hash is easily reduced.
    private static let slotsCount = 256

    private var slots: [Slot?] = Array(repeating: nil, count: slotsCount)

    /// An event as it was recorded.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - withKey: Whether its key is wanted.
    /// - Returns: As ``EventCodec/decode(_:withKey:)``.
    /// - Throws: As that.
    mutating func decode(
        _ entry: Entry, withKey: Bool = true
    ) throws(EventStoreError) -> RecordedEvent {
        try EventCodec.decode(entry, withKey: withKey, try context(of: entry))
    }

    private mutating func context(of entry: Entry) throws(EventStoreError) -> EventContext {
        let bytes = entry.context
        guard bytes.count <= Key.scalarCount else { return try EventCodec.context(of: entry) }
        var key = Key.zero
        // As many bytes as were counted, into a vector that holds no fewer.
        withUnsafeMutableBytes(of: &key) { key in
            bytes.withUnsafeBytes { key.copyMemory(from: $0) }
        }
        let place = Self.place(of: key)
        if let slot = slots[place], slot.count == bytes.count, slot.key == key {
            return slot.context
        }
        let context = try EventCodec.context(of: entry)
        slots[place] = Slot(key: key, count: bytes.count, context: context)
        return context
    }

    private static func place(of key: Key) -> Int {
        let words = unsafeBitCast(key, to: SIMD8<UInt64>.self)
        var hash: UInt64 = 0
        for index in words.indices {
            // Multiplied by 2^64 over the golden ratio, which spreads every bit upwards.
            hash = (hash ^ words[index]) &* 0x9e37_79b9_7f4a_7c15
            hash ^= hash >> 29
        }
        return Int(truncatingIfNeeded: hash) & (slotsCount - 1)
    }
}
