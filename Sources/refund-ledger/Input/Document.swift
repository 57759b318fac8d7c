import Foundation
import TransparencyLog

/// Reads a whole document that came from outside, up to a bound.
///
/// - Parameters:
///   - path: The file; `-` for standard input.
///   - bytesMax: The most bytes that are read.
/// - Returns: Its bytes.
/// - Throws: ``Failure`` when it cannot be read or is too large to be what it should be.
func readDocument(_ path: String, bytesMax: Int = InclusionReceipt.bytesMax) throws -> [UInt8] {
    let isNamed = path != "-"
    // Waiting for somebody to write to a named pipe is left to where it can be interrupted.
    let descriptor = isNamed ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : STDIN_FILENO
    guard descriptor >= 0 else {
        let reason = String(cString: strerror(errno))
        throw Failure(
            code: errno == EACCES ? .noPermission : .noInput,
            sentence: "'\(path)' cannot be read: \(reason). Check the path.")
    }
    defer { if isNamed { close(descriptor) } }
    if isNamed { _ = fcntl(descriptor, F_SETFL, O_RDONLY) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= bytesMax {
        try Interruption.waitToRead(descriptor)
        let count = read(descriptor, &chunk, chunk.count)
        guard count >= 0 || errno == EINTR else {
            let reason = String(cString: strerror(errno))
            throw Failure(
                code: .inputOutput, sentence: "'\(path)' cannot be read: \(reason). Check the path."
            )
        }
        if count == 0 { return bytes }
        bytes += chunk[..<max(0, count)]
    }
    throw Failure(
        code: .data,
        sentence: "'\(path)' has more than \(bytesMax) bytes, so it is not what is asked for.")
}

/// Writes a new file, and refuses to write over one.
///
/// - Throws: ``Failure`` when there is such a file or it cannot be written.
func writeNewFile(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
        throw Failure(
            code: errno == EACCES ? .noPermission : .cannotCreate,
            sentence: "'\(path)' cannot be made: \(String(cString: strerror(errno))). Choose "
                + "another name.")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do { try handle.write(contentsOf: Data(bytes)) } catch {
        unlink(path)
        throw Failure(
            code: .inputOutput,
            sentence: "Writing '\(path)' failed: \(error.localizedDescription) Make room.")
    }
}

/// Makes a directory, and those above it, if they are not there.
///
/// - Throws: ``Failure`` when it cannot be made.
func makeDirectory(_ path: String) throws {
    do {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    } catch {
        throw Failure(
            code: .cannotCreate,
            sentence: "The directory '\(path)' cannot be made: \(error.localizedDescription) "
                + "Choose another.")
    }
}
