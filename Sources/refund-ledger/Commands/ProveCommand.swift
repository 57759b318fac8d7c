import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import MerkleTree
import RefundDomain
import RefundLedger
import TransparencyLog
import Units
import Wording

/// `refund-ledger prove`: receipts for events, and proofs that the log only grew.
struct ProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write receipts of an order's events or of one, or prove that the log only grew.",
        discussion: """
            A receipt (C2SP tlog-proof) shows with the log's verifier key alone that an event \
            stands at its place in the log that was signed; check-receipt checks it without any \
            ledger. It holds the event's hash, and with --with-entry the event itself. An order's \
            receipts go into a directory, one file an event, named by position.

            With --since an older checkpoint the proof says that the log was only added to since \
            (the format in which C2SP tlog-witness takes checkpoints).

            Example: refund-ledger prove KM-0001 -o receipts
            """
    )

    @Argument(help: "An order's number, or a position.")
    var subject: String?

    @Option(help: "The order, when its number could be taken for a position.")
    var order: String?

    @Option(help: "The position, when it could be taken for an order's number.")
    var position: Int64?

    @Option(help: "An older checkpoint: prove that the log only grew since.")
    var since: String?

    @Flag(help: "Put the events themselves into the receipts; texts in them are sealed.")
    var withEntry = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "A new file, or for an order's receipts a directory.")
    var file: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        let given = [subject != nil, order != nil, position != nil, since != nil].count { $0 }
        guard given == 1 else {
            throw ValidationError("Give one of: an order, a position, --since CHECKPOINT.")
        }
        guard position ?? 1 >= 1 else { throw ValidationError("Positions count from 1.") }
    }

    func run() async throws {
        let store = try options.openForReading()
        guard let checkpoint = try await store.newestSignedCheckpoint() else {
            throw CheckpointCommand.nothingStored
        }
        if let since { return try await proveGrowth(since, store, checkpoint) }
        let entries = try await entries(store)
        guard let last = entries.last, last.position <= checkpoint.checkpoint.size else {
            throw Failure(
                code: .tryAgain,
                sentence: "The newest checkpoint is of \(checkpoint.checkpoint.size) events, and "
                    + "event \(entries.last?.position ?? 0) is newer. Run refund-ledger "
                    + "checkpoint, and try again.")
        }
        var receipts: [InclusionReceipt] = []
        for entry in entries {
            receipts.append(
                try await store.receipt(for: entry, under: checkpoint, disclosing: withEntry))
        }
        try output.json ? printJSON(receipts) : write(receipts)
    }

    private func entries(_ store: SQLiteEventStore) async throws -> [Entry] {
        if let position { return [try await event(position, store)] }
        let name = order ?? subject ?? ""
        let found = try await store.read(Streams.order(OrderID(name)), through: nil)
        if order == nil, let position = Int64(name), position >= 1 {
            guard found.isEmpty else {
                throw Failure(
                    code: .usage,
                    sentence: "'\(name)' is an order and a position. Give --order \(name) or "
                        + "--position \(name).")
            }
            return [try await event(position, store)]
        }
        guard !found.isEmpty else { throw Failure.nothingRecorded(about: name) }
        return found
    }

    private func event(_ position: Int64, _ store: SQLiteEventStore) async throws -> Entry {
        guard let entry = try await store.readAll(after: position - 1, limit: 1).first else {
            throw Failure(
                code: .noInput,
                sentence: "There is no event at position \(position). The log ends at "
                    + "\(try await store.head().size).")
        }
        return entry
    }

    private func write(_ receipts: [InclusionReceipt]) throws {
        let isOrder = order != nil || (subject != nil && Int64(subject ?? "") == nil)
        guard isOrder else {
            let bytes = receipts.flatMap { Array($0.serialized.utf8) }
            return try file.map { try writeNewFile(bytes, to: $0) } ?? Terminal.write(bytes)
        }
        guard let file else {
            throw Failure(
                code: .usage,
                sentence: "An order has several events. Say with -o DIRECTORY where their receipts "
                    + "go, or print them with --json.")
        }
        try makeDirectory(file)
        for receipt in receipts {
            try writeNewFile(
                Array(receipt.serialized.utf8), to: "\(file)/\(receipt.index + 1).tlog-proof")
        }
        Terminal.note(
            Wording(
                "\(receipts.count) receipts in '\(file)'.",
                zh: "已在 '\(file)' 写入 \(receipts.count) 份回执。"))
    }

    private func printJSON(_ receipts: [InclusionReceipt]) throws {
        var writer = JSONWriter()
        writer.beginArray()
        for receipt in receipts {
            writer.beginObject()
            writer.member("position", receipt.index + 1)
            writer.member("size", receipt.checkpoint.checkpoint.size)
            writer.member("root", receipt.checkpoint.checkpoint.root.hex)
            writer.member("receipt", receipt.serialized)
            writer.endObject()
        }
        writer.endArray()
        writer.newline()
        try Terminal.write(writer.bytes)
    }

    private func proveGrowth(
        _ path: String, _ store: SQLiteEventStore, _ newest: SignedCheckpoint
    ) async throws {
        let old = try SignedCheckpoint(readDocument(path))
        let keys = try await store.knownKeys()
        try old.requireSignature(by: keys, origin: try await store.origin())
        guard old.checkpoint.size <= newest.checkpoint.size else {
            throw TransparencyError.notConsistent(
                old: old.checkpoint.size, new: newest.checkpoint.size)
        }
        let receipt = ConsistencyReceipt(
            oldSize: old.checkpoint.size,
            proof: try await store.consistencyProof(
                from: old.checkpoint.size, to: newest.checkpoint.size),
            checkpoint: newest)
        try receipt.verify(since: old, keys: keys)
        guard !output.json else {
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("old_size", receipt.oldSize)
            writer.member("size", newest.checkpoint.size)
            writer.member("proof", receipt.serialized)
            writer.endObject()
            writer.newline()
            return try Terminal.write(writer.bytes)
        }
        let bytes = Array(receipt.serialized.utf8)
        try file.map { try writeNewFile(bytes, to: $0) } ?? Terminal.write(bytes)
    }
}
