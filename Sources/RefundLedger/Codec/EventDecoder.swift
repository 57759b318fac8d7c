import CBOR
import EventLog
import RefundDomain

/// Decodes events one after the other, and those contexts once that many events share.
///
/// The events of one action have the same context, and so have those of whoever does the same work
/// again. What was met lately is found by its bytes; equal bytes are equal contexts.
struct EventDecoder: Sendable {
    /// The bytes of a context, filled up with zeros; no CBOR item is the beginning of another.
    private typealias Key = SIMD8<UInt64>

    /// A power of two, for which a hash is easily reduced.
    private static let slotsCount = 256

    // No item begins with the byte 0xFF, so that no context is taken for one that was met.
    private var keys = Array(repeating: Key(repeating: .max), count: slotsCount)
    private var contexts: [EventContext] = Array(repeating: EventContext(), count: slotsCount)

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
        EventCodec.decode(
            entry, withKey: withKey, event: try EventCodec.event(of: entry),
            context: try context(of: entry))
    }

    private mutating func context(of entry: Entry) throws(EventStoreError) -> EventContext {
        var key = Key.zero
        let hasRoom = entry.withContext { bytes in
            guard bytes.count <= MemoryLayout<Key>.size else { return false }
            // No more bytes than a key has room for.
            withUnsafeMutableBytes(of: &key) { $0.copyMemory(from: UnsafeRawBufferPointer(bytes)) }
            return true
        }
        guard hasRoom else { return try EventCodec.context(of: entry) }
        let place = Self.place(of: key)
        if keys[place] == key { return contexts[place] }
        let context = try EventCodec.context(of: entry)
        keys[place] = key
        contexts[place] = context
        return context
    }

    private static func place(of key: Key) -> Int {
        var hash: UInt64 = 0
        for index in key.indices {
            // Multiplied by 2^64 over the golden ratio, which spreads every bit upwards.
            hash = (hash ^ key[index]) &* 0x9e37_79b9_7f4a_7c15
            hash ^= hash >> 29
        }
        return Int(truncatingIfNeeded: hash) & (slotsCount - 1)
    }
}
