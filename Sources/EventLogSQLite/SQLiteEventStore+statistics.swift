public import EventLog
internal import Foundation
public import Units

/// What a ledger holds and how much room it takes.
public struct LogStatistics: Equatable, Sendable {
    /// The log's permanent name.
    public let origin: String

    /// When the ledger was created, by its own clock: when its first event was recorded.
    ///
    /// That is hashed; what the file says of itself is not, and only told when there is no first
    /// event, or a damaged one.
    public let created: Instant

    /// The number of events.
    public let events: Position

    /// The number of streams.
    public let streams: Int64

    /// The number of sealed segments of 256 events.
    public let segments: Int64

    /// The number of events that no segment holds yet; fewer than 256.
    public let tailEvents: Int64

    /// The number of compression dictionaries.
    public let dictionaries: Int64

    /// The size of `log.sqlite` in bytes.
    public let fileBytes: Int64

    /// The size of the write-ahead log beside it in bytes.
    public let writeAheadBytes: Int64
}

extension SQLiteEventStore {
    /// What the ledger holds and how much room it takes.
    public func statistics() async throws(EventStoreError) -> LogStatistics {
        let path = "\(directory)/\(SQLiteConnection.fileName)"
        return try await readers.read("count") { snapshot in
            let sql = """
                SELECT origin, created, (SELECT count(*) FROM head),
                    (SELECT count(*) FROM tail), (SELECT count(*) FROM dictionary) FROM ledger
                """
            let events = try snapshot.head().size
            let segments = try snapshot.segmentCount()
            let first = events > 0 ? (try? snapshot.entry(at: 1))?.recordedAt : nil
            let found = try Prepared(snapshot.db, sql).first { row in
                LogStatistics(
                    origin: row.text(0),
                    created: first ?? Instant(milliseconds: row.integer(1)),
                    events: events, streams: row.integer(2), segments: segments,
                    tailEvents: row.integer(3), dictionaries: row.integer(4),
                    fileBytes: fileSize(path), writeAheadBytes: fileSize(path + "-wal"))
            }
            guard let found else {
                throw EventStoreError.corrupted(position: 0, detail: "the ledger table is empty")
            }
            return found
        }
    }
}

/// The size of a file in bytes; 0 when there is none.
///
/// Never opens it: closing a descriptor of a
/// database would drop SQLite's locks on it (sqlite.org/howtocorrupt.html, 2.2).
private func fileSize(_ path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
}
