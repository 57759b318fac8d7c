internal import Foundation

/// The file of the write-ahead log, `log.sqlite-wal`.
enum WriteAheadFile {
    /// Puts zeros behind the file's end until it has a size.
    ///
    /// A sync that makes a file longer writes the file system's own journal as well, and takes
    /// about twice as long as one that overwrites. To SQLite the log ends where the zeros begin,
    /// because each frame has a checksum that starts from the salt of the log's header. Its locks
    /// are on other files, so closing this one drops none (sqlite.org/howtocorrupt.html, 2.2).
    ///
    /// - Returns: Whether the file has the size. If not, nothing is lost: whatever refuses to make
    ///   it longer refuses the commit that needs it, too, which says so.
    @discardableResult
    static func grow(_ path: String, to bytes: Int) -> Bool {
        let file = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return false }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return false }
        let end = Int(status.st_size)
        guard end < bytes else { return true }
        let zeros = [UInt8](repeating: 0, count: bytes - end)
        return zeros.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, off_t(end)) }
            == zeros.count
    }
}
