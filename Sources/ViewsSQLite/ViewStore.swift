import Foundation
public import GRDB
import RefundProjections
import Units

/// The views of a ledger in a file of their own, to which the link `views.sqlite` leads.
///
/// The file can be deleted at any time and made again from the log. One process writes it; any
/// number of processes read it with any SQL tool while it is written: it is in WAL mode, and a
/// reader sees all of a batch or nothing of it (sqlite.org/wal.html).
public final class ViewStore: Sendable {
    /// The name in the ledger's directory by which users open the views.
    public static let fileName = "views.sqlite"

    /// How long a connection waits for another one, in seconds.
    static let busySecondsMax: TimeInterval = 10

    /// How many connections read at the same time.
    static let readersMax = 4

    /// How often views are opened again because other ones took their place meanwhile.
    private static let openAttemptsMax = 20

    /// The whole path of the file itself, not of the link; empty for views in memory.
    public let path: String

    /// Whether nobody reads them yet: they are written in one transaction that ends when they
    /// take their place.
    public var isUnderConstruction: Bool { lock != nil }

    let writer: DatabaseQueue
    let reader: DatabasePool?

    /// Held while these views are made beside those in use.
    let lock: RebuildLock?

    init(
        path: String, writer: DatabaseQueue, reader: DatabasePool?, lock: RebuildLock? = nil
    ) {
        self.path = path
        self.writer = writer
        self.reader = reader
        self.lock = lock
    }

    /// Views in memory, for answers as of another moment; they vanish with the value.
    ///
    /// - Throws: ``ViewStoreError/unavailable(_:)``.
    public static func inMemory() throws(ViewStoreError) -> ViewStore {
        try translating {
            let store = ViewStore(path: "", writer: try DatabaseQueue(), reader: nil)
            try store.writer.writeWithoutTransaction { try $0.execute(sql: Self.cachePragmas) }
            try store.createTables()
            return store
        }
    }

    /// The views of a ledger, which must be ready.
    ///
    /// - Throws: ``ViewStoreError/unusable(_:)`` when they have to be rebuilt first.
    public static func open(_ directory: String) throws(ViewStoreError) -> ViewStore {
        let files = ViewFiles(directory: directory)
        for _ in 1...openAttemptsMax {
            let path = files.live
            let state = examine(file: path)
            do throws(ViewStoreError) {
                guard case .ready = state else { throw ViewStoreError.unusable(state) }
                let store = try connect(path)
                guard files.live == path else {
                    try store.close()
                    continue
                }
                if files.hasLeftovers(), let lock = try? RebuildLock(directory) {
                    try? files.removeLeftovers(
                        grace: ViewFiles.graceSeconds, keepingPaused: true)
                    lock.release()
                }
                return store
            } catch {
                // Other views took their place between the looking and the opening.
                guard files.live == path else { continue }
                throw error
            }
        }
        throw .unavailable("other processes keep replacing them")
    }

    /// New, empty views in place of whatever is there.
    ///
    /// - Throws: As ``createBeside(_:paused:)``.
    public static func create(_ directory: String) throws(ViewStoreError) -> ViewStore {
        let lock = try RebuildLock(directory)
        let files = ViewFiles(directory: directory)
        return try translating {
            let path = try files.unused()
            let queue = try DatabaseQueue(path: path, configuration: writing(.wal))
            let store = ViewStore(path: path, writer: queue, reader: nil)
            try store.createTables()
            try store.close()
            try files.putInUse(path)
            lock.release()
            return try connect(path)
        }
    }

    static func connect(_ path: String) throws(ViewStoreError) -> ViewStore {
        try translating {
            let writer = try DatabaseQueue(path: path, configuration: writing(.wal))
            let modes = try writer.read { db in
                (
                    try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                    try Int64.fetchOne(db, sql: "PRAGMA synchronous")
                )
            }
            guard modes.0 == "wal", modes.1 == 1 else {
                throw ViewStoreError.unavailable(
                    "journal_mode \(modes.0 ?? ""), synchronous \(modes.1 ?? -1)")
            }
            var configuration = Configuration()
            configuration.readonly = true
            configuration.label = "views.reader"
            configuration.maximumReaderCount = readersMax
            configuration.busyMode = .timeout(busySecondsMax)
            let reader = try DatabasePool(path: path, configuration: configuration)
            return ViewStore(path: path, writer: writer, reader: reader)
        }
    }

    /// Reads the views on a connection that cannot write, in one snapshot.
    ///
    /// - Throws: ``ViewStoreError``; what `body` throws of its own is passed on as it is.
    public func read<T>(_ body: (Database) throws -> T) throws -> T {
        do {
            guard !isUnderConstruction else { return try writer.unsafeRead(body) }
            return try reader?.read(body) ?? writer.read(body)
        } catch let error as DatabaseError {
            throw ViewStoreError(error)
        }
    }

    /// Reads with a single statement, which is a snapshot by itself: a transaction around it costs
    /// as much again.
    func lookUp<T>(_ body: (Database) throws -> T) throws -> T {
        do {
            return try reader?.unsafeRead(body) ?? writer.unsafeRead(body)
        } catch let error as DatabaseError {
            throw ViewStoreError(error)
        }
    }

    /// The position the views are current to; 0 for none.
    ///
    /// - Throws: ``ViewStoreError``.
    public var position: Int64 {
        get throws(ViewStoreError) { try translating { try read { try Self.position($0) } } }
    }

    /// The latest event of an order that the views tell of, with its leaf hash in the log's Merkle
    /// tree, which is empty where none stands; `nil` when there is no event.
    ///
    /// - Throws: ``ViewStoreError``.
    public var latestEvent: (position: Int64, hash: [UInt8])? {
        get throws(ViewStoreError) {
            try translating {
                try read { db in
                    let row = try Row.fetchOne(
                        db,
                        sql: """
                            SELECT global_position, hash FROM case_timeline \
                            ORDER BY global_position DESC LIMIT 1
                            """)
                    return row.map { row in
                        let value: DatabaseValue = row[1]
                        guard case .blob(let hash) = value.storage else { return (row[0], []) }
                        return (row[0], Array(hash))
                    }
                }
            }
        }
    }

    /// Looks whether the whole file is sound, which takes time in proportion to its size.
    ///
    /// - Returns: ``ViewState/ready(position:)`` or ``ViewState/damaged(_:)``.
    public func check() -> ViewState {
        do {
            return try read { db in
                let found = try String.fetchAll(db, sql: "PRAGMA quick_check(1)")
                guard found == ["ok"] else { return .damaged(found.joined(separator: "; ")) }
                return .ready(position: try Self.position(db))
            }
        } catch ViewStoreError.unusable(let state) {
            return state
        } catch {
            return .damaged("\(error)")
        }
    }

    /// Ends all connections; the file is then complete without its `-wal` neighbour, unless
    /// another process reads it.
    ///
    /// - Throws: ``ViewStoreError/unavailable(_:)``.
    public func close() throws(ViewStoreError) {
        try translating {
            try reader?.close()
            try writer.close()
        }
    }

    static func position(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT position FROM views_position") ?? 0
    }

    func createTables(withIndexes: Bool = true) throws {
        try writer.write { db in
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(Schema.formatVersion)")
            for statement in Schema.statements
            where withIndexes || !Schema.indexes.contains(statement) {
                try db.execute(sql: statement)
            }
            try db.execute(
                sql: """
                    INSERT INTO views_position \
                    (only, position, recorded_at, version, schema_digest) VALUES (1, 0, 0, ?, ?)
                    """, arguments: [Views.version, Schema.digest])
        }
    }
}
