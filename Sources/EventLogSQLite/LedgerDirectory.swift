internal import EventLog
internal import Foundation

/// A ledger's directory, as the file system sees it.
enum LedgerDirectory {
    /// Makes sure that there is a file which may be read.
    ///
    /// - Throws: ``EventStoreError`` that tells what is missing from what is not allowed.
    static func requireFile(_ path: String) throws(EventStoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            switch errno {
            case EACCES: throw .notPermitted(path: path, detail: reason(EACCES))
            case _: throw .missing(path: path)
            }
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .notALedger(path: path, detail: "it is not a file")
        }
        // Asked here, because SQLite answers with one code for all that keeps it from opening.
        guard access(path, R_OK) == 0 else {
            throw .notPermitted(path: path, detail: reason(errno))
        }
    }

    /// Makes a directory, and those above it.
    static func create(_ path: String) throws(EventStoreError) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .notALedger(path: path, detail: "it is not a directory")
            }
            return
        }
        if let parent = parent(of: path) { try create(parent) }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure("create", path) }
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .unavailable(operation: "create \(path)", detail: reason(ENOTDIR))
        }
    }

    /// Makes sure that no part of another ledger is there, which a new log would be taken with.
    static func requireNoRemains(in directory: String) throws(EventStoreError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let remains = names.sorted().first { name in
            name.hasPrefix(SQLiteConnection.fileName) || name.hasPrefix("views")
        }
        if let remains { throw .exists(path: "\(directory)/\(remains)") }
    }

    /// Renames a file so that it is in its new place also after a loss of power.
    static func moveForGood(
        _ name: String, from: String, to directory: String
    ) throws(EventStoreError) {
        for path in ["\(from)/\(name)", from] { try synchronize(path) }
        guard rename("\(from)/\(name)", "\(directory)/\(name)") == 0 else {
            throw failure("move a file to", directory)
        }
        try synchronize(directory)
    }

    private static func synchronize(_ path: String) throws(EventStoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("synchronize", path) }
    }

    /// What the error of the last system call on a path means.
    static func failure(_ operation: String, _ path: String) -> EventStoreError {
        switch errno {
        case EACCES, EPERM, EROFS: .notPermitted(path: path, detail: reason(errno))
        case let number: .unavailable(operation: "\(operation) \(path)", detail: reason(number))
        }
    }

    /// Whether this process is kept from writing in the directory of a file; the reason if so.
    static func refusalToWrite(beside path: String) -> EventStoreError? {
        let directory = parent(of: path) ?? "."
        guard access(directory, W_OK) != 0, [EACCES, EROFS].contains(errno) else { return nil }
        return .notPermitted(path: directory, detail: reason(errno))
    }

    /// The path above a path, as it was written; `nil` when there is none.
    private static func parent(of path: String) -> String? {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }.flatMap {
            $0.isEmpty ? nil : $0
        }
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
