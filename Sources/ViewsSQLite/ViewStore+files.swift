import Foundation
import GRDB
import RefundProjections

/// Finding, judging and replacing the file.
extension ViewStore {
    static func filePath(_ directory: String) -> String { directory + "/" + fileName }

    /// 64 MiB of pages, temporary tables in memory.
    static let cachePragmas = "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY"

    /// How a connection that writes is set up.
    static func writing(_ mode: Configuration.JournalModeConfiguration) -> Configuration {
        var configuration = Configuration()
        configuration.label = "views.writer"
        configuration.journalMode = mode
        configuration.busyMode = .timeout(busySecondsMax)
        configuration.prepareDatabase { db in
            try db.execute(sql: cachePragmas)
            // Fewer, longer checkpoints: 16 MiB of pages instead of 4.
            if mode == .wal { try db.execute(sql: "PRAGMA wal_autocheckpoint = 4096") }
        }
        return configuration
    }

    /// What there is in a ledger's directory; a quick look that reads only a few pages.
    ///
    /// - Parameters:
    ///   - directory: The ledger's directory.
    ///   - thorough: Whether to read the whole file and check it.
    /// - Returns: The state; everything but `ready` asks for a rebuild.
    public static func examine(_ directory: String, thorough: Bool = false) -> ViewState {
        let path = filePath(directory)
        guard FileManager.default.fileExists(atPath: path) else { return .missing }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(busySecondsMax)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { try examine($0, thorough: thorough) }
        } catch {
            return .damaged("\(error)")
        }
    }

    private static func examine(_ db: Database, thorough: Bool) throws -> ViewState {
        let application = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard application == Schema.applicationID else {
            return .damaged("application_id is \(application), not \(Schema.applicationID)")
        }
        let format = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard format == Schema.formatVersion else {
            return .outdated(found: "format \(format)", expected: "format \(Schema.formatVersion)")
        }
        let row = try Row.fetchOne(db, sql: "SELECT position, schema_digest FROM views_position")
        guard let row else { return .damaged("views_position is empty") }
        let digest: String = row[1]
        guard digest == Schema.digest else {
            return .outdated(found: digest, expected: Schema.digest)
        }
        if thorough {
            let found = try String.fetchAll(db, sql: "PRAGMA quick_check(1)")
            guard found == ["ok"] else { return .damaged(found.joined(separator: "; ")) }
        }
        return .ready(position: row[0])
    }

    /// New, empty views beside those in use, which go on answering while the new ones catch up.
    ///
    /// They are written without a journal, as fast as possible: after a crash they are nothing,
    /// and the next call starts afresh. ``takePlace()`` puts them in use, and makes the indexes
    /// first: sorting once costs less than keeping them in order row by row.
    ///
    /// - Throws: ``ViewStoreError/unavailable(_:)``.
    public static func createBeside(_ directory: String) throws(ViewStoreError) -> ViewStore {
        let path = filePath(directory) + ".new"
        return try translating {
            try removeFile(path)
            let queue = try DatabaseQueue(path: path, configuration: writing(.default))
            try queue.writeWithoutTransaction { db in
                try db.execute(
                    sql: """
                        PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; \
                        PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE
                        """)
            }
            let store = ViewStore(path: path, writer: queue, reader: nil)
            try store.createTables(withIndexes: false)
            return store
        }
    }

    /// Puts views made by ``createBeside(_:)`` in the place of those in use, and opens them.
    ///
    /// The views in use must be closed in this process; other processes that read them keep their
    /// old file until they open it again. This value is closed.
    ///
    /// - Throws: ``ViewStoreError/unavailable(_:)``; the views in use are then untouched.
    public func takePlace() throws(ViewStoreError) -> ViewStore {
        precondition(path.hasSuffix(".new"), "\(path) was not made beside views in use")
        let target = String(path.dropLast(4))
        return try Self.translating {
            try writer.writeWithoutTransaction { db in
                for statement in Schema.indexes { try db.execute(sql: statement) }
                try db.execute(sql: "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL")
            }
            try close()
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try file.synchronize()
            try file.close()
            // The old file's log must never be taken for the new one's.
            for neighbour in ["-wal", "-shm"] { try Self.remove(target + neighbour) }
            guard rename(path, target) == 0 else {
                throw ViewStoreError.unavailable("rename: \(String(cString: strerror(errno)))")
            }
            return try Self.connect(target)
        }
    }

    static func removeFile(_ path: String) throws {
        for suffix in ["", "-wal", "-shm", "-journal"] { try remove(path + suffix) }
    }

    private static func remove(_ path: String) throws {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw ViewStoreError.unavailable("unlink \(path): \(String(cString: strerror(errno)))")
    }

    /// Runs something and says in our own words what SQLite made of it.
    static func translating<T>(_ body: () throws -> T) throws(ViewStoreError) -> T {
        do {
            return try body()
        } catch let error as ViewStoreError {
            throw error
        } catch let error as DatabaseError {
            throw ViewStoreError(error)
        } catch {
            throw .unavailable("\(error)")
        }
    }

    func translating<T>(_ body: () throws -> T) throws(ViewStoreError) -> T {
        try Self.translating(body)
    }
}

extension ViewStoreError {
    /// Tells a damaged file from a passing trouble (sqlite.org/rescode.html).
    init(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .unusable(.damaged("\(error)"))
        case _: self = .unavailable("\(error)")
        }
    }
}
