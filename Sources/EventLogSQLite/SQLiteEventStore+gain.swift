public import EventLog
internal import GRDB
internal import Zstd

/// What dictionaries save, measured on some segments.
public struct DictionaryGain: Equatable, Sendable {
    /// The number of segments that were measured.
    public let segments: Int64

    /// The size of their content before compression, in bytes.
    public let contentBytes: Int64

    /// The size of their frames as they are stored, in bytes.
    public let storedBytes: Int64

    /// The size their frames would have without a dictionary, in bytes.
    public let plainBytes: Int64
}

extension SQLiteEventStore {
    /// Compresses segments that have a dictionary once more without it.
    ///
    /// - Parameter count: The most segments to measure, spread evenly over the log.
    /// - Returns: What was found; `nil` when no segment has a dictionary.
    /// - Throws: ``EventStoreError``.
    public func dictionaryGain(
        sampling count: Int64
    ) async throws(EventStoreError) -> DictionaryGain? {
        try await readers.read("measure dictionaries") { snapshot -> DictionaryGain? in
            let db = snapshot.db
            let sql = "SELECT min(number), max(number) FROM segment WHERE dictionary IS NOT NULL"
            let numbers = try Prepared(db, sql).first { row in
                row.isNull(0) ? [] : [try row.position(0), try row.position(1)]
            }
            guard let first = numbers?.first, let last = numbers?.last else { return nil }
            let step = max(1, (last - first + count) / count)
            var (segments, content, stored, plain): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
            let size = try Prepared(
                db,
                "SELECT length(entries) FROM segment WHERE number = ? AND dictionary IS NOT NULL")
            for number in stride(from: first, through: last, by: Int64.Stride(step)) {
                guard
                    let frame = try size.first(.integer(number), body: { $0.integer(0) }),
                    let segment = try snapshot.codec.segment(number, db)
                else { continue }
                segments += 1
                content += Int64(segment.content.count)
                stored += frame
                plain += Int64(
                    try snapshot.codec.compress(segment.content, dictionary: nil, db).count)
            }
            return DictionaryGain(
                segments: segments, contentBytes: content, storedBytes: stored, plainBytes: plain)
        }
    }
}
