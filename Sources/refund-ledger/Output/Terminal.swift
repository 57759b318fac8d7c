import Foundation
import Synchronization
import Wording

/// Standard output and standard error, with buffering and without surprises.
enum Terminal {
    /// Whether standard error is a terminal that a person looks at.
    static let isErrorInteractive = isatty(STDERR_FILENO) == 1

    /// Whether standard output is a terminal.
    static let isOutputInteractive = isatty(STDOUT_FILENO) == 1

    /// Whether somebody takes the output who may be slow: a pipe, a terminal, a socket.
    private static let isOutputStream: Bool = {
        var status = stat()
        guard fstat(STDOUT_FILENO, &status) == 0 else { return false }
        let kind = status.st_mode & S_IFMT
        return kind == S_IFIFO || kind == S_IFSOCK || isOutputInteractive
    }()

    /// What this run's options chose; what they leave open is a setting.
    private static let chosen = Mutex(Choices())

    private struct Choices {
        var verbosity: Verbosity?
        var color: ColorChoice?
        var language: Language?
    }

    static func setVerbosity(_ verbosity: Verbosity) {
        chosen.withLock { $0.verbosity = verbosity }
    }

    static func setColor(_ color: ColorChoice) { chosen.withLock { $0.color = color } }

    static func setLanguage(_ language: Language) { chosen.withLock { $0.language = language } }

    /// The language of what people read.
    static var language: Language {
        chosen.withLock { $0.language } ?? Language(rawValue: Settings.value(.lang).text) ?? .en
    }

    /// How much is said beside failures.
    static var verbosity: Verbosity {
        chosen.withLock { $0.verbosity } ?? Verbosity(rawValue: Settings.value(.messages).text)
            ?? .normal
    }

    /// Whether output is coloured; see no-color.org.
    static var usesColor: Bool {
        let setting = ColorChoice(rawValue: Settings.value(.color).text)
        return switch chosen.withLock({ $0.color }) ?? setting ?? .auto {
        case .auto: isOutputInteractive
        case .always: true
        case .never: false
        }
    }

    /// How a heading begins and ends, when there is colour.
    static let ownEscapes = ["\u{1B}[1m".unicodeScalars, "\u{1B}[0m".unicodeScalars]

    /// A text as a heading.
    static func heading(_ text: String) -> String {
        usesColor ? "\(ownEscapes[0])\(text)\(ownEscapes[1])" : text
    }

    /// Says on standard error what is being done, unless that is not wanted.
    static func note(_ text: Wording) {
        if verbosity != .quiet { error(text.in(language)) }
    }

    /// Says on standard error what only some want to know.
    static func detail(_ text: String) {
        if verbosity == .verbose { error(text) }
    }

    /// Fills the places of standard streams that were closed.
    ///
    /// Otherwise a file of the ledger may get one, and with it what is printed. Whoever reads or
    /// writes there still fails.
    static func keepPlaces() {
        for (descriptor, mode) in [(0, O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)]
        where fcntl(Int32(descriptor), F_GETFD) == -1 {
            // The lowest free place, and all below are taken.
            _ = open("/dev/null", mode)
        }
    }

    /// Whether nobody reads standard output any more; asked by who waits without writing.
    static var isOutputClosed: Bool {
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        let closed = Int16(POLLERR) | Int16(POLLHUP) | Int16(POLLNVAL)
        return poll(&output, 1, 0) > 0 && output.revents & closed != 0
    }

    /// Writes bytes to standard output at once.
    ///
    /// - Throws: ``Failure`` when nobody reads any more or the disk is full, or when somebody asks
    ///   to stop while nobody reads.
    static func write(_ bytes: [UInt8]) throws {
        guard isOutputStream else { return try write(bytes[...], to: STDOUT_FILENO) }
        // A stream that is ready takes this much without making us wait (POSIX, `write`).
        for start in stride(from: 0, to: bytes.count, by: Int(PIPE_BUF)) {
            try Interruption.waitToWrite(STDOUT_FILENO)
            let end = min(bytes.count, start + Int(PIPE_BUF))
            try write(bytes[start..<end], to: STDOUT_FILENO)
        }
    }

    /// Writes a line to standard output.
    static func line(_ text: String) throws { try write(Array((text.shown + "\n").utf8)) }

    /// Writes a line to standard error; nothing can be done if that fails.
    static func error(_ text: String) {
        try? write(Array((text.shown + "\n").utf8)[...], to: STDERR_FILENO)
    }

    /// Writes to standard error without ending the line, for progress.
    static func progress(_ text: String) {
        try? write(Array(text.utf8)[...], to: STDERR_FILENO)
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw Failure(
                    code: errno == EPIPE ? .brokenPipe : .inputOutput,
                    sentence: "Writing output failed: \(String(cString: strerror(errno))). "
                        + "Write it elsewhere, or make room, and try again.")
            }
            rest = rest.dropFirst(count)
        }
    }
}
