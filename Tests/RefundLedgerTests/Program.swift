import Foundation
import JSONText

/// The built program, run as a person would run it.
struct Program {
    /// What a run came to.
    struct Result {
        let code: Int32
        let output: String
        let errors: String

        /// Each line of the output, parsed.
        func json() throws -> [JSONValue] {
            try output.split(separator: "\n").map { try JSONValue.parse(String($0)) }
        }
    }

    /// The ledger's directory, and a place for what goes in and out.
    let directory: String

    /// The program beside the bundle of these tests.
    static let path =
        URL(filePath: ProcessInfo.processInfo.arguments[0])
        .deletingLastPathComponent().appending(path: "refund-ledger").path()

    /// Runs a command; `--ledger` is added unless told otherwise.
    func callAsFunction(
        _ arguments: String..., input: String = "", ledger: Bool = true
    ) throws -> Result {
        try callAsFunction(arguments, input: Data(input.utf8), ledger: ledger)
    }

    /// Runs a command on input that may be anything.
    func callAsFunction(
        _ arguments: [String], input: Data, ledger: Bool = true
    ) throws -> Result {
        let base = FileManager.default.temporaryDirectory
            .appending(path: "run-\(UUID().uuidString)")
        let files = ["in", "out", "err"].map { base.appendingPathExtension($0) }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        try input.write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: Self.path)
        process.arguments = arguments + (ledger ? ["--ledger", directory] : [])
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }
}

extension JSONValue {
    /// The names of an object's members, in order.
    var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.name)
    }

    /// The elements of a list.
    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}
