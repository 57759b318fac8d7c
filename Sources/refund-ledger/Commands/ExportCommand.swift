import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import JSONText
import RefundLedger
import Units
import Zstd

/// `refund-ledger export`: the events of the log, as JSON lines.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print every event of the log, one JSON object a line.",
        discussion: """
            Everything that is in the log, in permanent names; amounts are in fen, times are \
            Shanghai times. The first line also says which log it is, with its size and root. An export \
            of everything can be imported again; one of selected events cannot. A file whose name \
            ends in .zst is compressed with zstd.

            What persons wrote is in it as it stands in the log: sealed. --texts adds what can be \
            read, for which the keys must be at hand; keys are never in an export.

            With --tiles a directory becomes a tree of tiles up to the newest checkpoint: \
            checkpoint, hashes and entries as files that any web server can serve, and from which \
            anybody can check the whole log. What is there is kept; full tiles never change. \
            Entries hold everything as it was recorded; what persons wrote is sealed in them.

            Example: refund-ledger export -o ledger.jsonl.zst
            """
    )

    @OptionGroup var selected: SelectionOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "Write to this new file instead of standard output.")
    var file: String?

    @Option(
        help: "Bring this directory forward as a tree of tiles instead (C2SP tlog-tiles).",
        completion: .directory)
    var tiles: String?

    @Flag(help: "Compress with zstd.")
    var zstd = false

    @Flag(help: "Add the texts that can be read to what is sealed.")
    var texts = false

    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        if zstd, file == nil, Terminal.isOutputInteractive {
            throw ValidationError("Compressed output is not for a terminal. Give -o FILE.")
        }
        guard
            tiles == nil
                || (file == nil && !zstd && moment.isNow && selected.selection.isEverything)
        else {
            throw ValidationError("--tiles takes everything that is signed; give it alone.")
        }
    }

    func run() async throws {
        let store = try options.openForReading()
        if let tiles { return try await exportTiles(to: tiles, store) }
        try await selected.checkOrder(in: store)
        let output = try ExportOutput(file: file, isCompressed: zstd)
        var progress = Progress("exported", unit: "events")
        do {
            let header = try await header(store)
            // The log as it stands now; what is recorded meanwhile belongs to another export.
            let moment = header.isComplete ? AsOf.position(header.size) : moment.moment
            var unsaid: ExportHeader? = header
            let opener = texts ? try await options.openTexts(of: store) : nil
            try await LogReplay(store: store, moment: moment, selection: selected.selection).run(
                folding: false,
                progress: { done, total in
                    try Interruption.check()
                    progress.show(Int(done), share: (Int(done), Int(total)))
                }
            ) { event in
                var isWhole = true
                var event = event
                if let opener { try event.open(opener) }
                try output.line {
                    isWhole = ExportedEvent.write(event, header: unsaid, to: &$0)
                }
                unsaid = nil
                guard isWhole else { throw Self.unknownFields(at: event.entry.position) }
            }
            try output.finish()
        } catch {
            progress.end()
            output.discard()
            throw error
        }
        progress.end()
    }

    private func header(_ store: SQLiteEventStore) async throws -> ExportHeader {
        let statistics = try await store.statistics()
        let head = try await store.head()
        return ExportHeader(
            origin: statistics.origin, created: statistics.created, size: head.size,
            root: head.root,
            isComplete: selected.selection.isEverything && moment.isNow)
    }

    private static func unknownFields(at position: Position) -> Failure {
        Failure(
            code: .software,
            sentence:
                "Event \(position) holds fields that this program does not know, so an export "
                + "would leave them out. Use the program that recorded it.")
    }
}

/// Where an export goes: standard output or a new file, compressed or not.
private final class ExportOutput {
    /// Where measurements of the log's own compression found that more costs more than it saves.
    private static let level = 6

    private static let chunkBytes = 1 << 18

    private let handle: FileHandle?
    private let file: String?
    private let frame: ZstdFrameWriter?
    private var writer = JSONWriter()

    init(file: String?, isCompressed: Bool) throws {
        self.file = file
        frame =
            isCompressed || file?.hasSuffix(".zst") == true
            ? try ZstdFrameWriter(level: Self.level) : nil
        guard let file else {
            handle = nil
            return
        }
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw Failure(
                code: errno == EACCES ? .noPermission : .cannotCreate,
                sentence:
                    "'\(file)' cannot be made: \(String(cString: strerror(errno))). Choose another "
                    + "name.")
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func line(_ write: (inout JSONWriter) -> Void) throws {
        write(&writer)
        writer.newline()
        if writer.bytes.count >= Self.chunkBytes { try flush() }
    }

    func finish() throws {
        try flush()
        if let frame { try put(try frame.finish()) }
        try handle?.synchronize()
        try handle?.close()
    }

    /// Removes a file that is not complete.
    func discard() {
        try? handle?.close()
        if let file { unlink(file) }
    }

    private func flush() throws {
        try put(try frame?.append(writer.bytes) ?? writer.bytes)
        writer.removeAll()
    }

    private func put(_ bytes: [UInt8]) throws {
        guard let handle, let file else { return try Terminal.write(bytes) }
        do {
            try handle.write(contentsOf: Data(bytes))
        } catch {
            throw Failure(
                code: .inputOutput,
                sentence: "Writing '\(file)' failed: \(error.localizedDescription) Make room.")
        }
    }
}
