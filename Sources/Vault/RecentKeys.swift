internal import Crypto
internal import Foundation
internal import Units

/// `keys.new`: the newest keys, wrapped, while they are not in `keys.sqlite` yet.
///
/// A commit of `keys.sqlite` takes five syncs. A batch in this file, which has its full size from
/// the start, takes one. Only a writer has such a file: when it is full, before keys are destroyed
/// or wrapped anew, and when the writer is closed or opened again after it was killed, its keys are
/// moved into `keys.sqlite` and it is removed.
///
/// It begins with a header: the letters `RLkn`, 1, the 8 bytes that name the vault, the 16 bytes of
/// the wrapping key's fingerprint. Then come batches: 4 bytes with the size of the rows, the first
/// 16 bytes of SHA-256 over header, place in the file (8 bytes) and rows, and the rows; then zeros.
/// A row is the key's number (8 bytes), purpose (1), born (8), the size of the subject (2), the
/// subject, and the wrapped key (60). Numbers stand with the most significant byte first.
struct RecentKeys: Sendable {
    /// The name of the file, beside `keys.sqlite`.
    static let name = "keys.new"

    /// The size of the file: some 600 keys.
    static let fileBytes = 65_536

    private static let checksumBytes = 16
    private static let batchHeadBytes = 4 + checksumBytes
    private static let rowBytesMin = 79

    let path: String
    private let header: [UInt8]
    /// The keys that this process has put into the file.
    private(set) var rows: [KeyFile.Row] = []
    private var file: FileHandle?
    private var end = 0
    private var hasFailed = false

    /// Names the file beside a file of keys; nothing is read or made.
    init(beside keys: String, _ identity: KeyFile.Identity) {
        let directory = keys.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(keys[...$0]) } ?? ""
        path = directory + Self.name
        header = Array("RLkn".utf8) + [1] + identity.vault + identity.fingerprint
    }

    /// Whether there is such a file.
    var isThere: Bool { access(path, F_OK) == 0 }

    /// The newest key of a subject that this process has put into the file.
    func newest(of subject: Subject, for purpose: KeyPurpose) -> KeyFile.Row? {
        rows.last { $0.subject == subject && $0.purpose == purpose }
    }

    /// Adds keys, durably.
    ///
    /// - Returns: Whether they are in the file; if not, it must be emptied first, or is too small.
    /// - Throws: ``VaultError`` when they cannot be written.
    mutating func append(_ new: [KeyFile.Row]) throws -> Bool {
        let content = new.flatMap(Self.encoded)
        let start = file == nil ? header.count : end
        let batch =
            Self.number(content.count, bytes: 4) + checksum(of: content[...], at: start) + content
        guard !hasFailed, start + batch.count <= Self.fileBytes else { return false }
        // What a failed sync has left on the disk is open, so nothing is put behind it.
        hasFailed = true
        let file = try file ?? create()
        self.file = file
        var status = stat()
        guard fstat(file.fileDescriptor, &status) == 0, status.st_nlink > 0 else {
            throw VaultError.unavailable(
                operation: "use \(path)", detail: "another process has removed it")
        }
        let written = batch.withUnsafeBytes {
            pwrite(file.fileDescriptor, $0.baseAddress, $0.count, off_t(start))
        }
        guard written == batch.count, fdatasync(file.fileDescriptor) == 0 else {
            throw SecretFile.failure("write", path)
        }
        hasFailed = false
        end = start + batch.count
        rows += new
        return true
    }

    /// Makes the file in its full size, so that no later sync has a new size to write.
    private func create() throws -> FileHandle {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw SecretFile.failure("make", path) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let content = header + [UInt8](repeating: 0, count: Self.fileBytes - header.count)
        let written = content.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard written == content.count, fsync(descriptor) == 0 else {
            throw SecretFile.failure("write", path)
        }
        try SecretFile.synchronizeDirectory(of: path)
        return file
    }

    /// Puts the file's keys into `keys.sqlite` and removes it; done again, it goes on.
    mutating func move(_ rows: [KeyFile.Row], into keys: KeyFile) throws {
        guard file != nil || hasFailed || isThere else { return }
        if !rows.isEmpty { try keys.insert(rows, again: true) }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw SecretFile.failure("remove", path)
        }
        try SecretFile.synchronizeDirectory(of: path)
        file = nil
        self.rows = []
        hasFailed = false
    }
}

