internal import EventLog
internal import GRDB
internal import Synchronization

/// The reading connections of a store, used in turn.
final class SQLiteReaders: Sendable {
    /// How many; more than the cores of a machine would only wait for one another.
    static let count = 3

    private struct Reader {
        let queue: DatabaseQueue
        let codec: SegmentCodec
    }

    private let readers: [Reader]
    private let next = Atomic<Int>(0)
    private let cache: SegmentCache
    private let path: String

    init(path: String, cache: SegmentCache) throws {
        readers = try (0..<Self.count).map { _ in
            Reader(queue: try SQLiteConnection.openReader(path: path), codec: SegmentCodec())
        }
        self.cache = cache
        self.path = path
    }

    /// Runs a closure in a read transaction.
    func read<Value: Sendable>(
        _ operation: String, _ body: @escaping @Sendable (LogSnapshot) throws -> Value
    ) async throws(EventStoreError) -> Value {
        let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
        let reader = readers[Int(UInt(bitPattern: turn) % UInt(readers.count))]
        return try await reader.queue.run(operation, path: path) { [cache, path] db in
            let snapshot = LogSnapshot(db: db, codec: reader.codec, cache: cache, path: path)
            try db.beginTransaction(.deferred)
            do {
                let value = try body(snapshot)
                try db.commit()
                return value
            } catch {
                try? db.rollback()
                throw error
            }
        }
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
