internal import CBOR
public import MerkleTree

/// A segment in memory: 256 entries at known places in one buffer.
public struct Segment: Sendable {
    /// Its number, counted from 0.
    public let number: Int64

    /// The content as ``SegmentFormat`` describes it.
    public let content: ArraySlice<UInt8>

    /// Where each entry stands in `content`.
    public let ranges: [Range<Int>]

    /// Finds the entries in a segment's content.
    ///
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` unless it is exactly 256 byte
    ///   strings.
    public init(number: Int64, content: ArraySlice<UInt8>) throws(EventStoreError) {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(SegmentFormat.eventsPerSegment)
        do throws(CBORError) {
            let isRead = content.withUnsafeBufferPointer {
                Self.readQuickly($0, from: content.startIndex, to: &ranges)
            }
            if !isRead { try Self.readStrictly(content, to: &ranges) }
        } catch {
            throw .corrupted(
                position: SegmentFormat.firstPosition(of: number) + Int64(ranges.count),
                detail: "segment \(number) does not read: \(error)")
        }
        self.number = number
        self.content = content
        self.ranges = ranges
    }

    /// Finds the entries when every byte string is as it should be; answers whether it is so.
    private static func readQuickly(
        _ content: UnsafeBufferPointer<UInt8>, from start: Int, to ranges: inout [Range<Int>]
    ) -> Bool {
        // The cursor ends before the content can go.
        var cursor = CBORCursor(content)
        for _ in 0..<SegmentFormat.eventsPerSegment {
            var item = cursor
            guard cursor.walk(), let entry = try? item.bytes() else { return false }
            let end = start + cursor.bytesRead
            ranges.append(end - entry.count..<end)
        }
        return cursor.bytesRead == content.count
    }

    /// Finds the entries, or says which rule the content breaks.
    private static func readStrictly(
        _ content: ArraySlice<UInt8>, to ranges: inout [Range<Int>]
    ) throws(CBORError) {
        ranges.removeAll(keepingCapacity: true)
        var reader = CBORReader(content)
        for _ in 0..<SegmentFormat.eventsPerSegment {
            ranges.append(try reader.bytes().indices)
        }
        try reader.finish()
    }

    /// The position of the first event.
    public var firstPosition: Position { SegmentFormat.firstPosition(of: number) }

    /// The entry at a position of this segment.
    public func entry(at position: Position) throws(EventStoreError) -> Entry {
        let index = Int(position - firstPosition)
        guard ranges.indices.contains(index) else {
            throw .invalidRequest("position \(position) in segment \(number)")
        }
        return try Entry(position: position, bytes: content[ranges[index]])
    }

    /// Appends the entries from one position on, as many as fit and are there.
    public func append(
        from position: Position, limit: Int, to entries: inout [Entry]
    ) throws(EventStoreError) {
        let start = max(0, Int(position - firstPosition))
        for index in start..<max(start, min(ranges.count, start + limit)) {
            entries.append(
                try Entry(
                    position: firstPosition + Int64(index), bytes: content[ranges[index]]))
        }
    }

    /// The hashes of the entries, as leaves of the tree.
    public var leaves: [Digest] {
        ranges.map { MerkleTree.leafHash(content[$0]) }
    }

    /// The root of the segment's perfect subtree, from the entries' bytes.
    public func computeRoot() -> Digest { MerkleTree.root(of: leaves) }
}