/// Reading.
extension RecentKeys {
    /// The keys in the file, whoever wrote it; none when there is no file.
    ///
    /// - Parameter isOwn: Whether the file must belong to these keys; if not, and it does not,
    ///   nothing in it is of use, as after an erasure in another process.
    /// - Returns: The keys, oldest first.
    /// - Throws: ``VaultError/keysDamaged(path:detail:)``.
    func stored(isOwn: Bool = false) throws -> [KeyFile.Row] {
        guard file == nil else { return rows }
        guard let data = FileManager.default.contents(atPath: path) else {
            guard !isThere else { throw SecretFile.failure("read", path) }
            return []
        }
        let bytes = Array(data)
        let found = bytes.prefix(header.count)
        // Whoever was killed while making it has put no key into it.
        guard found.count == header.count, found.contains(where: { $0 != 0 }) else { return [] }
        guard found.prefix(5) == header.prefix(5) else {
            throw VaultError.keysDamaged(path: path, detail: "it is no file of new keys")
        }
        guard found == header[...] else {
            guard isOwn else { return [] }
            throw VaultError.keysDamaged(
                path: path, detail: "it belongs to another file of keys, or is from another time")
        }
        return try rows(in: bytes)
    }

    private func rows(in bytes: [UInt8]) throws -> [KeyFile.Row] {
        var rows: [KeyFile.Row] = []
        var place = header.count
        while let content = batch(at: place, in: bytes) {
            rows += try Self.decoded(content, path)
            place = content.endIndex
        }
        // A batch that a crash cut off is the last one; what was whole once, others follow.
        let rest = bytes[place...]
        guard
            rest.allSatisfy({ $0 == 0 })
                || !rest.indices.contains(where: { batch(at: $0, in: bytes) != nil })
        else { throw VaultError.keysDamaged(path: path, detail: "keys in it were changed") }
        return rows
    }

    /// The rows of the batch at a place; `nil` when no whole one stands there.
    private func batch(at place: Int, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
        let start = place + Self.batchHeadBytes
        guard start <= bytes.count else { return nil }
        let count = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        guard count >= Self.rowBytesMin, count <= bytes.count - start else { return nil }
        let content = bytes[start..<start + count]
        return bytes[place + 4..<start].elementsEqual(checksum(of: content, at: place))
            ? content : nil
    }

    private func checksum(of content: ArraySlice<UInt8>, at place: Int) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: header)
        hash.update(data: Self.number(place, bytes: 8))
        hash.update(data: content)
        return Array(hash.finalize().prefix(Self.checksumBytes))
    }

    private static func number(_ number: Int, bytes count: Int) -> [UInt8] {
        (1...count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - $0))) }
    }

    private static func encoded(_ row: KeyFile.Row) -> [UInt8] {
        let subject = Array(row.subject.text.utf8)
        return row.id.bytes + [UInt8(truncatingIfNeeded: row.purpose.rawValue)]
            + number(Int(row.born), bytes: 8) + number(subject.count, bytes: 2) + subject
            + row.wrapped
    }

    private static func decoded(
        _ content: ArraySlice<UInt8>, _ path: String
    ) throws -> [KeyFile.Row] {
        var rows: [KeyFile.Row] = []
        var rest = content
        func take(_ count: Int) throws -> ArraySlice<UInt8> {
            guard rest.count >= count else {
                throw VaultError.keysDamaged(path: path, detail: "a key in it is cut off")
            }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func takeNumber(_ count: Int) throws -> Int {
            Int(truncatingIfNeeded: try take(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        }
        while !rest.isEmpty {
            let id = KeyID(bits: UInt64(truncatingIfNeeded: try takeNumber(8)))
            guard let purpose = KeyPurpose(rawValue: Int64(try takeNumber(1))) else {
                throw VaultError.keysDamaged(path: path, detail: "a key has no known purpose")
            }
            let born = Int64(try takeNumber(8))
            let subject = Subject(
                String(decoding: try take(try takeNumber(2)), as: UTF8.self))
            rows.append(
                KeyFile.Row(
                    id: id, subject: subject, purpose: purpose, born: born,
                    wrapped: Array(try take(60))))
        }
        return rows
    }
}
