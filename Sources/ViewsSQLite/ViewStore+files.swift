import Foundation
import GRDB
import RefundProjections

/// What becomes of views that were paused when others are made.
public enum PausedViews: Sendable {
    /// They stay for later.
    case kept
    /// They are gone on with, if this program can; if not, they are removed.
    case continued
    /// They are removed.
    case removed
}

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
        examine(file: ViewFiles(directory: directory).live, thorough: thorough)
    }

    static func examine(file path: String, thorough: Bool = false) -> ViewState {
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
    /// and the next call removes them and starts afresh. ``takePlace()`` puts them in use, and
    /// makes the indexes first: sorting once costs less than keeping them in order row by row.
    /// ``pause()`` keeps them for later, ``abandon()`` gives them up. Until then no other process
    /// makes any.
    ///
    /// - Parameters:
    ///   - directory: The ledger's directory.
    ///   - paused: What becomes of views that were paused.
    /// - Returns: The views, empty unless they go on with those that were paused.
    /// - Throws: ``ViewStoreError/rebuilding(by:)`` when another process makes new views;
    ///   ``ViewStoreError/unavailable(_:)``.
    public static func createBeside(
        _ directory: String, paused: PausedViews = .kept
    ) throws(ViewStoreError) -> ViewStore {
        let lock = try RebuildLock(directory)
        let files = ViewFiles(directory: directory)
        return try translating {
            // Found first, so that no number is given twice while somebody may remember it.
            let path = try files.unused() + ViewFiles.buildingSuffix
            let begun = paused == .continued ? try files.paused.flatMap(usable) : nil
            try files.removeLeftovers(grace: 0, keepingPaused: paused == .kept || begun != nil)
            // From now on it is half made again, and nothing after a crash.
            if let begun, rename(begun, path) != 0 {
                throw ViewStoreError.unavailable("rename \(begun): \(ViewFiles.reason())")
            }
            var configuration = writing(.default)
            // The transaction stays open from one batch to the next.
            configuration.allowsUnsafeTransactions = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { db in
                try db.execute(
                    sql: """
                        PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; \
                        PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
                        PRAGMA threads = 2; PRAGMA temp_store = FILE
                        """)
            }
            let store = ViewStore(path: path, writer: queue, reader: nil, lock: lock)
            if begun == nil { try store.createTables(withIndexes: false) }
            return store
        }
    }

    private static func usable(_ paused: String) -> String? {
        if case .ready = examine(file: paused) { paused } else { nil }
    }

    /// Keeps views made by ``createBeside(_:paused:)`` as far as they have come, durably; this
    /// value is closed.
    ///
    /// - Returns: The file they are kept in.
    /// - Throws: ``ViewStoreError/unavailable(_:)``.
    public func pause() throws(ViewStoreError) -> String {
        let suffix = ViewFiles.buildingSuffix
        precondition(path.hasSuffix(suffix), "\(path) was not made beside views in use")
        let paused = path.dropLast(suffix.count) + ViewFiles.pausedSuffix
        return try translating {
            try writer.writeWithoutTransaction { db in
                if db.isInsideTransaction { try db.commit() }
            }
            try close()
            try ViewFiles.synchronize(path)
            guard rename(path, String(paused)) == 0 else {
                throw ViewStoreError.unavailable("rename \(path): \(ViewFiles.reason())")
            }
            try ViewFiles.synchronize(
                URL(fileURLWithPath: path).deletingLastPathComponent().path)
            lock?.release()
            return String(paused)
        }
    }

    /// Puts views made by ``createBeside(_:paused:)`` in use; this value is closed.
    ///
    /// Whoever reads the old ones goes on reading them, whole and unchanged, until they open the
    /// views again. The old file is removed by an opening a minute later or by the next rebuild,
    /// and not while somebody reads it.
    ///
    /// - Throws: ``ViewStoreError/unavailable(_:)``; the views in use are then untouched.
    public func takePlace() throws(ViewStoreError) -> ViewStore {
        let suffix = ViewFiles.buildingSuffix
        precondition(path.hasSuffix(suffix), "\(path) was not made beside views in use")
        let complete = String(path.dropLast(suffix.count))
        let files = ViewFiles(
            directory: URL(fileURLWithPath: path).deletingLastPathComponent().path)
        return try translating {
            try writer.writeWithoutTransaction { db in
                if db.isInsideTransaction { try db.commit() }
                // Little memory makes SQLite sort parts on a second thread while it reads on.
                try db.execute(sql: "PRAGMA cache_size = -2048")
                for statement in Schema.indexes { try db.execute(sql: statement) }
                try db.execute(sql: "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL")
            }
            try close()
            guard !FileManager.default.fileExists(atPath: path + "-wal") else {
                throw ViewStoreError.unavailable("another program has \(path) open")
            }
            try ViewFiles.synchronize(path)
            guard rename(path, complete) == 0 else {
                throw ViewStoreError.unavailable("rename \(path): \(ViewFiles.reason())")
            }
            try files.putInUse(complete)
            lock?.release()
            return try Self.open(files.directory)
        }
    }

    /// Gives up views made by ``createBeside(_:paused:)``; those in use are as they were.
    public func abandon() {
        precondition(path.hasSuffix(ViewFiles.buildingSuffix), "\(path) is in use")
        try? close()
        for suffix in [""] + ViewFiles.neighbours { try? ViewFiles.remove(path + suffix) }
        lock?.release()
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
