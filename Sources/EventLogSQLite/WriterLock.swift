internal import EventLog
internal import Foundation
internal import Synchronization

/// The right to write to a ledger: a lock on `writer.lock` that ends with the process.
///
/// The file stays; what counts is the kernel's lock on it (flock(2)), which a dead process cannot
/// hold. Its text names the holder, for the error that others get.
final class WriterLock: Sendable {
    /// The name of the file in the ledger's directory.
    static let fileName = "writer.lock"

    private let descriptor: Mutex<Int32>

    /// Takes the lock.
    ///
    /// - Throws: ``EventStoreError/locked(by:)`` when another store holds it.
    init(directory: String) throws(EventStoreError) {
        let path = "\(directory)/\(Self.fileName)"
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw LedgerDirectory.failure("take the lock", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let reason = Self.reason()
            let holder = Self.text(of: descriptor)
            close(descriptor)
            guard isHeld else {
                throw .unavailable(operation: "take the writer lock", detail: reason)
            }
            throw .locked(by: holder.isEmpty ? "another process" : holder)
        }
        let text = "process \(getpid())\n"
        guard ftruncate(descriptor, 0) == 0,
            text.withCString({ pwrite(descriptor, $0, strlen($0), 0) }) == text.utf8.count
        else {
            let reason = Self.reason()
            close(descriptor)
            throw .unavailable(operation: "sign the writer lock", detail: reason)
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Gives the lock back; a second time does nothing.
    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    /// Who holds the lock on a ledger at this moment; `nil` when nobody does.
    static func holder(_ directory: String) -> String? {
        let descriptor = Foundation.open("\(directory)/\(fileName)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
        let holder = text(of: descriptor)
        return holder.isEmpty ? "another process" : holder
    }

    private static func text(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
