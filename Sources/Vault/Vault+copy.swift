internal import Foundation
internal import Synchronization

/// What a person who looks after keys wants to know and do.
extension Vault {
    /// How many keys there are.
    public struct Count: Equatable, Sendable {
        /// Those that open something.
        public let keys: Int64
        /// Those that were destroyed.
        public let erased: Int64
    }

    /// Counts the keys.
    public func count() throws -> Count {
        try state.withLock {
            // In this order: keys move from the one into the other.
            let recent = try $0.recent.stored()
            return Count(keys: try $0.file.count(with: recent), erased: try $0.file.erasedCount())
        }
    }

    /// Where the wrapping key comes from, as a sentence names it.
    public var wrappingKeyPlace: String { source.place }

    /// Copies the keys into a directory, without the wrapping key.
    ///
    /// - Returns: The path of the copy.
    /// - Throws: ``VaultError/keysExist(path:)`` when there are keys already, and others.
    public func copy(to directory: String) throws -> String {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        let target = Self.path(in: directory)
        guard access(target, F_OK) != 0 else { throw VaultError.keysExist(path: target) }
        let draft = target + Self.nextSuffix
        unlink(draft)
        try state.withLock { state in
            // In this order: keys move from the one into the other.
            let recent = try state.recent.stored()
            try state.file.copy(to: draft, with: recent)
        }
        try SecretFile.move(draft, to: target)
        return target
    }
}
