import EventLog
import EventLogSQLite
import Foundation
import GRDB
import LedgerTesting
import Testing
import Units

/// A directory that exists as long as the value is kept.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory
            .appending(path: "EventLogSQLite-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Creates a ledger here.
    func create() throws(EventStoreError) -> SQLiteEventStore {
        try SQLiteEventStore.create(
            path, origin: "ledger.example/test", created: Instant(milliseconds: 1))
    }

    /// Opens the ledger here.
    func open(_ mode: SQLiteEventStore.Mode = .readWrite) throws(EventStoreError)
        -> SQLiteEventStore
    {
        try SQLiteEventStore.open(path, mode: mode)
    }
}

extension TemporaryDirectory {
    /// The database file.
    var database: String { path + "/log.sqlite" }

    /// The first column of the first row, by a connection that knows nothing of ledgers.
    func query(_ sql: String) throws -> String? {
        try DatabaseQueue(path: database).read { try String.fetchOne($0, sql: sql) }
    }

    /// Runs statements as somebody else with a SQLite tool would.
    func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: database)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    /// Runs statements as somebody would who drops the guards before and puts them back after.
    func damage(_ sql: String) throws {
        let queue = try DatabaseQueue(path: database)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            let guards = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            for row in guards { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
            try db.execute(sql: sql)
            for row in guards { try db.execute(sql: row["sql"]) }
        }
        try queue.close()
    }

    /// Overwrites a page of the database, counted from 1, with bytes that mean nothing.
    func overwritePage(_ number: Int) throws {
        let size = try #require(try query("PRAGMA page_size").flatMap(Int.init))
        let file = try FileHandle(forUpdating: URL(filePath: database))
        try file.seek(toOffset: UInt64((number - 1) * size))
        try file.write(contentsOf: Data(repeating: 0xFF, count: size))
        try file.close()
    }

    /// Another directory with the files as they are now: what a killed process leaves behind.
    func copyAsIs() throws -> TemporaryDirectory {
        let copy = try TemporaryDirectory()
        for name in ["log.sqlite", "log.sqlite-wal"] {
            guard FileManager.default.fileExists(atPath: "\(path)/\(name)") else { continue }
            try FileManager.default.copyItem(
                atPath: "\(path)/\(name)", toPath: "\(copy.path)/\(name)")
        }
        return copy
    }
}

extension SQLiteEventStore {
    /// Appends sample events in batches, twelve to a stream, from where the log ends.
    func fill(_ count: Int, batch: Int) async throws {
        var position = try await head().size
        let end = position + Int64(count)
        while position < end {
            var appends: [Append] = []
            let stop = min(end, position + Int64(batch))
            while position < stop {
                let events = (position..<min(stop, position + 12)).map { number in
                    NewEvent.sample(
                        number, type: Int(number % 12),
                        marks: number % 20 == 0 ? [fillMark(number)] : [])
                }
                appends.append(Append(events, to: "order-\(position + 1)", expecting: 0))
                position += Int64(events.count)
            }
            _ = try await append(appends, recordedAt: .sample)
        }
    }
}

/// The mark that ``fill`` gives to every twentieth event.
func fillMark(_ number: Int64) -> Mark {
    Mark(kind: 1, value: Array("mark \(number)".utf8))
}
