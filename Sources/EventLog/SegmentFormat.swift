/// How 256 entries stand in one segment, before compression.
///
/// A segment is a CBOR sequence (RFC 8742) of byte strings, one for each entry in order of
/// position, so any CBOR library reads it. Without one, in Python:
///
/// ```python
/// def entries(segment):
///     at = 0
///     while at < len(segment):
///         size = segment[at] - 0x40                       # 0x40 ... 0x57: the size itself
///         wide = {24: 1, 25: 2, 26: 4}.get(size, 0)       # 0x58 ... 0x5a: it follows
///         if wide:
///             size = int.from_bytes(segment[at + 1:at + 1 + wide], "big")
///         at += 1 + wide
///         yield segment[at:at + size]
///         at += size
/// ```
public enum SegmentFormat {
    /// Events in a segment: a perfect Merkle subtree, and a tile of C2SP tlog-tiles.
    public static let eventsPerSegment = 256

    /// The level of a segment's root above the leaves: 2 to the power of 8 is 256.
    public static let rootLevel = 8

    /// The most bytes a segment can have before compression: what a reader must be ready to hold.
    public static let segmentBytesMax = eventsPerSegment * (EventLogLimits.entryBytesMax + 5)

    /// The segment that holds a position, counted from 0.
    public static func number(of position: Position) -> Int64 {
        (position - 1) / Int64(eventsPerSegment)
    }

    /// The position of a segment's first event.
    public static func firstPosition(of number: Int64) -> Position {
        number * Int64(eventsPerSegment) + 1
    }
}
