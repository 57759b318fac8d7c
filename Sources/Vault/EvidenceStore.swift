internal import Crypto
internal import Foundation
internal import Synchronization
internal import Units

/// Files of evidence, each sealed under a key of its own, in a directory beside the log.
///
/// A file is named by the digest of its content and the number of its key, so the same content in
/// two orders is two files: erasing one buyer's leaves the other's.
public struct EvidenceStore: Sendable {
    /// The name of the directory in the ledger's own.
    public static let directoryName = "evidence"

    /// The ledger's directory.
    public let ledger: String

    private let directory: String
    private let vault: Vault

    /// Names the evidence of a ledger.
    ///
    /// - Parameters:
    ///   - ledger: The ledger's directory.
    ///   - vault: The ledger's keys.
    public init(in ledger: String, vault: Vault) {
        self.ledger = ledger
        directory = "\(ledger)/\(Self.directoryName)"
        self.vault = vault
    }

    /// What marks the number of a key as one of ours, in an event.
    public static let keyPrefix = "vault-"

    /// The path of a file of evidence; `nil` when its bytes were never kept here.
    public static func path(in ledger: String, digest: [UInt8], keyName: String?) -> String? {
        guard let id = key(named: keyName) else { return nil }
        return "\(ledger)/\(directoryName)/\(digest.map(hexDigits).joined())-\(id)"
    }

    /// Whether there is a file.
    public static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func key(named name: String?) -> KeyID? {
        guard let name, name.hasPrefix(keyPrefix),
            let bytes = bytes(ofHex: name.dropFirst(keyPrefix.count))
        else { return nil }
        return KeyID(bytes: bytes)
    }

    /// Keeps a file; durable when this returns.
    ///
    /// The same file of the same order is kept once, so that a line can be recorded again.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - subject: The buyer it is about.
    ///   - order: The order it belongs to.
    ///   - end: The position at which the log ends.
    /// - Returns: The name of its key, for the event.
    /// - Throws: ``VaultError``, ``EvidenceFault/changed(path:)``.
    public func keep(
        _ file: EvidenceFile, about subject: String, order: String, at end: Int64
    ) throws -> String {
        let (key, isNew, origin) = try vault.evidenceKey(
            for: file.digest, about: subject, order: order)
        let name = Self.keyPrefix + key.id.description
        let path = "\(directory)/\(file.digest.map(hexDigits).joined())-\(key.id)"
        guard isNew || access(path, F_OK) != 0 else { return name }
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let draft = path + ".partial"
        do { try seal(file, with: key, in: origin, to: draft) } catch {
            unlink(draft)
            throw error
        }
        // The key before the file, the file before the event that names both.
        try vault.writeKeys(at: end)
        try SecretFile.move(draft, to: path)
        try SecretFile.synchronizeDirectory(of: directory)
        return name
    }

