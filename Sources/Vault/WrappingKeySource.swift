internal import Crypto
internal import Foundation

/// Where the wrapping key comes from.
public enum WrappingKeySource: Equatable, Sendable {
    /// A file that only its owner may read: 64 hexadecimal digits and a newline.
    case file(String)

    /// A program of a key management system, called with a verb and the name of a key:
    /// `get NAME` and `create NAME` print 64 hexadecimal digits, `destroy NAME` makes sure that
    /// nobody ever gets that key again. An exit code other than 0 is a failure.
    case command(String)

    /// The place, as a sentence names it.
    var place: String {
        switch self {
        case .file(let path): path
        case .command(let program): "the key command '\(program)'"
        }
    }

    /// The key with a fingerprint; the new one of an erasure that was broken off is looked at too.
    ///
    /// - Throws: ``VaultError`` that tells a missing key from a wrong one.
    func load(_ name: String, fingerprint: [UInt8]) throws -> WrappingKey {
        switch self {
        case .file(let path):
            var found = false
            for candidate in [path, path + Self.nextSuffix] {
                do throws(VaultError) {
                    guard let bytes = try SecretFile.read(candidate) else { continue }
                    found = true
                    let key = WrappingKey(name: name, bytes: bytes)
                    if key.fingerprint == fingerprint { return key }
                } catch .wrappingKeyWrong {
                    // Overwritten already, or written in part: the other one counts.
                    found = true
                }
            }
            throw found
                ? VaultError.wrappingKeyWrong(place: path)
                : VaultError.wrappingKeyMissing(path: path)
        case .command(let program):
            let key = WrappingKey(name: name, bytes: try KeyCommand.key(program, "get", name))
            guard key.fingerprint == fingerprint else {
                throw VaultError.wrappingKeyWrong(place: place)
            }
            return key
        }
    }

    /// Makes a new key, which takes the old one's place in ``settle(_:retired:)``.
    func create() throws -> WrappingKey {
        let name = WrappingKey.newName()
        switch self {
        case .file(let path):
            let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            try SecretFile.write(bytes, to: path + Self.nextSuffix)
            return WrappingKey(name: name, bytes: bytes)
        case .command(let program):
            return WrappingKey(name: name, bytes: try KeyCommand.key(program, "create", name))
        }
    }

    /// Makes the key that is in force the only one: what was there before is destroyed.
    ///
    /// Safe to repeat, so that an erasure that was broken off can go on.
    func settle(_ key: WrappingKey, retired: String?) throws {
        switch self {
        case .file(let path):
            let next = path + Self.nextSuffix
            let isInForce: Bool
            do throws(VaultError) {
                guard let bytes = try SecretFile.read(next) else { return }
                isInForce =
                    WrappingKey(name: key.name, bytes: bytes).fingerprint == key.fingerprint
            } catch .wrappingKeyWrong { isInForce = false }
            guard isInForce else { return try SecretFile.destroy(next) }
            try SecretFile.overwrite(path)
            try SecretFile.move(next, to: path)
        case .command(let program):
            guard let retired, retired != key.name else { return }
            _ = try KeyCommand.run(program, "destroy", retired)
        }
    }

    private static let nextSuffix = ".next"
}

/// Files that hold a key.
enum SecretFile {
    /// The bytes of a key; `nil` when there is no such file.
    static func read(_ path: String) throws(VaultError) -> [UInt8]? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw failure("look at", path) }
            return nil
        }
        guard status.st_mode & 0o077 == 0 else {
            throw VaultError.wrappingKeyExposed(
                path: path, mode: String(status.st_mode & 0o777, radix: 8))
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure("read", path)
        }
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
        guard let key = bytes(ofHex: text), key.count == WrappingKey.byteCount else {
            throw VaultError.wrappingKeyWrong(place: path)
        }
        return key
    }

    /// Writes a key into a file of its own, durably.
    static func write(_ key: [UInt8], to path: String) throws {
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("make", path) }
        defer { close(descriptor) }
        let text = key.map(hexDigits).joined() + "\n"
        try put(Array(text.utf8), descriptor, path)
        try synchronizeDirectory(of: path)
    }

    /// Overwrites a file with zeros, so that its blocks no longer hold a key on most file systems.
    static func overwrite(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw failure("overwrite", path) }
            return
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at", path) }
        try put([UInt8](repeating: 0, count: Int(status.st_size)), descriptor, path)
    }

    /// Overwrites and removes a file.
    static func destroy(_ path: String) throws {
        try overwrite(path)
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
        try synchronizeDirectory(of: path)
    }

    /// Renames a file so that it is in its new place also after a loss of power.
    static func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else { throw failure("move a file to", target) }
        try synchronizeDirectory(of: target)
    }

    static func synchronizeDirectory(of path: String) throws {
        let directory =
            path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? "."
        let descriptor = open(directory.isEmpty ? "/" : directory, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("synchronize", directory) }
    }

    private static func put(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws {
        let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard written == bytes.count, fsync(descriptor) == 0 else { throw failure("write", path) }
    }

    static func failure(_ operation: String, _ path: String) -> VaultError {
        .unavailable(operation: "\(operation) \(path)", detail: String(cString: strerror(errno)))
    }
}

/// Runs the program of a key management system.
enum KeyCommand {
    /// A key that the program prints.
    static func key(_ program: String, _ verb: String, _ name: String) throws -> [UInt8] {
        let text = try run(program, verb, name).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let key = bytes(ofHex: text), key.count == WrappingKey.byteCount else {
            throw VaultError.commandFailed(
                command: "\(program) \(verb) \(name)",
                detail: "it did not print 64 hexadecimal digits")
        }
        return key
    }

    /// What the program prints; its standard error goes to ours.
    static func run(_ program: String, _ verb: String, _ name: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [verb, name]
        let output = Pipe()
        process.standardOutput = output
        do { try process.run() } catch {
            throw VaultError.commandFailed(
                command: program, detail: "it cannot be run (\(error.localizedDescription))")
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw VaultError.commandFailed(
                command: "\(program) \(verb) \(name)",
                detail: "it ended with code \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
