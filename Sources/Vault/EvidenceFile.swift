internal import Crypto
internal import Foundation

/// What a file of evidence is, before anything is kept of it.
public struct EvidenceFile: Equatable, Sendable {
    /// The largest file that is taken, in bytes.
    public static let bytesMax = 33_554_432

    /// The media types that are taken, by the bytes that such files begin with.
    public static let mediaTypes: [(name: String, offset: Int, start: [UInt8])] = [
        ("image/png", 0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ("image/jpeg", 0, [0xFF, 0xD8, 0xFF]),
        ("image/gif", 0, Array("GIF8".utf8)),
        ("image/webp", 8, Array("WEBP".utf8)),
        ("application/pdf", 0, Array("%PDF-".utf8)),
        ("video/mp4", 4, Array("ftyp".utf8)),
    ]

    /// Files that begin like none of those are taken as text when they are UTF-8.
    public static let textType = "text/plain"

    /// Where it is.
    public let path: String

    /// Its SHA-256 digest, 32 bytes.
    public let digest: [UInt8]

    /// Its size in bytes.
    public let byteSize: Int

    /// Its media type, as its first bytes tell.
    public let mediaType: String

    /// Reads a file once, in pieces.
    ///
    /// - Throws: ``EvidenceFault``: it is not there, empty, too large, or of no type that is taken.
    public init(_ path: String) throws {
        var source = try FileReader(path)
        var hash = SHA256()
        var size = 0
        var first: [UInt8] = []
        var text = UTF8Check()
        while case let piece = try source.read(EvidenceCipher.chunkBytes), !piece.isEmpty {
            if size == 0 { first = piece }
            size += piece.count
            guard size <= Self.bytesMax else {
                throw EvidenceFault.tooLarge(path: path, bytesMax: Self.bytesMax)
            }
            hash.update(data: piece)
            text.add(piece)
        }
        guard size > 0 else { throw EvidenceFault.empty(path: path) }
        let known = Self.mediaTypes.first { first.dropFirst($0.offset).starts(with: $0.start) }
        guard let type = known?.name ?? (text.isText ? Self.textType : nil) else {
            throw EvidenceFault.unknownType(path: path)
        }
        self.path = path
        digest = Array(hash.finalize())
        byteSize = size
        mediaType = type
    }
}

/// What is wrong with a file of evidence; each is one sentence and says what to do next.
public enum EvidenceFault: Error, Equatable, CustomStringConvertible {
    /// It cannot be read.
    case unreadable(path: String, detail: String)
    /// It has no bytes.
    case empty(path: String)
    /// It has too many.
    case tooLarge(path: String, bytesMax: Int)
    /// It begins like no file that is taken.
    case unknownType(path: String)
    /// It changed while it was stored.
    case changed(path: String)
    /// It is not what the line says.
    case differs(field: String, expected: String, found: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let detail): "the file '\(path)' cannot be read: \(detail)"
        case .empty(let path): "the file '\(path)' is empty"
        case .tooLarge(let path, let bytesMax):
            "the file '\(path)' has more than \(bytesMax) bytes"
        case .unknownType(let path):
            "the file '\(path)' is none of "
                + (EvidenceFile.mediaTypes.map(\.name) + [EvidenceFile.textType])
                .joined(separator: ", ")
        case .changed(let path): "the file '\(path)' changed while it was read"
        case .differs(let field, let expected, let found):
            "the file has the \(field) \(found), not \(expected)"
        }
    }
}

/// Whether bytes that come in pieces are UTF-8 text without control characters.
private struct UTF8Check {
    private var isValid = true
    private var rest: [UInt8] = []

    /// Whether all of it is text; a character that is cut off at the end is none.
    var isText: Bool { isValid && rest.isEmpty }

    mutating func add(_ piece: [UInt8]) {
        guard isValid else { return }
        var bytes = rest + piece
        // A character may be cut in two by the end of a piece.
        rest = []
        if let start = bytes.suffix(3).lastIndex(where: { $0 >= 0xC0 }) {
            let needed = bytes[start] >= 0xF0 ? 4 : bytes[start] >= 0xE0 ? 3 : 2
            if bytes.count - start < needed {
                rest = Array(bytes[start...])
                bytes.removeSubrange(start...)
            }
        }
        isValid =
            String(validating: bytes, as: UTF8.self) != nil
            && !bytes.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }
    }
}

/// Reads a file in pieces.
struct FileReader: ~Copyable {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw EvidenceFault.unreadable(path: path, detail: String(cString: strerror(errno)))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw EvidenceFault.unreadable(path: path, detail: "it is not a file")
        }
    }

    deinit { close(descriptor) }

    /// As many bytes as asked for, fewer only at the end.
    mutating func read(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let left = count - bytes.count
            var result = 0
            let piece = [UInt8](unsafeUninitializedCapacity: left) { target, filled in
                // At most `left` bytes, which is how many the buffer has room for.
                result = Foundation.read(descriptor, target.baseAddress, left)
                filled = max(0, result)
            }
            guard result >= 0 else {
                if errno == EINTR { continue }
                throw EvidenceFault.unreadable(path: path, detail: String(cString: strerror(errno)))
            }
            guard result > 0 else { return bytes }
            bytes += piece
        }
        return bytes
    }
}
