import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import JSONText
import MerkleTree
import RefundLedger
import Units
import Wording

/// `refund-ledger import`: a ledger made again from an export.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a ledger from an export of a whole log, with the same root.",
        discussion: """
            The ledger is made where --ledger says, where none with events may be. Every entry \
            becomes what it was, byte for byte, and size and root must be those that the export \
            states; if not, or if a line makes no sense (exit code 65), there is no ledger \
            afterwards. What zstd has compressed is recognised. Which events were made durable \
            together is not part of an export.

            Example: refund-ledger import ledger.jsonl.zst --ledger restored
            """
    )

    @Argument(help: "A file that export has made, or - for standard input.")
    var file: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        var reader = try LineReader(
            file, lineBytesMax: ExportedEvent.lineBytesMax, opensZstd: true)
        guard let first = try reader.next(atMost: 1)?.first else {
            throw Failure(code: .data, sentence: "'\(file)' is empty. Give a file of export.")
        }
        let header = try inLine(1) { () throws(InputError) in try ExportHeader(line: first) }
        let draft = try await draft(of: header)
        do {
            let head = try await fill(draft.store, header, first, &reader)
            try await draft.takePlace()
            try report(head, of: header)
        } catch {
            draft.discard()
            throw error
        }
    }

    private func draft(of header: ExportHeader) async throws -> LedgerDraft {
        do throws(EventStoreError) {
            return try await SQLiteEventStore.draft(
                options.directory, origin: header.origin, created: header.created)
        } catch EventStoreError.exists {
            throw Failure(
                code: .cannotCreate,
                sentence: "There is a ledger in '\(options.directory)' already, or a part of one. "
                    + "Name a place without any: import makes the ledger itself.")
        } catch { throw error }
    }

    private func report(_ head: LogHead, of header: ExportHeader) throws {
        if output.json {
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("size", head.size)
            writer.member("root", head.root.hex)
            writer.endObject()
            writer.newline()
            return try Terminal.write(writer.bytes)
        }
        let lines = [
            Wording(
                "Exported: \(header.size) events, root \(header.root.hex)",
                zh: "导出：\(header.size) 个事件，根 \(header.root.hex)"),
            Wording(
                "Imported: \(head.size) events, root \(head.root.hex)",
                zh: "导入：\(head.size) 个事件，根 \(head.root.hex)"),
        ]
        for line in lines { Terminal.error(line.in(output.language)) }
    }

    private func fill(
        _ store: SQLiteEventStore, _ header: ExportHeader, _ first: ArraySlice<UInt8>,
        _ reader: inout LineReader
    ) async throws -> LogHead {
        var progress = Progress("imported", unit: "events")
        defer { progress.end() }
        var log = try await LogImport(into: store, header: header)
        var line = 0
        var next: [ArraySlice<UInt8>]? = [first]
        while let lines = next {
            try Interruption.check()
            for bytes in lines {
                line += 1
                guard bytes.count <= ExportedEvent.lineBytesMax else {
                    throw InputError(
                        line: line, field: nil,
                        expected: "at most \(ExportedEvent.lineBytesMax) bytes in a line",
                        found: "more")
                }
                let event = try inLine(line) { () throws(InputError) in
                    try ExportedEvent(line: bytes)
                }
                try await log.add(event, line: line)
            }
            next = try reader.next(atMost: 1_024)
            progress.show(Int(log.events), share: (Int(log.events), Int(header.size)))
        }
        return try await log.finish()
    }

    private func inLine<Value>(
        _ line: Int, _ read: () throws(InputError) -> Value
    ) throws(InputError) -> Value {
        do throws(InputError) { return try read() } catch { throw error.inLine(line) }
    }
}
