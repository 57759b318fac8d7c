import Foundation
import Synchronization

/// The right to make new views for a ledger: a lock on `views.lock` that ends with the process.
///
/// Whoever holds it knows that nobody else is making any: half-made files are leftovers then, of
/// processes that died. The kernel gives it back (flock(2)), whatever ended the process.
final class RebuildLock: Sendable {
    /// The name of the file in the ledger's directory; it stays.
    static let fileName = "views.lock"

    private let descriptor: Mutex<Int32>

    /// Takes the lock.
    ///
    /// - Throws: ``ViewStoreError/rebuilding(by:)`` when another store holds it.
    init(_ directory: String) throws(ViewStoreError) {
        let descriptor = open("\(directory)/\(Self.fileName)", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unavailable("views.lock: \(Self.reason())") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let reason = Self.reason()
            let holder = Self.text(of: descriptor)
            close(descriptor)
            guard isHeld else { throw .unavailable("views.lock: \(reason)") }
            throw .rebuilding(by: holder.isEmpty ? "another process" : holder)
        }
        // Only names the holder to others; the lock counts without it.
        let text = "process \(getpid())\n"
        _ = ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
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

    private static func text(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
