internal import Foundation
public import TransparencyLog

/// A ledger's private key, in a file of its own beside the log that only its owner may read.
///
/// Beside it lies what it signed last. That file is not part of the log, so a log that was put back
/// to an older state is found out even when everything in it agrees.
public struct SigningKey: Sendable {
    /// The name of the key's file.
    public static let fileName = "signing.key"

    /// The name of the file that holds the checkpoint signed last.
    public static let lastFileName = "signing.last"

    /// The key itself.
    public let signer: SignerKey

    private let directory: String

    /// What others check signatures with.
    public var verifier: VerifierKey { signer.verifier }

    /// Makes a key for a log, in a ledger's directory.
    ///
    /// - Parameters:
    ///   - directory: The ledger's directory.
    ///   - origin: The log's permanent name.
    /// - Returns: The key, which is durable.
    /// - Throws: ``SigningKeyError`` when there is a key already, or it cannot be written.
    public static func create(in directory: String, origin: String) throws -> SigningKey {
        let path = "\(directory)/\(fileName)"
        let key = try SignerKey.random(name: KeyName.naming(origin: origin))
        guard access(path, F_OK) != 0 else { throw SigningKeyError.exists(path: path) }
        try write(key.secretText + "\n", to: path, mode: 0o600)
        return SigningKey(signer: key, directory: directory)
    }

    /// Reads the key of a ledger.
    ///
    /// - Returns: The key; `nil` when the ledger has none.
    /// - Throws: ``SigningKeyError`` when others may read it, when this process may not, when it is
    ///   damaged, and when it is the key of another log.
    public static func read(in directory: String, origin: String) throws -> SigningKey? {
        let path = "\(directory)/\(fileName)"
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard [ENOENT, ENOTDIR].contains(errno) else {
                throw SigningKeyError.failed("read", path)
            }
            return nil
        }
        guard status.st_mode & 0o077 == 0 else {
            throw SigningKeyError.exposed(path: path, mode: Int(status.st_mode & 0o777))
        }
        guard access(path, R_OK) == 0 else { throw SigningKeyError.failed("read", path) }
        let text = try text(of: path).trimmingCharacters(in: .whitespacesAndNewlines)
        let key: SignerKey
        do { key = try SignerKey(text) } catch {
            throw SigningKeyError.damaged(path: path, detail: "\(error)")
        }
        guard key.verifier.type == .note, key.verifier.name == KeyName.naming(origin: origin)
        else {
            throw SigningKeyError.ofAnotherLog(
                path: path, name: key.verifier.name, origin: origin)
        }
        return SigningKey(signer: key, directory: directory)
    }

    /// The checkpoint this key signed last; `nil` before the first.
    func lastSigned() throws -> SignedCheckpoint? {
        guard let last = try Self.lastSigned(in: directory) else { return nil }
        // One by an earlier key says nothing about this one.
        return last.note.standings(with: [verifier]).contains(.verified(time: nil)) ? last : nil
    }

    /// The checkpoint that lies beside a log as the one signed last; nobody has checked it.
    ///
    /// - Throws: ``SigningKeyError`` when there is something else.
    public static func lastSigned(in directory: String) throws -> SignedCheckpoint? {
        let path = "\(directory)/\(lastFileName)"
        guard access(path, F_OK) == 0 else { return nil }
        do {
            return try SignedCheckpoint(Array(text(of: path).utf8))
        } catch let error as TransparencyError {
            throw SigningKeyError.damaged(path: path, detail: "\(error)")
        }
    }

    /// Remembers a checkpoint before anybody else gets to see it.
    func remember(_ checkpoint: SignedCheckpoint) throws {
        try Self.write(
            checkpoint.serialized, to: "\(directory)/\(Self.lastFileName)", mode: 0o644)
    }

    private static func text(of path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 65_536 else {
            throw SigningKeyError.failed("read", path)
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Puts a file in its place, complete and durable or not at all.
    private static func write(_ text: String, to path: String, mode: mode_t) throws {
        let draft = path + ".new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw SigningKeyError.failed("make", path) }
        let bytes = Array(text.utf8)
        let isWritten =
            bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            == bytes.count && fsync(file) == 0
        close(file)
        guard isWritten, rename(draft, path) == 0 else {
            defer { unlink(draft) }
            throw SigningKeyError.failed("write", path)
        }
        let directory = (path as NSString).deletingLastPathComponent
        let folder = open(directory.isEmpty ? "." : directory, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw SigningKeyError.failed("synchronize", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw SigningKeyError.failed("synchronize", path) }
    }
}

/// Why a signing key cannot be used.
public enum SigningKeyError: Error, Equatable, Sendable {
    /// There is a key already.
    case exists(path: String)

    /// Others than its owner may read it.
    case exposed(path: String, mode: Int)

    /// Its content is no key, or no checkpoint.
    case damaged(path: String, detail: String)

    /// It signs for another log.
    case ofAnotherLog(path: String, name: String, origin: String)

    /// The operating system refused.
    case refused(operation: String, path: String, detail: String, isPermission: Bool)

    static func failed(_ operation: String, _ path: String) -> SigningKeyError {
        let number = errno
        return .refused(
            operation: operation, path: path, detail: String(cString: strerror(number)),
            isPermission: [EACCES, EPERM, EROFS].contains(number))
    }
}

extension SigningKeyError: CustomStringConvertible {
    /// What is wrong, in one sentence, followed by what to do next.
    public var description: String {
        switch self {
        case .exists(let path):
            "There is a signing key at \(path) already. Use it, or move it away first."
        case .exposed(let path, let mode):
            "The signing key \(path) may be read by others (mode \(String(mode, radix: 8))), so "
                + "it is not used. Run chmod 600 on it, and make a new one if others had it."
        case .damaged(let path, let detail):
            "\(path) is damaged. \(detail)"
        case .ofAnotherLog(let path, let name, let origin):
            "The signing key \(path) signs for '\(name)', and this ledger's origin is "
                + "'\(origin)'. Put the right key there."
        case .refused(let operation, let path, let detail, _):
            "This process could not \(operation) \(path): \(detail). Run as a user who may, or "
                + "make room."
        }
    }
}
