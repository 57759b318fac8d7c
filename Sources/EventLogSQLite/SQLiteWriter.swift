internal import EventLog
internal import GRDB
internal import GRDBSQLite
internal import Synchronization
internal import Units

/// The one connection that writes, commits and checkpoints, and what it knows.
final class SQLiteWriter: Sendable {
    /// Checkpoint once so many pages stand in the write-ahead log: 4 MiB.
    static let pagesPerCheckpoint: Int64 = 2048

    /// After so many commits the write-ahead log gets the size at which it is checkpointed: whoever
    /// commits that often goes on, and a sync that changes no size takes half as long.
    static let commitsBeforeGrowing = 16

    private let queue: DatabaseQueue
    private let state: Mutex<WriterState>
    private let head: Mutex<LogHead?>
    private let codec = SegmentCodec()
    private let cache: SegmentCache
    private let path: String

    /// Released last, when the connection is closed.
    private let lock: WriterLock

    init(path: String, lock: WriterLock, cache: SegmentCache) throws {
        self.path = path
        self.lock = lock
        self.cache = cache
        queue = try SQLiteConnection.openWriter(path: path)
        let initial = try queue.writeWithoutTransaction { [codec] db in
            let snapshot = LogSnapshot(db: db, codec: codec, cache: cache, path: path)
            let dictionary = try Prepared(db, "SELECT max(id) FROM dictionary")
                .first { $0.isNull(0) ? nil : $0.integer(0) }
            let state = WriterState(edge: try snapshot.edge(), dictionary: dictionary ?? nil)
            return (state, try snapshot.head())
        }
        state = Mutex(initial.0)
        head = Mutex(initial.1)
    }

    /// The most events that are appended on the caller's thread.
    ///
    /// A switch of threads there and back costs more than writing them does. More of them would
    /// keep one of the few threads of Swift's tasks for too long.
    static let eventsAtOnceMax = 256

    nonisolated(nonsending) func append(
        _ batch: [Append], recordedAt: Instant
    ) async throws(EventStoreError) -> [AppendResult] {
        let body = { @Sendable (db: Database, state: inout WriterState) in
            try self.append(batch, recordedAt: recordedAt, db, &state)
        }
        let events = batch.reduce(0) { $0 + $1.parts.reduce(0) { $0 + $1.events.count } }
        guard events > Self.eventsAtOnceMax else { return try runAtOnce("append", body) }
        return try await run("append", body)
    }

    /// Runs a closure of a few milliseconds on the writing connection, on the caller's thread.
    private func runAtOnce<Value: Sendable>(
        _ operation: String, _ body: (Database, inout WriterState) throws -> Value
    ) throws(EventStoreError) -> Value {
        do {
            return try queue.writeWithoutTransaction { try withState($0, body) }
        } catch {
            throw EventStoreError(error, while: operation, path: path)
        }
    }

    /// Runs a closure on the writing connection, with what it knows.
    func run<Value: Sendable>(
        _ operation: String,
        _ body: @escaping @Sendable (Database, inout WriterState) throws -> Value
    ) async throws(EventStoreError) -> Value {
        try await queue.run(operation, path: path) { try self.withState($0, body) }
    }

    private func withState<Value: Sendable>(
        _ db: Database, _ body: (Database, inout WriterState) throws -> Value
    ) throws -> Value {
        try state.withLock { state in
            if let reason = state.stopped {
                throw EventStoreError.writesStopped(detail: reason)
            }
            return try body(db, &state)
        }
    }

    /// The log as the writing connection sees it.
    func snapshot(_ db: Database) -> LogSnapshot {
        LogSnapshot(db: db, codec: codec, cache: cache, path: path)
    }

    /// Where the log stands; `nil` when only the file can tell, since a write failed or it is closed.
    var committed: LogHead? { head.withLock { $0 } }

    func close() throws {
        head.withLock { $0 = nil }
        state.withLock { $0.stopped = $0.stopped ?? "the ledger was closed" }
        try queue.close()
        lock.release()
    }

    private func append(
        _ batch: [Append], recordedAt: Instant, _ db: Database, _ state: inout WriterState
    ) throws -> [AppendResult] {
        var snapshot = snapshot(db)
        var assembler = LogAssembler(
            base: state.edge.size, recordedAt: recordedAt, heads: state.heads)
        // Only the assembler holds them now, and changes them in place; forgotten if this fails.
        state.heads = StreamHeads()
        let results = try transaction(db, &state) { state in
            let results = try assembler.append(batch, reading: &snapshot)
            guard assembler.entries.count > 0 else { return (results, nil as LogWriter?) }
            var writer = LogWriter(snapshot: snapshot, state: state)
            try writer.write(assembler)
            return (results, writer)
        }
        if let writer = results.1 {
            state.edge = writer.edge
            state.dictionary = writer.dictionary
            head.withLock { $0 = LogHead(size: writer.edge.size, root: writer.edge.root) }
        }
        if assembler.heads.count <= WriterState.headsMax { state.heads = assembler.heads }
        checkpointIfDue(db, &state)
        state.commits += 1
        if state.commits == Self.commitsBeforeGrowing {
            WriteAheadFile.grow(
                path + "-wal", to: Int(Self.pagesPerCheckpoint) * (Schema.pageBytes + 24))
        }
        return results.0
    }
}

extension SQLiteWriter {
    /// Runs a closure in a transaction that is the only one to write.
    ///
    /// When SQLite reports a failed write, what is on disk is open until the ledger is opened
    /// again: after a failed fsync the kernel may have dropped the pages it could not write, and a
    /// second fsync would succeed without them. So nothing is written any more.
    func transaction<Value>(
        _ db: Database, _ state: inout WriterState,
        _ body: (inout WriterState) throws -> Value
    ) throws -> Value {
        // Prepared once; GRDB's own would be compiled for every commit.
        try Prepared(db, "BEGIN IMMEDIATE").run()
        let value: Value
        do {
            value = try body(&state)
        } catch {
            codec.reset()
            try? db.rollback()
            throw stopping(error, &state, isCommit: false)
        }
        do {
            try Prepared(db, "COMMIT").run()
        } catch {
            codec.reset()
            try? db.rollback()
            throw stopping(error, &state, isCommit: true)
        }
        return value
    }

    /// Moves the write-ahead log into the database when it has grown; readers never wait for it.
    private func checkpointIfDue(_ db: Database, _ state: inout WriterState) {
        var pages: Int32 = 0
        var unused: Int32 = 0
        sqlite3_db_status(
            db.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &unused, 1)
        state.pagesSinceCheckpoint += Int64(pages)
        guard state.pagesSinceCheckpoint >= Self.pagesPerCheckpoint else { return }
        do {
            try Prepared(db, "PRAGMA wal_checkpoint(PASSIVE)").rows { _ in true }
            state.pagesSinceCheckpoint = 0
        } catch {
            // The append is durable in the write-ahead log; only later writes are refused.
            _ = stopping(error, &state, isCommit: true)
        }
    }

    private func stopping(
        _ error: any Error, _ state: inout WriterState, isCommit: Bool
    ) -> any Error {
        guard let failure = error as? DatabaseError else { return error }
        switch failure.resultCode {
        case .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_CORRUPT:
            break
        case _:
            guard isCommit else { return error }
        }
        let reason =
            "\(failure.message ?? "no reason given") "
            + "(SQLite \(failure.extendedResultCode.rawValue))"
        state.stopped = reason
        head.withLock { $0 = nil }
        return EventStoreError.writesStopped(detail: reason)
    }
}
