internal import Crypto
internal import Foundation
internal import Synchronization
internal import Units
internal import Zstd

/// The keys of a ledger's personal data: seals texts, opens them, and destroys keys for good.
///
/// There is a key for each subject (a buyer) and purpose. Destroying it makes every text that it
/// sealed unreadable, wherever copies of the log are, and changes no byte of the log.
public final class Vault: Sendable {
    let path: String
    let source: WrappingKeySource
    let isReadOnly: Bool
    let state: Mutex<State>
    private let sizes: SizeClass

    /// What is known of the file of keys, and the keys in use.
    struct State {
        var file: KeyFile
        var identity: KeyFile.Identity
        var wrapping: WrappingKey
        /// The newest key for each subject's texts.
        var current: [Subject: SubjectKey] = [:]
        /// The keys for digests that follow from those: deriving one takes four hashes.
        var digesting: [KeyID: SymmetricKey] = [:]
        /// The keys that opened something.
        var opened: [KeyID: SubjectKey] = [:]
        /// Keys that are in use, and not in the file yet.
        var unwritten = NewKeys()
        /// Keys that are durable, and not in `keys.sqlite` yet.
        var recent: RecentKeys
        /// Subjects that were looked up and have no key for texts, until they get one.
        var keyless: Set<Subject> = []
        /// Gives numbers to new keys.
        var numbers = KeyNumbers()
        /// The file's inode; an erasure in another process puts another file in its place.
        var inode: UInt64
    }

    /// The most keys of each kind kept in memory; a few more when some are read ahead.
    static let keysInMemoryMax = 65_536

    /// How many keys are read at once by whoever goes through the log, and so meets the keys about
    /// in the order in which they were made.
    static let keysReadAhead: Int64 = 64

    /// The subject of keys that belong to the ledger as a whole.
    private static let wholeLedger: Subject = ""

    private init(
        path: String, source: WrappingKeySource, isReadOnly: Bool, file: KeyFile,
        identity: KeyFile.Identity, wrapping: WrappingKey
    ) throws {
        self.path = path
        self.source = source
        self.isReadOnly = isReadOnly
        sizes = try SizeClass()
        state = Mutex(
            State(
                file: file, identity: identity, wrapping: wrapping,
                recent: RecentKeys(beside: path, identity), inode: Self.inode(of: path)))
    }

    /// Where the keys of a ledger are.
    public static func path(in directory: String) -> String { "\(directory)/\(KeyFile.name)" }

    /// Whether there are keys in a ledger's directory.
    public static func exists(in directory: String) -> Bool {
        access(path(in: directory), F_OK) == 0
    }

    /// Makes the keys of a new ledger.
    ///
    /// - Parameters:
    ///   - directory: The ledger's directory.
    ///   - origin: The ledger's permanent name.
    ///   - source: Where the wrapping key is to come from; a new one is made there.
    /// - Returns: The keys, open for writing.
    /// - Throws: ``VaultError/keysExist(path:)`` when there are keys already, and others.
    public static func create(
        in directory: String, origin: String, source: WrappingKeySource
    ) throws -> Vault {
        let path = path(in: directory)
        guard !exists(in: directory) else { throw VaultError.keysExist(path: path) }
        if case .file(let place) = source, access(place, F_OK) == 0 {
            throw VaultError.keysExist(path: place)
        }
        let recent = "\(directory)/\(RecentKeys.name)"
        guard access(recent, F_OK) != 0 else { throw VaultError.keysExist(path: recent) }
        let wrapping = try source.create()
        let identity = KeyFile.Identity(
            vault: KeyID.random().bytes, origin: origin, wrapping: wrapping.name,
            fingerprint: wrapping.fingerprint, retired: nil, erasedThrough: 0)
        let next = path + nextSuffix
        try KeyFile(creating: next, identity).close()
        try SecretFile.move(next, to: path)
        try source.settle(wrapping, retired: nil)
        return try open(in: directory, origin: origin, source: source, isReadOnly: false)
    }

    /// Opens the keys of a ledger.
    ///
    /// - Parameters:
    ///   - directory: The ledger's directory.
    ///   - origin: The ledger's permanent name.
    ///   - vault: The name that the ledger's first event gives; not compared when left out.
    ///   - source: Where the wrapping key comes from.
    ///   - isReadOnly: Whether nothing is sealed or erased; who writes must hold the ledger's lock.
    /// - Returns: The open keys.
    /// - Throws: ``VaultError``, which tells missing keys, wrong ones and damaged ones apart.
    public static func open(
        in directory: String, origin: String, vault: String? = nil, source: WrappingKeySource,
        isReadOnly: Bool
    ) throws -> Vault {
        let path = path(in: directory)
        let file = try KeyFile(path, isReadOnly: isReadOnly)
        var identity = try file.identity()
        guard identity.origin == origin,
            vault == nil || vault == identity.vault.map(hexDigits).joined()
        else { throw VaultError.otherLedger(path: path, origin: identity.origin) }
        let wrapping = try source.load(identity.wrapping, fingerprint: identity.fingerprint)
        if !isReadOnly {
            // What an erasure that was broken off has left.
            unlink(path + nextSuffix)
            unlink(path + nextSuffix + "-journal")
            // And what a writer that was killed has left.
            var recent = RecentKeys(beside: path, identity)
            try recent.move(try recent.stored(isOwn: true), into: file)
            try source.settle(wrapping, retired: identity.retired)
            if identity.retired != nil {
                identity.retired = nil
                try file.update(identity)
            }
        }
        return try Vault(
            path: path, source: source, isReadOnly: isReadOnly, file: file, identity: identity,
            wrapping: wrapping)
    }

