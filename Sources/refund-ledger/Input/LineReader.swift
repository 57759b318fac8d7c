import Foundation

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

    /// How many bytes were read so far.
    private(set) var bytesRead = 0

    /// The size of the file in bytes; `nil` for what has no size, such as a pipe.
    let bytesInAll: Int?

    /// Opens a file, or standard input for `-`.
    init(_ path: String, lineBytesMax: Int) throws {
        self.lineBytesMax = lineBytesMax
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
            guard let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) else { break }
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

    private func trimmed(_ range: Range<Int>) -> ArraySlice<UInt8> {
        let line = buffer[range]
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    private mutating func fill() throws {
        try Interruption.waitToRead(descriptor)
        let rest = buffer.count - start
        var next: [UInt8] = []
        next.reserveCapacity(rest + Self.chunkBytes)
        next.append(contentsOf: buffer[start...])
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
        isAtEnd = count == 0
        bytesRead += count
        next.append(contentsOf: chunk)
        buffer = next
        start = 0
    }
}
