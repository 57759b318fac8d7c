import ArgumentParser
import Foundation
import MerkleTree

/// `ledger-torture flips`: turns bits of a log round and asks whether anybody notices.
struct FlipsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flips",
        abstract: "Flip bits of a log and verify it each time.",
        discussion: """
            Reads lines from standard input: numbers of bits that are flipped together, or a range \
            A-B of bits that are flipped one after the other. Bit n is bit n % 8 of byte n / 8. \
            Prints one line for each group: the verdict, then every finding, separated by tabs. \
            The verdict is `detected`, `same` (nobody noticed, and every answer is as before) or \
            `silent`. For a range it prints every silent bit and a count of each verdict.
            """)

    @Argument(help: "The log; a copy without a write-ahead log. It is left as it was.")
    var file: String

    @Option(help: "A directory for the damaged ledger, best in memory.")
    var scratch: String

    func run() async throws {
        let flipper = try await Flipper(file: file, scratch: scratch)
        while let line = readLine() {
            let bounds = line.split(separator: "-").compactMap { Int($0) }
            if line.contains("-"), bounds.count == 2, bounds[0] <= bounds[1] {
                try await each(bounds[0]...bounds[1], flipper)
            } else {
                let bits = line.split(separator: " ").compactMap { Int($0) }
                let tried = try await flipper.flip(bits)
                say(([tried.verdict] + tried.findings.map(printable)).joined(separator: "\t"))
            }
        }
    }

    /// A finding without control characters, which a flipped bit may have put into a name.
    private func printable(_ finding: String) -> String {
        String(String.UnicodeScalarView(finding.unicodeScalars.map { $0.value < 32 ? "?" : $0 }))
    }

    private func each(_ bits: ClosedRange<Int>, _ flipper: Flipper) async throws {
        var counts: [String: Int] = [:]
        for bit in bits {
            let tried = try await flipper.flip([bit])
            counts[tried.verdict, default: 0] += 1
            if tried.verdict == "silent" { say("silent\t\(bit)") }
        }
        let text = counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        say("range\t\(bits.lowerBound)-\(bits.upperBound)\t\(text.joined(separator: "\t"))")
    }
}

/// A copy of a log in which bits are flipped and put right again.
private struct Flipper {
    struct Tried {
        let verdict: String
        let findings: [String]
    }

    let bytes: [UInt8]
    let scratch: String
    let honest: Digest

    private var path: String { "\(scratch)/log.sqlite" }

    init(file: String, scratch: String) async throws {
        self.scratch = scratch
        bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        try FileManager.default.createDirectory(
            atPath: scratch, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: "\(scratch)/log.sqlite"))
        let answers = await Answers.of(scratch)
        guard let digest = answers.digest else {
            throw ValidationError(
                "The log is damaged before any bit is flipped: "
                    + (answers.findings.first ?? "?"))
        }
        honest = digest
    }

    func flip(_ bits: [Int]) async throws -> Tried {
        for suffix in ["-wal", "-shm", "-journal"] { unlink(path + suffix) }
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ValidationError("\(path) cannot be written.") }
        defer { close(descriptor) }
        for bit in bits { try put(bytes[bit / 8] ^ (1 << UInt8(bit % 8)), bit / 8, descriptor) }
        let answers = await Answers.of(scratch)
        for bit in bits { try put(bytes[bit / 8], bit / 8, descriptor) }
        let verdict =
            !answers.findings.isEmpty
            ? "detected" : answers.digest == honest ? "same" : "silent"
        return Tried(verdict: verdict, findings: answers.findings)
    }

    private func put(_ byte: UInt8, _ offset: Int, _ descriptor: Int32) throws {
        var byte = byte
        guard pwrite(descriptor, &byte, 1, off_t(offset)) == 1 else {
            throw ValidationError("\(path) cannot be written.")
        }
    }
}
