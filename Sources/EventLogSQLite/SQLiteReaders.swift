internal import EventLog
internal import GRDB
internal import Synchronization

/// The reading connections of a store, used in turn.
///
/// Some serve brief reads on the caller's own thread: a switch of threads there and back costs more
/// than reading a stream does. The others serve long reads on theirs, so that none of the few
/// threads of Swift's tasks waits for the walk of a whole log.
final class SQLiteReaders: Sendable {
    /// Connections for either kind; more than a machine has cores would wait for one another.
    static let countPerKind = 2

    private let brief: ReaderGroup
    private let long: ReaderGroup
    private let cache: SegmentCache
    private let path: String

    /// Set when the log is read as one that does not change.
    private let resting: RestingLog?

    init(path: String, cache: SegmentCache, atRest resting: RestingLog? = nil) throws {
        brief = try ReaderGroup(path: path, resting, count: Self.countPerKind)
        long = try ReaderGroup(path: path, resting, count: Self.countPerKind)
        self.cache = cache
        self.path = path
        self.resting = resting
    }

    /// Runs a closure of well under a millisecond in a read transaction, on the caller's thread.
    func readBriefly<Value>(
        _ operation: String, _ body: (LogSnapshot) throws -> Value
    ) throws(EventStoreError) -> Value {
        let reader = brief.next()
        do {
            return try unchanged {
                try reader.queue.writeWithoutTransaction { db in
                    try transaction(db, reader.codec, body)
                }
            }
        } catch {
            throw EventStoreError(error, while: operation, path: path)
        }
    }

    /// Runs a closure that reads with a single statement, which is a snapshot by itself.
    func lookUp<Value>(
        _ operation: String, _ body: (LogSnapshot) throws -> Value
    ) throws(EventStoreError) -> Value {
        let reader = brief.next()
        do {
            return try unchanged {
                try reader.queue.writeWithoutTransaction { db in
                    try body(LogSnapshot(db: db, codec: reader.codec, cache: cache, path: path))
                }
            }
        } catch {
            throw EventStoreError(error, while: operation, path: path)
        }
    }

    /// Runs a closure of any length in a read transaction, on the connection's thread.
    func read<Value: Sendable>(
        _ operation: String, _ body: @escaping @Sendable (LogSnapshot) throws -> Value
    ) async throws(EventStoreError) -> Value {
        let reader = long.next()
        return try await reader.queue.run(operation, path: path) { db in
            try self.unchanged { try self.transaction(db, reader.codec, body) }
        }
    }

    /// Answers only with what stood still while it was read; a log in use sees to that by itself.
    private func unchanged<Value>(_ body: () throws -> Value) throws -> Value {
        guard let resting else { return try body() }
        let result = Result { try body() }
        try resting.check()
        return try result.get()
    }

    func close() throws {
        try brief.close()
        try long.close()
    }

    private func transaction<Value>(
        _ db: Database, _ codec: SegmentCodec, _ body: (LogSnapshot) throws -> Value
    ) throws -> Value {
        let snapshot = LogSnapshot(db: db, codec: codec, cache: cache, path: path)
        // Prepared once; GRDB's own would be compiled for every read.
        try Prepared(db, "BEGIN DEFERRED").run()
        do {
            let value = try body(snapshot)
            do {
                try Prepared(db, "COMMIT").run()
            } catch {
                // SQLite refuses even this once it has met damage; nothing was to be committed.
                try db.rollback()
            }
            return value
        } catch {
            try? db.rollback()
            throw error
        }
    }
}

/// Connections of one kind.
private struct ReaderGroup: ~Copyable, Sendable {
    struct Reader: Sendable {
        let queue: DatabaseQueue
        let codec: SegmentCodec
    }

    private let readers: [Reader]
    private let turn = Atomic<Int>(0)

    init(path: String, _ resting: RestingLog?, count: Int) throws {
        readers = try (0..<count).map { _ in
            Reader(
                queue: try SQLiteConnection.openReader(path: path, atRest: resting),
                codec: SegmentCodec())
        }
    }

    func next() -> Reader {
        let turn = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return readers[Int(UInt(bitPattern: turn) % UInt(readers.count))]
    }

    func close() throws {
        for reader in readers { try reader.queue.close() }
    }
}

extension DatabaseQueue {
    /// Runs a closure on the connection's own queue.
    ///
    /// Not GRDB's own `async` methods: those roll back when the calling task is cancelled, and the
    /// caller of an append must learn what became of it.
    func run<Value: Sendable>(
        _ operation: String, path: String,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventStoreError) -> Value {
        let result: Result<Value, EventStoreError> = await withCheckedContinuation { caller in
            asyncWriteWithoutTransaction { db in
                let result = Result { try body(db) }
                caller.resume(
                    returning: result.mapError {
                        EventStoreError($0, while: operation, path: path)
                    })
            }
        }
        return try result.get()
    }
}