    private func seal(
        _ file: EvidenceFile, with key: SubjectKey, in origin: String, to draft: String
    ) throws {
        var source = try FileReader(file.path)
        var hash = SHA256()
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SecretFile.failure("make", draft) }
        defer { close(descriptor) }
        let target = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        do {
            try EvidenceCipher.seal(with: key, in: origin) {
                let chunk = try source.read(EvidenceCipher.chunkBytes)
                hash.update(data: chunk)
                return chunk
            } write: {
                try target.write(contentsOf: $0)
            }
            try target.synchronize()
        } catch let error as CocoaError {
            throw VaultError.unavailable(
                operation: "write \(draft)", detail: error.localizedDescription)
        }
        guard Array(hash.finalize()) == file.digest else {
            throw EvidenceFault.changed(path: file.path)
        }
    }

    /// How a file of evidence was found.
    public enum Reading: Equatable, Sendable {
        /// All of it was read, and it is what the event says.
        case whole
        /// There is no such file.
        case missing
        /// It was changed, or is another one than the event says.
        case altered
        /// Its key was destroyed.
        case erased
        /// Its key is not there, though it was not erased.
        case keyLost
    }

    /// Reads a file of evidence in pieces.
    ///
    /// What was given to `write` counts only when all of it was read.
    ///
    /// - Parameters:
    ///   - digest: The digest of its content.
    ///   - keyName: The name of its key.
    ///   - write: Takes the content.
    /// - Returns: Whether all of it is as it was kept.
    /// - Throws: ``VaultError``, and what `write` throws.
    public func read(
        digest: [UInt8], keyName: String, write: ([UInt8]) throws -> Void
    ) throws -> Reading {
        guard let id = Self.key(named: keyName) else { return .missing }
        let path = "\(directory)/\(digest.map(hexDigits).joined())-\(id)"
        guard let found = try vault.key(id) else {
            return try vault.isErased(id) ? .erased : .keyLost
        }
        guard access(path, F_OK) == 0 else { return .missing }
        var source = try FileReader(path)
        var hash = SHA256()
        let isWhole = try EvidenceCipher.open(with: found.key, in: found.origin) {
            try source.read($0)
        } write: {
            hash.update(data: $0)
            try write($0)
        }
        return isWhole && Array(hash.finalize()) == digest ? .whole : .altered
    }

    /// Whether files are being erased, or an erasure was broken off.
    public var isErasing: Bool { Self.isThere(erasingMark) }

    private var erasingMark: String { "\(directory)/.erasing" }

    /// Notes for good that files are about to be erased: whoever writes next completes it.
    ///
    /// - Throws: ``VaultError`` when it cannot be written.
    public func beginErasing() throws {
        guard Self.isThere(directory), !isErasing else { return }
        let file = open(erasingMark, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SecretFile.failure("make", erasingMark) }
        close(file)
        try SecretFile.synchronizeDirectory(of: erasingMark)
    }

    /// Removes the files whose keys were destroyed, if an erasure was begun.
    ///
    /// - Throws: ``VaultError``; done again it goes on.
    public func completeErasing() throws {
        guard isErasing else { return }
        try removeErased()
        guard unlink(erasingMark) == 0 || errno == ENOENT else {
            throw SecretFile.failure("remove", erasingMark)
        }
        try SecretFile.synchronizeDirectory(of: erasingMark)
    }

    /// Removes the files whose keys were destroyed, and what a broken off attempt has left.
    ///
    /// - Returns: How many files were removed.
    @discardableResult
    public func removeErased() throws -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        var removed = 0
        for name in names {
            let id = name.split(separator: "-").last.flatMap { bytes(ofHex: $0) }
                .flatMap { KeyID(bytes: $0) }
            let isLeftOver = name.hasSuffix(".partial")
            guard try isLeftOver || id.map(vault.isErased) == true else { continue }
            guard unlink("\(directory)/\(name)") == 0 || errno == ENOENT else {
                throw SecretFile.failure("remove", "\(directory)/\(name)")
            }
            removed += 1
        }
        if removed > 0 { try SecretFile.synchronizeDirectory(of: directory + "/x") }
        return removed
    }
}

/// The keys of files.
extension Vault {
    /// The key that seals a file of an order: named by what only the buyer's key can compute, so
    /// that the same file finds it again, and nobody finds the file by trying contents out.
    func evidenceKey(
        for digest: [UInt8], about subject: String, order: String
    ) throws -> (key: SubjectKey, isNew: Bool, origin: String) {
        var attempt: UInt8 = 0
        while true {
            let secret = Array("evidence".utf8) + [attempt] + digest + Array(order.utf8)
            let name = try self.digest(secret, about: subject).prefix(8)
            guard let id = KeyID(bytes: name) else { throw VaultError.keyLost(id: "of a file") }
            if let found = try key(id) { return (found.key, false, found.origin) }
            // A key that was destroyed never comes back.
            if try isErased(id), attempt < .max {
                attempt += 1
                continue
            }
            let key = SubjectKey(
                id: id, subject: Subject(subject), purpose: .evidence,
                key: SymmetricKey(size: .bits256))
            return state.withLock { state in
                state.unwritten.append(key)
                return (key, true, state.identity.origin)
            }
        }
    }

    /// Whether a key was destroyed.
    func isErased(_ id: KeyID) throws -> Bool {
        try state.withLock { try $0.file.erasure(of: id) } != nil
    }
}
