public import EventLog
internal import Foundation
internal import GRDB
internal import GRDBSQLite
internal import Zstd

/// What a ledger's log stands on: versions, and settings as SQLite answers them.
public struct LogEnvironment: Equatable, Sendable {
    /// The format of the file.
    public let format: Int64

    /// The newest format this program knows.
    public let formatMax: Int64

    /// Settings, as a reading connection finds them in force.
    public let pragmas: [Pragma]

    /// What every connection that writes sets, or refuses to work without.
    public let writerSettings: [String]

    /// A setting of SQLite and its value.
    public struct Pragma: Equatable, Sendable {
        /// The name, such as `journal_mode`.
        public let name: String

        /// The value, as SQLite writes it.
        public let value: String
    }

    /// The version of SQLite in use, such as `3.40.1`.
    public static var sqliteVersion: String { String(cString: sqlite3_libversion()) }

    /// Whether this SQLite can lose a commit when a checkpoint of another connection overlaps it.
    ///
    /// 3.7.0 to 3.51.2 can; 3.51.3 is the first that cannot (sqlite.org/wal.html, "The WAL-reset
    /// bug"). The store is safe with either: one connection alone commits and checkpoints.
    public static var hasWALResetFault: Bool {
        hasWALResetFault(Int(sqlite3_libversion_number()))
    }

    /// As ``hasWALResetFault``, for a version as SQLite counts it: 3.51.2 is 3051002.
    static func hasWALResetFault(_ version: Int) -> Bool {
        (3_007_000...3_051_002).contains(version)
    }

    /// The version of libzstd in use, such as `1.5.4`.
    public static var zstdVersion: String { ZstdLibrary.version }

    /// Who writes to a ledger at this moment.
    ///
    /// - Parameter directory: The ledger's directory.
    /// - Returns: The writer, as `writer.lock` names it; `nil` when nobody writes.
    public static func writer(of directory: String) -> String? { WriterLock.holder(directory) }
}

extension SQLiteEventStore {
    /// What the log stands on.
    ///
    /// - Throws: ``EventStoreError``.
    public func environment() async throws(EventStoreError) -> LogEnvironment {
        try await readers.read("read the settings") { snapshot in
            let names = [
                "journal_mode", "page_size", "wal_autocheckpoint", "trusted_schema",
                "cell_size_check", "busy_timeout", "mmap_size",
            ]
            let pragmas = try names.map { name in
                let value = try Prepared(snapshot.db, "PRAGMA \(name)").first { $0.text(0) }
                return LogEnvironment.Pragma(name: name, value: value ?? "nothing")
            }
            let format = try Prepared(snapshot.db, "PRAGMA user_version").first { $0.integer(0) }
            return LogEnvironment(
                format: format ?? 0, formatMax: Schema.formatMax, pragmas: pragmas,
                writerSettings: SQLiteConnection.writerSettings)
        }
    }
}
