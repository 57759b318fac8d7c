import Foundation
import Zstd

/// Reads lines from a file or from standard input, in constant memory.
struct LineReader: ~Copyable {
    /// The most bytes that are read at a time.
    static let chunkBytes = 1 << 20

    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private let lineBytesMax: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// Whether the first bytes decide that the input is compressed.
    private var opensZstd: Bool

    /// What opens the input, if it is compressed.
    private var frames: ZstdFrameReader?
    private var compressed: ArraySlice<UInt8> = []

    /// How many bytes were read so far.
    private(set) var bytesRead = 0

    /// The size of the file in bytes; `nil` for what has no size, such as a pipe.
    let bytesInAll: Int?

    /// Opens a file, or standard input for `-`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - lineBytesMax: The longest line in bytes.
    ///   - opensZstd: Whether input that begins as a zstd frame does is decompressed.
    /// - Throws: ``Failure`` when it cannot be opened.
    init(_ path: String, lineBytesMax: Int, opensZstd: Bool = false) throws {
        self.lineBytesMax = lineBytesMax
        self.opensZstd = opensZstd
        ownsDescriptor = path != "-"
        // Waiting for somebody to write to a named pipe is left to `fill`, which can be interrupted.
        descriptor = ownsDescriptor ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : STDIN_FILENO
        guard descriptor >= 0 else {
            let code: Failure.Code = errno == EACCES ? .noPermission : .noInput
            throw Failure(
                code: code,
                sentence:
                    "'\(path)' cannot be opened: \(String(cString: strerror(errno))). Check the path."
            )
        }
        if ownsDescriptor { _ = fcntl(descriptor, F_SETFL, O_RDONLY) }
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        bytesInAll = isFile ? Int(status.st_size) : nil
    }

    deinit { if ownsDescriptor { close(descriptor) } }

    /// The next lines.
    ///
    /// A line over the limit is handed out cut, one byte too long, so that the caller sees that.
    ///
    /// - Parameters:
    ///   - count: The most lines.
    ///   - waits: Whether to wait for a line when none is there; if not, none are returned.
    /// - Returns: What can be had without waiting for more than one read; `nil` at the end.
    /// - Throws: ``Failure`` when reading fails, or when somebody asks to stop while it waits.
    mutating func next(atMost count: Int, waits: Bool = true) throws -> [ArraySlice<UInt8>]? {
        var lines = takeLines(count)
        while lines.isEmpty, !isAtEnd {
            guard waits || Interruption.canRead(descriptor) else { return [] }
            try fill()
            lines = takeLines(count)
        }
        return lines.isEmpty ? nil : lines
    }

    private mutating func takeLines(_ count: Int) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        while lines.count < count, start < buffer.count {
            guard let end = lineEnd() else { break }
            lines.append(trimmed(start..<end))
            start = end + 1
        }
        guard lines.isEmpty, start < buffer.count else { return lines }
        if buffer.count - start > lineBytesMax + 1 {
            lines.append(buffer[start...(start + lineBytesMax)])
            start = buffer.count
        } else if isAtEnd {
            lines.append(trimmed(start..<buffer.count))
            start = buffer.count
        }
        return lines
    }

    /// The place of the next newline.
    private func lineEnd() -> Int? {
        buffer.withUnsafeBytes { bytes in
            // Looks at no more than what lies between the start and the end of the buffer.
            guard let first = bytes.baseAddress,
                let found = memchr(first + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - first
        }
    }

    private func trimmed(_ range: Range<Int>) -> ArraySlice<UInt8> {
        let line = buffer[range]
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    /// Gets more into the buffer, or comes to the end.
    private mutating func fill() throws {
        if let frames {
            let content = try decompressed(frames)
            guard content.isEmpty else { return append(content) }
        }
        var chunk = try readChunk()
        isAtEnd = chunk.isEmpty
        // A pipe may give the first bytes one by one.
        while opensZstd, !isAtEnd, chunk.count < ZstdFrameReader.magicBytes {
            let more = try readChunk()
            isAtEnd = more.isEmpty
            chunk += more
        }
        if opensZstd, ZstdFrameReader.isFrame(chunk) { frames = try ZstdFrameReader() }
        opensZstd = false
        guard let frames else { return append(chunk) }
        compressed += chunk
        guard !isAtEnd || frames.isAtFrameEnd else {
            throw Failure(
                code: .data,
                sentence: "The compressed input ends too early. Get the whole of it.")
        }
    }

    private mutating func decompressed(_ frames: ZstdFrameReader) throws -> [UInt8] {
        do throws(ZstdError) { return try frames.next(&compressed) } catch {
            throw Failure(code: .data, sentence: "The compressed input is damaged: \(error)")
        }
    }

    private mutating func append(_ content: [UInt8]) {
        var next: [UInt8] = []
        next.reserveCapacity(buffer.count - start + content.count)
        next.append(contentsOf: buffer[start...])
        next.append(contentsOf: content)
        buffer = next
        start = 0
    }

    /// Reads what there is, a chunk at most; nothing at the end.
    private mutating func readChunk() throws -> [UInt8] {
        try Interruption.waitToRead(descriptor)
        let descriptor = descriptor
        var count = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { space, initialized in
            // `read` fills at most the capacity it is given and says how much that was.
            repeat {
                count = read(descriptor, space.baseAddress, Self.chunkBytes)
            } while count < 0 && errno == EINTR
            initialized = max(0, count)
        }
        guard count >= 0 else {
            throw Failure(
                code: .inputOutput,
                sentence: "Reading input failed: \(String(cString: strerror(errno))). "
                    + "Give a file of JSON lines, or - for standard input.")
        }
        bytesRead += count
        return chunk
    }
}
