public import EventLog
internal import Foundation
internal import GRDB
internal import MerkleTree

extension SQLiteEventStore {
    /// Copies the log into a directory of its own, also while another process writes.
    ///
    /// The copy is one snapshot of the log. It is read and hashed anew, and put in its place only
    /// when its root is the one that was stated in the snapshot; until then, and when anything
    /// fails, there is nothing but a folder named `partial`. The copy is a ledger of a single
    /// file: no journal stands beside it, so it can be read from where nobody may write. Views are
    /// left out; they follow from the log.
    ///
    /// - Parameters:
    ///   - directory: Where; made when it is not there, else without anything of a ledger in it.
    ///   - progress: Is told how many bytes of how many are copied; what it throws ends the work.
    /// - Returns: The head of the copy.
    /// - Throws: ``EventStoreError/exists(path:)`` when something of a ledger is there already,
    ///   ``EventStoreError/corrupted(position:detail:)`` when the log is damaged, and others.
    public func copy(
        to directory: String, progress: @escaping @Sendable (Int64, Int64) throws -> Void
    ) async throws -> LogHead {
        let isThere = FileManager.default.fileExists(atPath: directory)
        try LedgerDirectory.create(directory)
        let lock: WriterLock
        do { lock = try WriterLock(directory: directory) } catch {
            // Where even a lock has no room; nobody else's is in a directory that is new.
            if !isThere {
                unlink("\(directory)/\(WriterLock.fileName)")
                rmdir(directory)
            }
            throw error
        }
        defer { lock.release() }
        try LedgerDirectory.requireNoRemains(in: directory)
        do {
            return try await copy(through: "\(directory)/partial", to: directory, progress)
        } catch {
            // Leaves nothing behind, and what stood there before as it was.
            unlink("\(directory)/\(WriterLock.fileName)")
            rmdir(directory)
            throw error
        }
    }

    private func copy(
        through partial: String, to directory: String,
        _ progress: @escaping @Sendable (Int64, Int64) throws -> Void
    ) async throws -> LogHead {
        try? FileManager.default.removeItem(atPath: partial)
        try LedgerDirectory.create(partial)
        defer { try? FileManager.default.removeItem(atPath: partial) }
        let stated = try await copyPages(to: "\(partial)/\(SQLiteConnection.fileName)", progress)
        let copy = try SQLiteEventStore.open(partial, mode: .readOnly)
        let found = try await copy.verify()
        try copy.close()
        guard found == stated else {
            throw EventStoreError.corrupted(
                position: found.size,
                detail: "the copy has the root \(found.root.hex), the log \(stated.root.hex)")
        }
        try LedgerDirectory.moveForGood(SQLiteConnection.fileName, from: partial, to: directory)
        return found
    }

    /// Copies every page in one read transaction.
    private func copyPages(
        to path: String, _ progress: @escaping @Sendable (Int64, Int64) throws -> Void
    ) async throws -> LogHead {
        // What `progress` throws is none of SQLite's errors, and goes round them.
        let (head, failure) = try await readers.read("copy the log") { snapshot in
            // The first read fixes what the transaction sees.
            let head = try snapshot.head()
            var failure: (any Error)?
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { copy in
                let pageBytes = Int64(Schema.pageBytes)
                do {
                    try snapshot.db.backup(to: copy, pagesPerStep: 4_096) { step in
                        let (done, all) = (step.completedPageCount, step.totalPageCount)
                        do { try progress(Int64(done) * pageBytes, Int64(all) * pageBytes) } catch {
                            failure = error
                            throw error
                        }
                    }
                } catch  where failure != nil { return }
                // A single file again; whoever opens it for writing makes it a WAL database.
                try copy.execute(sql: "PRAGMA synchronous = EXTRA; PRAGMA journal_mode = DELETE")
            }
            try queue.close()
            return (head, failure)
        }
        if let failure { throw failure }
        return head
    }
}
