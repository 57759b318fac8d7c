internal import EventLog
internal import Foundation

/// A log that nobody writes to, in a directory where this process may not write either.
///
/// SQLite reads a WAL database only with an index beside it, which it cannot make there. Without a
/// write-ahead log there is nothing to index: such a file may be opened as one that does not
/// change (`immutable`, sqlite.org/uri.html). SQLite takes no locks on it then, so whether it is
/// true is looked at after every read: whoever opens the log for writing makes a write-ahead log
/// first, and whoever has written has changed the file.
struct RestingLog: Sendable {
    /// What a change of the file changes.
    private struct Stamp: Equatable {
        let device: UInt64
        let inode: UInt64
        let bytes: Int64
        let seconds: Int64
        let nanoseconds: Int64
    }

    private let path: String
    private let stamp: Stamp

    /// A log that must be opened as one at rest; `nil` when it can be opened in the common way.
    static func ifNeeded(_ path: String) -> RestingLog? {
        LedgerDirectory.refusalToWrite(beside: path) == nil ? nil : RestingLog(path: path)
    }

    /// Takes a log as one at rest; `nil` when it is not.
    init?(path: String) {
        guard !Self.hasJournal(path), let stamp = Self.stamp(of: path) else { return nil }
        self.path = path
        self.stamp = stamp
    }

    /// The name by which SQLite opens it, where it knows such names; else it is no file to it.
    var uri: String {
        let encoded = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
        return "file:\(encoded)?immutable=1"
    }

    /// Makes sure that what was read is what stands there.
    ///
    /// - Throws: ``EventStoreError/changedWhileRead(path:)`` when somebody has begun to write.
    func check() throws(EventStoreError) {
        guard !Self.hasJournal(path), Self.stamp(of: path) == stamp else {
            throw .changedWhileRead(path: path)
        }
    }

    /// Whether part of the log stands in a journal; an empty one, as readers leave behind, holds
    /// nothing.
    private static func hasJournal(_ path: String) -> Bool {
        ["-wal", "-journal"].contains { suffix in
            var status = stat()
            return stat(path + suffix, &status) == 0 && status.st_size > 0
        }
    }

    private static func stamp(of path: String) -> Stamp? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Stamp(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
            bytes: Int64(status.st_size), seconds: Int64(status.st_mtim.tv_sec),
            nanoseconds: Int64(status.st_mtim.tv_nsec))
    }
}
