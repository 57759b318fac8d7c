public import EventLog
internal import Foundation
public import Units

/// A ledger that is being made, and stands in nobody's way until it takes its place.
public struct LedgerDraft: Sendable {
    /// The new log, open for writing.
    public let store: SQLiteEventStore

    private let directory: String
    private let target: String

    /// The name of the directory, inside the ledger's own, in which a draft is made.
    private static let directoryName = "draft"

    fileprivate init(
        in target: String, origin: String, created: Instant
    ) throws(EventStoreError) {
        self.target = target
        directory = "\(target)/\(Self.directoryName)"
        let path = "\(directory)/\(SQLiteConnection.fileName)"
        if FileManager.default.fileExists(atPath: path) {
            // A draft whose maker was killed; one that is being made is locked, which ends this.
            try SQLiteEventStore.open(directory, mode: .readWrite).close()
            try? FileManager.default.removeItem(atPath: directory)
        }
        store = try SQLiteEventStore.create(directory, origin: origin, created: created)
    }

    /// Closes the new log and puts it where the ledger is to be.
    ///
    /// - Throws: ``EventStoreError`` when a ledger with events has come there meanwhile, or the
    ///   file cannot be moved; the draft is still there then.
    public func takePlace() async throws(EventStoreError) {
        try store.close()
        try await SQLiteEventStore.checkRoom(in: target)
        let path = "\(target)/\(SQLiteConnection.fileName)"
        guard rename("\(directory)/\(SQLiteConnection.fileName)", path) == 0 else {
            throw .unavailable(operation: "move \(path)", detail: String(cString: strerror(errno)))
        }
        // The new name must be on disk before anybody is told of it.
        let descriptor = Foundation.open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 {
            fsync(descriptor)
            Foundation.close(descriptor)
        }
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Removes what was made.
    public func discard() {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
        // Gone only if it was made for this; a directory with anything else in it stays.
        rmdir(target)
    }
}

extension SQLiteEventStore {
    /// Starts a new ledger that takes its place when it is ready.
    ///
    /// - Parameters:
    ///   - directory: Where it is to be; no ledger with events may be there.
    ///   - origin: The log's permanent name.
    ///   - created: When the ledger was created, by its own clock.
    /// - Returns: The new ledger, still empty.
    /// - Throws: ``EventStoreError/exists(path:)`` when there is a ledger with events.
    public static func draft(
        _ directory: String, origin: String, created: Instant
    ) async throws(EventStoreError) -> LedgerDraft {
        try await checkRoom(in: directory)
        return try LedgerDraft(in: directory, origin: origin, created: created)
    }

    /// Makes sure that no ledger with events is in a directory.
    fileprivate static func checkRoom(in directory: String) async throws(EventStoreError) {
        let path = "\(directory)/\(SQLiteConnection.fileName)"
        guard FileManager.default.fileExists(atPath: path) else { return }
        // Opened for writing, so that nobody else is.
        let present = try open(directory, mode: .readWrite)
        let size = try await present.head().size
        try present.close()
        guard size == 0 else { throw .exists(path: path) }
    }
}
