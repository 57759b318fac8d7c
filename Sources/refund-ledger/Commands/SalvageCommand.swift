import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import JSONText
import RefundLedger
import Units

/// `refund-ledger salvage`: a new ledger of what is intact in a damaged one.
struct SalvageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "salvage",
        abstract: "Make a new ledger of what is intact in a damaged one, and say what is lost.",
        discussion: """
            For a ledger that verify finds damaged and of which there is no newer backup. Nothing \
            of it is changed. Every event that a hash proves keeps its position and its bytes in \
            the new ledger. Where one is lost, a note takes its place, so that all others stay \
            where they were. An order is cut at its first lost event: what came behind it is left \
            out, and written to left-out.jsonl in the new directory.

            When nothing is lost the new ledger has the same root; else it has another from the \
            first lost position on, and checkpoints and receipts made since then do not fit. Keep \
            the damaged one. Exit code 1 when anything is lost.

            Example: refund-ledger salvage damaged new
            """
    )

    /// The file for events that read and do not count.
    static let leftOutName = "left-out.jsonl"

    @Argument(help: "The directory of the damaged ledger.", completion: .directory)
    var damaged: String

    @Argument(help: "The directory of the new ledger, without one in it.", completion: .directory)
    var new: String

    @Option(help: "The permanent name of the log, should the damaged one not read any more.")
    var origin: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var terminal: TerminalOptions

    func run() async throws {
        let store = try SQLiteEventStore.open(damaged, mode: .readOnly)
        var rescue = try await LogRescue(store)
        let (origin, created) = try await identity(of: store)
        let draft = try await SQLiteEventStore.draft(new, origin: origin, created: created)
        let result: SalvageResult
        do {
            result = try await fill(draft.store, from: &rescue, of: store)
            try await draft.takePlace()
        } catch {
            unlink(leftOutPath)
            draft.discard()
            throw error
        }
        try Terminal.write(
            output.json ? result.json : Array((result.text(output.language).shown + "\n").utf8))
        guard result.isWhole else { throw ExitCode(1) }
    }

    private var leftOutPath: String { "\(new)/\(Self.leftOutName)" }

    private func identity(
        of store: SQLiteEventStore
    ) async throws -> (origin: String, created: Instant) {
        let stated = try? await store.statistics()
        guard let name = origin ?? stated?.origin else {
            throw Failure(
                code: .data,
                sentence: "The permanent name of the log does not read any more. Give it with "
                    + "--origin, as checkpoints and exports state it.")
        }
        return (name, stated?.created ?? presentMoment())
    }

    private func fill(
        _ target: SQLiteEventStore, from rescue: inout LogRescue, of store: SQLiteEventStore
    ) async throws -> SalvageResult {
        var salvage = LogSalvage(into: target, now: presentMoment())
        var progress = Progress("salvaged", unit: "events")
        defer { progress.end() }
        while let events = try await rescue.next() {
            try Interruption.check()
            var lines = JSONWriter()
            try await salvage.add(events) { leftOut in
                leftOut.write(to: &lines)
                lines.newline()
            }
            try append(lines.bytes)
            progress.show(
                Int(salvage.positions), share: (Int(salvage.positions), Int(rescue.size)))
        }
        _ = try await salvage.finish()
        try await salvage.compareStreams(of: store)
        // Read and hashed anew, as every copy is before anybody relies on it.
        let head = try await target.verify()
        return SalvageResult(
            directory: new, head: head, size: rescue.size, salvage: salvage,
            leftOutFile: salvage.leftOut > 0 ? leftOutPath : nil)
    }

    private func append(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        let descriptor = open(leftOutPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(leftOutPath) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw Self.failure(leftOutPath) }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private static func failure(_ path: String) -> Failure {
        Failure(
            code: .inputOutput,
            sentence: "\(path) cannot be written: \(String(cString: strerror(errno))). "
                + "Nothing was made; make room, and try again.")
    }
}