    static let nextSuffix = ".next"

    static func inode(of path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    /// The vault's name, which the ledger's first event gives: sixteen hexadecimal digits.
    public var name: String {
        state.withLock { $0.identity.vault.map(hexDigits).joined() }
    }
}

/// Sealing.
extension Vault {
    /// Seals a text with the newest key of its subject; makes one when there is none.
    ///
    /// A new key is only in memory until ``writeKeys(at:)``, which must come before what it sealed
    /// is written anywhere.
    public func seal(
        _ text: String, about subject: String, at place: TextPlace
    ) throws -> [UInt8] {
        let (key, origin) = try state.withLock { state in
            (try state.currentKey(of: Subject(subject)), state.identity.origin)
        }
        return try SealedText.seal(try sizes.pack(text), with: key, in: origin, at: place)
    }

    /// A digest of a secret that can be compared, but not tried out without the subject's key.
    ///
    /// HMAC-SHA-256 (RFC 2104) under a key derived from the subject's (HKDF, RFC 5869).
    ///
    /// - Parameters:
    ///   - secret: The secret.
    ///   - subject: Whom it is about; the ledger as a whole when left out.
    /// - Returns: 32 bytes.
    /// - Throws: ``VaultError`` when the keys cannot be used.
    public func digest(_ secret: [UInt8], about subject: String?) throws -> [UInt8] {
        let derived = try state.withLock {
            try $0.digestKey(of: subject.map { Subject($0) } ?? Self.wholeLedger)
        }
        return Array(HMAC<SHA256>.authenticationCode(for: secret, using: derived))
    }

    /// Looks up the keys of some subjects at once, which costs little more than looking up one.
    ///
    /// Only a head start: any other subject's is looked up when something is sealed.
    ///
    /// - Parameter subjects: The subjects whose texts are about to be sealed.
    /// - Throws: ``VaultError`` when the file of keys cannot be used.
    public func lookUpKeys(of subjects: [String]) throws {
        try state.withLock { try $0.lookUpKeys(of: Set(subjects.map { Subject($0) })) }
    }

    /// Makes every new key durable.
    ///
    /// - Parameter end: The position at which the log ends; the keys are born there.
    /// - Throws: ``VaultError`` when they cannot be written.
    public func writeKeys(at end: Int64) throws {
        try state.withLock { state in
            guard !state.unwritten.isEmpty else { return }
            try state.store(try state.unwritten.map { try state.row(for: $0, born: end) })
            state.unwritten.removeAll()
        }
    }

    /// Leaves one file of keys behind; without it, the next one to write does that.
    public func close() throws {
        try state.withLock { try $0.moveRecent() }
    }
}

/// What a sealed text says.
public enum TextReading: Equatable, Sendable {
    /// It says this, about this subject.
    case text(String, subject: String)
    /// Its key was destroyed; nobody can read it again.
    case erased
    /// Its key is not there, though it was not erased: of another time, or lost.
    case keyLost
    /// Its key is there, but the text was changed, or moved from another place.
    case damaged
}

/// Opening.
extension Vault {
    /// Reads a sealed text.
    ///
    /// - Throws: ``VaultError`` when the file of keys itself cannot be used.
    public func open(_ sealed: [UInt8], at place: TextPlace) throws -> TextReading {
        guard let id = SealedText.key(of: sealed), let format = SealedText.format(of: sealed)
        else { return .damaged }
        guard let found = try key(id) else {
            return try state.withLock { try $0.file.erasure(of: id) } == nil ? .keyLost : .erased
        }
        guard let packed = SealedText.open(sealed, with: found.key, in: found.origin, at: place),
            let text = sizes.unpack(packed, format)
        else { return .damaged }
        return .text(text, subject: found.key.subject.text)
    }

    /// A key by its number; `nil` when it is not in the file.
    func key(_ id: KeyID) throws -> (key: SubjectKey, origin: String)? {
        try state.withLock { state in
            let origin = state.identity.origin
            if let key = state.opened[id] { return (key, origin) }
            if let key = state.unwritten.first(where: { $0.id == id }) { return (key, origin) }
            guard let row = try state.row(id) else { return nil }
            let key = try state.unwrap(row)
            if state.opened.count >= Self.keysInMemoryMax { state.opened.removeAll() }
            let isWalk = state.opened[id.before] != nil
            state.opened[id] = key
            if isWalk { try state.openKeys(behind: id, through: Self.keysReadAhead) }
            return (key, origin)
        }
    }

    /// Forgets every key if an erasure in another process has put a new file of keys in place.
    ///
    /// To be called before each question that shows texts.
    public func refresh() throws {
        try state.withLock { state in
            guard Self.inode(of: path) != state.inode else { return }
            let file = try KeyFile(path, isReadOnly: isReadOnly)
            let identity = try file.identity()
            state = State(
                file: file, identity: identity,
                wrapping: try source.load(
                    identity.wrapping, fingerprint: identity.fingerprint),
                recent: RecentKeys(beside: path, identity), inode: Self.inode(of: path))
        }
    }

    /// Whether any key is held for a subject.
    public func holdsKeys(of subject: String) throws -> Bool {
        let subject = Subject(subject)
        return try state.withLock { state in
            if state.unwritten.contains(where: { $0.subject == subject }) { return true }
            // In this order: keys move from the one into the other.
            return try state.recent.stored().contains { $0.subject == subject }
                || !state.file.rows(of: subject).isEmpty
        }
    }
}
