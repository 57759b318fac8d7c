import Foundation
import GRDB

/// The files that views live in, and which of them is in use.
///
/// `views.sqlite` is a symbolic link to `views-<number>.sqlite`, and other views are put in use by
/// renaming a new link over it. SQLite follows links before it names the `-wal` and `-shm` files
/// of a database (sqlite.org/howtocorrupt.html, section 2.5), so each number has its own, and
/// whoever still has old views open can never meet the log of the new ones.
struct ViewFiles {
    /// What the name of a file ends with while it is being made.
    static let buildingSuffix = ".building"

    /// How long replaced views stay at least, in seconds.
    ///
    /// A program that has opened them and not yet read finds them whole; after that, SQLite tells
    /// it that the file is gone.
    static let graceSeconds: Int64 = 60

    /// What the name of a file ends with that was being made, up to some event, until somebody
    /// asked to stop.
    static let pausedSuffix = ".paused"

    /// What else belongs to a file of SQLite's.
    static let neighbours = ["-wal", "-shm", "-journal"]

    /// The ledger's directory.
    let directory: String

    /// The name that users know.
    var link: String { directory + "/" + ViewStore.fileName }

    /// The link before it is in place.
    private var newLink: String { link + ".link" }

    /// The file in use, by its own name: what the link leads to, or, where there is none, the plain
    /// file that may be in its place.
    var live: String {
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
        else { return link }
        return target.utf8.first == UInt8(ascii: "/") ? target : directory + "/" + target
    }

    /// A file that is not there yet; its number is above all others.
    func unused() throws -> String {
        let number = try names().compactMap(Self.number).max() ?? 0
        return directory + "/views-\(number + 1).sqlite"
    }

    /// The file that somebody can go on making; `nil` when there is none.
    var paused: String? {
        get throws {
            try names().filter { $0.hasSuffix(".sqlite" + Self.pausedSuffix) }
                .max { (Self.number($0) ?? 0) < (Self.number($1) ?? 0) }
                .map { directory + "/" + $0 }
        }
    }

    /// Puts a complete file in use: one rename, before which it is not, and after which it is.
    func putInUse(_ path: String) throws {
        let name = URL(fileURLWithPath: path).lastPathComponent
        try Self.remove(newLink)
        guard symlink(name, newLink) == 0, rename(newLink, link) == 0 else {
            throw ViewStoreError.unavailable("link \(link): \(Self.reason())")
        }
        try Self.synchronize(directory)
    }

    /// Whether there is anything beside the file in use, and beside what can be gone on with.
    func hasLeftovers() -> Bool {
        ((try? leftovers()) ?? []).contains { !$0.hasSuffix(Self.pausedSuffix) }
    }

    /// Removes half-made files, and views no longer in use that nobody reads any more.
    ///
    /// Only for the holder of the ``RebuildLock``.
    ///
    /// - Parameters:
    ///   - grace: How long ago whole views must have been replaced, in seconds.
    ///   - keepingPaused: Whether what can be gone on with stays.
    /// - Throws: ``ViewStoreError/unavailable(_:)``.
    func removeLeftovers(grace: Int64, keepingPaused: Bool) throws {
        let isLongAgo = secondsInUse() >= grace
        for path in try leftovers() {
            if keepingPaused, path.hasSuffix(Self.pausedSuffix) { continue }
            let isWhole = path.hasSuffix(".sqlite")
            guard !isWhole || isLongAgo && Self.isUnread(path) else { continue }
            for suffix in [""] + Self.neighbours { try Self.remove(path + suffix) }
        }
        try Self.remove(newLink)
    }

    /// For how long the link has led where it leads, by the clock that stamps files.
    private func secondsInUse() -> Int64 {
        var (status, now) = (stat(), timespec())
        guard lstat(link, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return 0 }
        return Int64(now.tv_sec - status.st_mtim.tv_sec)
    }

    /// The main files that are not in use, and neighbours whose main file is gone.
    private func leftovers() throws -> [String] {
        let live = live
        let all = Set(try names().map { directory + "/" + $0 })
        return all.filter { path in
            guard path != live, path != link else { return false }
            for suffix in Self.neighbours where path.hasSuffix(suffix) {
                let main = String(path.dropLast(suffix.count))
                return main != live && (main == link || !all.contains(main))
            }
            return true
        }.sorted()
    }

    /// Whether nobody reads old views in a transaction, so that their log can be emptied.
    private static func isUnread(_ path: String) -> Bool {
        var configuration = Configuration()
        configuration.busyMode = .immediateError
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.writeWithoutTransaction { db in
                try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")?[0] == 0
            }
        } catch let error as DatabaseError {
            // Whoever reads what is not a database reads nothing.
            return [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode)
        } catch {
            return false
        }
    }

    /// The names of all files that belong to views, but for the lock.
    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).filter {
            Self.number($0) != nil || $0.hasPrefix(ViewStore.fileName + "-")
                || $0 == ViewStore.fileName
        }
    }

    private static func number(_ name: String) -> Int? {
        guard let match = name.wholeMatch(of: /views-(\d{1,18})\.sqlite.*/) else { return nil }
        return Int(match.output.1)
    }

    /// Makes what was written to a file or a directory durable.
    static func synchronize(_ path: String) throws {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw ViewStoreError.unavailable("fsync \(path): \(reason())")
        }
    }

    static func remove(_ path: String) throws {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw ViewStoreError.unavailable("unlink \(path): \(reason())")
    }

    static func reason() -> String { String(cString: strerror(errno)) }
}
