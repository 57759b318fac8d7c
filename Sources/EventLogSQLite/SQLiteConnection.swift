internal import EventLog
internal import Foundation
internal import GRDB
internal import Units

/// How connections to `log.sqlite` are opened and set up.
enum SQLiteConnection {
    /// The name of the file in the ledger's directory.
    static let fileName = "log.sqlite"

    /// Creates an empty ledger, complete or not at all.
    static func createDatabase(path: String, origin: String, created: Instant) throws {
        let draft = path + ".new"
        for leftover in [draft, draft + "-journal"] { unlink(leftover) }
        let queue = try DatabaseQueue(path: draft, configuration: configuration(label: "create"))
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA page_size = \(Schema.pageBytes); PRAGMA synchronous = EXTRA")
            try db.inTransaction(.immediate) {
                try db.execute(
                    sql: """
                        PRAGMA application_id = \(Schema.applicationID);
                        PRAGMA user_version = \(Schema.formatMax);
                        """ + Schema.statements)
                try db.execute(
                    sql: "INSERT INTO ledger (id, origin, created) VALUES (1, ?, ?)",
                    arguments: [origin, created.milliseconds])
                return .commit
            }
        }
        try queue.close()
        guard rename(draft, path) == 0 else {
            throw EventStoreError.unavailable(
                operation: "create \(path)", detail: String(cString: strerror(errno)))
        }
    }

    /// Opens the connection that writes, commits and checkpoints; there is only one.
    static func openWriter(path: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration(label: "writer"))
        try queue.writeWithoutTransaction { db in
            try checkIdentity(of: db, path: path)
            try demand("PRAGMA journal_mode = WAL", is: "wal", of: db)
            for setting in writerSettings { try db.execute(sql: setting) }
            try demand("PRAGMA journal_mode", is: "wal", of: db)
            try demand("PRAGMA synchronous", is: "2", of: db)
            try demand("PRAGMA wal_autocheckpoint", is: "0", of: db)
        }
        return queue
    }

    /// Opens a connection that can only read and never checkpoints.
    static func openReader(path: String, atRest resting: RestingLog?) throws -> DatabaseQueue {
        var configuration = configuration(label: "reader")
        configuration.readonly = true
        let queue = try DatabaseQueue(
            path: resting?.uri ?? path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try demand("PRAGMA wal_autocheckpoint", is: "0", of: db)
            try checkIdentity(of: db, path: path)
        }
        return queue
    }

    /// Puts a database back to where it was before a transaction that a crash interrupted.
    static func rollBack(path: String) throws {
        let queue = try DatabaseQueue(path: path, configuration: configuration(label: "roll back"))
        // The first read finds the journal.
        try queue.writeWithoutTransaction { try checkIdentity(of: $0, path: path) }
        try queue.close()
    }

    /// What makes every commit durable (sqlite.org/pragma.html#pragma_synchronous).
    ///
    /// `fullfsync` makes `synchronous = FULL` true on macOS too. The store checkpoints itself,
    /// so that a failure is seen: SQLite's automatic checkpoint keeps silent about it.
    static let writerSettings = [
        "PRAGMA synchronous = FULL",
        "PRAGMA fullfsync = ON",
        "PRAGMA checkpoint_fullfsync = ON",
        "PRAGMA wal_autocheckpoint = 0",
        "PRAGMA journal_size_limit = 67108864",
        "PRAGMA cache_size = -16384",
    ]

    private static func configuration(label: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = "EventLogSQLite.\(label)"
        configuration.busyMode = .timeout(5)
        // `segment.dictionary` documents; nothing it could refer to is ever deleted.
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        return configuration
    }

    /// Makes sure that the file is a ledger in a format this program knows.
    private static func checkIdentity(of db: Database, path: String) throws {
        let application = try integer("PRAGMA application_id", of: db)
        guard application == Schema.applicationID else {
            throw EventStoreError.notALedger(
                path: path, detail: "its application_id is \(application)")
        }
        let format = try integer("PRAGMA user_version", of: db)
        guard format <= Schema.formatMax else {
            throw EventStoreError.newerFormat(
                found: Int(format), supported: Int(Schema.formatMax))
        }
    }

    /// Runs a pragma and refuses to go on unless SQLite answers what is needed.
    private static func demand(_ pragma: String, is needed: String, of db: Database) throws {
        let found = try Prepared(db, pragma).first { $0.text(0) } ?? "nothing"
        guard found == needed else {
            throw EventStoreError.unavailable(
                operation: "set up the database",
                detail: "\(pragma) answers \(found), not \(needed)")
        }
    }

    private static func integer(_ sql: String, of db: Database) throws -> Int64 {
        try Prepared(db, sql).first { $0.integer(0) } ?? 0
    }
}
