internal import CBOR

/// Encoded entries one after the other, each with its length before it.
///
/// The bytes are what ``SegmentFormat`` describes, so 256 of them in a row are a segment's content.
public struct EntryBuffer: Sendable {
    private var writer = CBORWriter(reserving: 0)
    private var ends: [Int] = []
    private var starts: [Int] = []

    /// Creates an empty buffer.
    public init() {}

    /// About how many bytes of an entry are not context or payload.
    private static let bytesBesides = 48

    /// Creates an empty buffer with room for the entries of a batch.
    init(roomFor batch: [Append]) {
        var (entries, bytes) = (0, 0)
        for append in batch {
            for part in append.parts {
                entries += part.events.count
                for event in part.events { bytes += event.context.count + event.payload.count }
            }
        }
        writer.reserve(bytes + entries * Self.bytesBesides)
        ends.reserveCapacity(entries)
        starts.reserveCapacity(entries)
    }

    /// The number of entries.
    public var count: Int { starts.count }

    /// The content: all entries with their lengths.
    public var bytes: [UInt8] { writer.bytes }

    /// One entry, counted from 0, without its length.
    public subscript(index: Int) -> ArraySlice<UInt8> {
        writer.bytes[starts[index]..<ends[index]]
    }

    /// The content of some entries in a row, with their lengths.
    public func content(of range: Range<Int>) -> ArraySlice<UInt8> {
        let start = range.lowerBound == 0 ? 0 : ends[range.lowerBound - 1]
        return writer.bytes[start..<(range.isEmpty ? start : ends[range.upperBound - 1])]
    }

    /// Appends an entry.
    ///
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` when the entry or the buffer becomes larger
    ///   than ``EventLogLimits`` allows.
    public mutating func append(_ entry: some Collection<UInt8>) throws(EventStoreError) {
        let count = entry.count
        guard count <= EventLogLimits.entryBytesMax else {
            throw .invalidRequest(
                "an entry of \(count) bytes, over \(EventLogLimits.entryBytesMax)")
        }
        writer.bytes(entry)
        guard writer.count <= EventLogLimits.batchBytesMax else {
            throw .invalidRequest("a batch of more than \(EventLogLimits.batchBytesMax) bytes")
        }
        starts.append(writer.count - count)
        ends.append(writer.count)
    }
}
