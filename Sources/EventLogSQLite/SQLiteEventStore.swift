public import EventLog
internal import Foundation
internal import GRDB
internal import Synchronization
public import Units

/// A ledger's log in `log.sqlite`, in a directory of its own.
///
/// One connection writes, commits and checkpoints; others only read. That is a promise to SQLite
/// 3.7.0 to 3.51.2, which can lose a commit when another connection's checkpoint overlaps it.
public final class SQLiteEventStore: EventStore {
    /// What a store may do with the ledger.
    public enum Mode: Sendable {
        /// Append and read; only one store at a time, in one process.
        case readWrite

        /// Read, also beside a writer in another process.
        case readOnly
    }

    /// The ledger's directory.
    public let directory: String

    /// Nil in a store that only reads.
    let writer: SQLiteWriter?

    let readers: SQLiteReaders

    private init(directory: String, writer: SQLiteWriter?, readers: SQLiteReaders) {
        self.directory = directory
        self.writer = writer
        self.readers = readers
    }

    /// Creates an empty ledger and opens it for writing.
    ///
    /// - Parameters:
    ///   - directory: Where; it is created if it is not there.
    ///   - origin: The log's permanent name, as checkpoints will state it.
    ///   - created: When, by the ledger's clock.
    /// - Returns: The open store.
    /// - Throws: ``EventStoreError/exists(path:)`` when there is a ledger already.
    public static func create(
        _ directory: String, origin: String, created: Instant
    ) throws(EventStoreError) -> SQLiteEventStore {
        let path = "\(directory)/\(SQLiteConnection.fileName)"
        do {
            try LedgerDirectory.create(directory)
            let lock = try WriterLock(directory: directory)
            guard !FileManager.default.fileExists(atPath: path) else {
                throw EventStoreError.exists(path: path)
            }
            try SQLiteConnection.createDatabase(path: path, origin: origin, created: created)
            return try openForWriting(directory, path: path, lock: lock)
        } catch {
            throw EventStoreError(error, while: "create the ledger", path: path)
        }
    }

    /// Opens a ledger.
    ///
    /// - Parameters:
    ///   - directory: The ledger's directory.
    ///   - mode: Whether to append as well.
    /// - Returns: The open store.
    /// - Throws: ``EventStoreError``, among others ``EventStoreError/locked(by:)`` when another
    ///   process writes.
    public static func open(
        _ directory: String, mode: Mode
    ) throws(EventStoreError) -> SQLiteEventStore {
        let path = "\(directory)/\(SQLiteConnection.fileName)"
        try LedgerDirectory.requireFile(path)
        do {
            switch mode {
            case .readWrite:
                // Looked at first, so that nothing is left beside a file that is no ledger.
                try look(at: path, in: directory)
                let lock = try WriterLock(directory: directory)
                return try openForWriting(directory, path: path, lock: lock)
            case .readOnly:
                try look(at: path, in: directory)
                let readers = try SQLiteReaders(
                    path: path, cache: SegmentCache(), atRest: .ifNeeded(path))
                return SQLiteEventStore(directory: directory, writer: nil, readers: readers)
            }
        } catch {
            throw EventStoreError(error, while: "open the ledger", path: path)
        }
    }

