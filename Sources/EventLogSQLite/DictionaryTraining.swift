internal import EventLog
internal import GRDB
internal import MerkleTree
internal import Zstd

/// When a ledger gets a dictionary, and from what.
///
/// A dictionary is trained once, on the log's own entries, in the transaction of the append that
/// seals segment 64 (16,384 events): before that it would cost more than it saves, and the first
/// events of a ledger are not yet like those to come. When libzstd cannot learn from the entries
/// (they are too few or too alike), the next attempts are at 128, 256, 512 … segments, so that
/// there are few however long the log grows. A second dictionary later is one number in
/// ``segmentCounts``; each segment says which one it needs.
enum DictionaryTraining {
    /// Segments sealed when the first, second … dictionary is due.
    static let segmentCounts: [Int64] = [64]

    /// The size of a dictionary in bytes.
    ///
    /// Measured: none 28.2 bytes an event, 16 KiB 27.1, 64 KiB 27.0, which a small ledger would
    /// not earn back.
    static let capacity = 16_384

    /// Entries to learn from are taken from this many newest segments.
    static let segmentsMax: Int64 = 64

    /// The most bytes of entries to learn from, which bounds the time it takes (about 0.1 s).
    static let sampleBytesMax = 524_288

    /// Whether to train after a segment was sealed.
    static func isDue(segments: Int64, dictionaries: Int64) -> Bool {
        guard (0..<Int64(segmentCounts.count)).contains(dictionaries) else { return false }
        let start = segmentCounts[Int(dictionaries)]
        return segments >= start && segments % start == 0
            && (segments / start).nonzeroBitCount == 1
    }

    /// Learns a dictionary; nil when the entries do not give one.
    static func train(on segments: [Segment]) -> ZstdDictionary? {
        let bytes = segments.reduce(0) { $0 + $1.content.count }
        // Every so many-th entry, so that the whole period is seen.
        let step = max(1, (bytes + sampleBytesMax - 1) / sampleBytesMax)
        var samples: [ArraySlice<UInt8>] = []
        var index = 0
        for segment in segments {
            for range in segment.ranges {
                if index % step == 0 { samples.append(segment.content[range]) }
                index += 1
            }
        }
        let dictionary = try? ZstdDictionary.train(samples: samples, capacity: capacity)
        // Number 0 would be a raw dictionary, which frames cannot name.
        return dictionary?.id == 0 ? nil : dictionary
    }
}