    /// Makes sure that there is a ledger which may be read.
    ///
    /// Whoever is killed while a copy becomes a database with a write-ahead log leaves a rollback
    /// journal. A connection that only reads may not roll it back; the next process does it here.
    private static func look(at path: String, in directory: String) throws {
        do {
            try SQLiteConnection.openReader(path: path, atRest: .ifNeeded(path)).close()
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
        {
            if let refusal = LedgerDirectory.refusalToWrite(beside: path) { throw refusal }
            let lock = try WriterLock(directory: directory)
            defer { lock.release() }
            try SQLiteConnection.rollBack(path: path)
        }
    }

    private static func openForWriting(
        _ directory: String, path: String, lock: WriterLock
    ) throws -> SQLiteEventStore {
        let cache = SegmentCache()
        let writer = try SQLiteWriter(path: path, lock: lock, cache: cache)
        let readers = try SQLiteReaders(path: path, cache: cache)
        return SQLiteEventStore(directory: directory, writer: writer, readers: readers)
    }

    /// Whether this process may make files beside the log.
    public var mayWriteInDirectory: Bool {
        LedgerDirectory.refusalToWrite(beside: "\(directory)/\(SQLiteConnection.fileName)") == nil
    }

    /// The largest page that is read on the caller's thread: about half a millisecond.
    private static let briefPageMax = 1024

    /// The most streams that are listed on the caller's thread.
    private static let briefStreamsMax = 16

    /// Closes the ledger; every later call fails.
    ///
    /// A store that is dropped closes itself.
    ///
    /// - Throws: ``EventStoreError`` when SQLite could not put everything away; nothing is lost,
    ///   the next store to open the ledger does it.
    public func close() throws(EventStoreError) {
        do {
            try readers.close()
            try writer?.close()
        } catch {
            throw EventStoreError(error, while: "close the ledger", path: directory)
        }
    }
}

extension SQLiteEventStore {
    public nonisolated(nonsending) func append(
        _ batch: [Append], recordedAt: Instant
    ) async throws(EventStoreError) -> [AppendResult] {
        guard let writer else { throw .readOnly }
        try AppendRules.check(batch)
        return try await writer.append(batch, recordedAt: recordedAt)
    }

    public nonisolated(nonsending) func read(
        _ stream: StreamName, through position: Position?
    ) async throws(EventStoreError) -> [Entry] {
        // A stream that is not there needs no transaction, and what a head led to once stays there.
        guard let head = try readers.lookUp("find a stream", { try $0.streamHead(stream) }) else {
            return []
        }
        return try readers.readBriefly("read a stream") { snapshot in
            var snapshot = snapshot
            return try snapshot.readStream(head, through: position)
        }
    }

    public func readAll(
        after position: Position, limit: Int
    ) async throws(EventStoreError) -> [Entry] {
        try AppendRules.checkPage(after: position, limit: limit)
        guard limit > Self.briefPageMax else {
            return try readers.readBriefly("read the log") {
                try $0.page(after: position, limit: limit)
            }
        }
        return try await readers.read("read the log") {
            try $0.page(after: position, limit: limit)
        }
    }

    public nonisolated(nonsending) func head() async throws(EventStoreError) -> LogHead {
        // Nobody else appends, so what the writer committed last is the newest.
        if let head = writer?.committed { return head }
        return try readers.lookUp("read the tree head") { try $0.head() }
    }

    public func streams(
        after stream: StreamID, limit: Int
    ) async throws(EventStoreError) -> [StreamHead] {
        try AppendRules.checkPage(after: stream, limit: limit)
        guard limit > Self.briefStreamsMax else {
            return try readers.lookUp("find a stream") {
                try $0.streams(after: stream, limit: limit)
            }
        }
        return try await readers.read("list streams") {
            try $0.streams(after: stream, limit: limit)
        }
    }

    public nonisolated(nonsending) func streamHead(
        _ name: StreamName
    ) async throws(EventStoreError) -> StreamHead? {
        try readers.lookUp("find a stream") { try $0.streamHead(name) }
    }

    public nonisolated(nonsending) func streamHeads(
        _ names: [StreamName]
    ) async throws(EventStoreError) -> [StreamHead?] {
        try readers.readBriefly("find streams") { try $0.streamHeads(names) }
    }

    public nonisolated(nonsending) func find(
        _ mark: Mark
    ) async throws(EventStoreError) -> [StreamID] {
        try readers.lookUp("find a mark") { try $0.find([mark])[0] }
    }

    public nonisolated(nonsending) func find(
        _ marks: [Mark]
    ) async throws(EventStoreError) -> [[StreamID]] {
        try readers.readBriefly("find marks") { try $0.find(marks) }
    }

    public func sharedMarks(
        atMost limit: Int
    ) async throws(EventStoreError) -> [MarkDigest: [StreamID]]? {
        try await readers.read("go through the marks") { try $0.sharedMarks(atMost: limit) }
    }
}
