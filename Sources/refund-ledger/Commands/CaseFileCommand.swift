import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import JSONText
import RefundDomain
import RefundLedger
import TransparencyLog
import Units
import Wording

/// `refund-ledger case-file`: one order's history for somebody who has no ledger.
struct CaseFileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case-file",
        abstract: "Write everything about one order, with proofs, for an outside investigator.",
        discussion: """
            The directory gets the events as JSON and as a page to be read, the bytes that were \
            hashed, a receipt for each event, the signed checkpoint, the verifier key, and \
            instructions. It is checked with nothing else: check-receipt DIRECTORY --key KEY.

            What people wrote stands in it sealed, as in the log. --with-text adds what can be read, \
            for which the keys must be at hand; no key gets into a case file. Texts that are not \
            sealed (of ledgers made before) are left out, and with them the bytes of their events: \
            their receipts still prove that these are there, by their hash, but not what is said of \
            them; check-receipt names them.

            Example: refund-ledger case-file KM-0009 case-KM-0009
            """
    )

    @Argument(help: "The order's number.")
    var order: String

    @Argument(help: "A new directory.", completion: .directory)
    var directory: String

    @Flag(help: "Put in text that people wrote, which may hold personal data.")
    var withText = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        guard let checkpoint = try await store.newestSignedCheckpoint() else {
            throw CheckpointCommand.nothingStored
        }
        let keys = try await store.knownKeys().filter { $0.type == .note }
        try checkpoint.requireSignature(by: keys)
        let size = checkpoint.checkpoint.size
        let texts = withText ? try await options.openTexts(of: store) : nil
        let file = try await CaseFile(
            of: OrderID(order), under: checkpoint, in: store, texts: texts)
        guard !file.items.isEmpty,
            let trace = try await Ledger.trace(
                of: OrderID(order), asOf: .position(size), in: store, texts: texts)
        else { throw Failure.nothingRecorded(about: order) }
        guard !FileManager.default.fileExists(atPath: directory) else {
            throw Failure(
                code: .cannotCreate,
                sentence: "There is something at '\(directory)' already. Choose a new directory.")
        }
        do {
            try write(file, CasePage(file: file, trace: trace, language: output.language), keys)
        } catch {
            try? FileManager.default.removeItem(atPath: directory)
            throw error
        }
        var facts = Facts()
        facts.add("directory", Wording("case file in", zh: "案卷位于"), .text(directory))
        facts.add("events", Wording("events", zh: "事件数"), .integer(Int64(file.items.count)))
        let withheld = file.items.count { !$0.isDisclosed }
        facts.add(
            "entries_left_out",
            Wording("events whose bytes are left out", zh: "未附原文的事件数"), .integer(Int64(withheld)))
        facts.add("size", Wording("events in the log", zh: "日志事件数"), .integer(size))
        try facts.print(output)
    }

    private func write(_ file: CaseFile, _ page: CasePage, _ keys: [VerifierKey]) throws {
        try makeDirectory("\(directory)/receipts")
        try makeDirectory("\(directory)/entries")
        for item in file.items {
            let position = item.entry.position
            try put(item.receipt.serialized, CaseFile.receiptPath(position))
            guard item.isDisclosed else { continue }
            try writeNewFile(
                Array(item.entry.bytes), to: "\(directory)/\(CaseFile.entryPath(position))")
        }
        try put(file.checkpoint.serialized, "checkpoint")
        try put(keys.map { $0.text + "\n" }.joined(), "verifier.key")
        try writeNewFile(file.json, to: "\(directory)/events.json")
        try put(page.html, "case.html")
        try put(CaseInstructions.text(file), "README.txt")
    }

    private func put(_ text: String, _ name: String) throws {
        try writeNewFile(Array(text.utf8), to: "\(directory)/\(name)")
    }
}

/// What an investigator is told who has never seen this program.
enum CaseInstructions {
    private static func contents(_ file: CaseFile) -> String {
        guard !file.withText else {
            return """
                What was read there stands beside it ("text"); whoever has no key
                cannot compare the two, and has to ask whoever keeps the keys.
                """
        }
        return file.items.allSatisfy(\.isDisclosed)
            ? "Nothing of it can be read here."
            : """
            Nothing of it can be read here. Events with text that is
            not sealed have no file in entries/: their receipts prove by hash that they are in the
            log; what is said of them here cannot be checked. check-receipt names them.
            """
    }

    static func text(_ file: CaseFile) -> String {
        let (order, log) = (file.order.text.shownInOneLine, file.checkpoint.checkpoint)
        return """
            The history of order \(order) in the log '\(log.origin)'
            as it was signed with \(log.size) events.

            case.html      to be read: every event, who did it, and what it changed; made from the
                           others, and the only file that is not compared with them
            events.json    the same for programs; amounts in fen, times in Asia/Shanghai
            entries/       the bytes that the log holds and hashes, one file an event (CBOR)
            receipts/      the proof that each event is in the log (C2SP tlog-proof)
            checkpoint     what the log holds, signed (C2SP tlog-checkpoint)
            verifier.key   the key that checks the signature (C2SP signed-note)

            What people wrote stands in entries/ and events.json sealed, as in the log ("sealed", in
            base64). \(contents(file))

            To check it, get the verifier key from a source that you trust: whoever made these files
            could have put another one here. Then, with no ledger and no network,

                refund-ledger check-receipt THIS-DIRECTORY --key 'THE-KEY'

            or with Python alone, by a program that shares no code with the ledger's,

                Tools/independent-verify case THIS-DIRECTORY --key 'THE-KEY'

            By hand: an event's leaf hash is SHA-256 of a zero byte and its bytes. Along the lines of
            its receipt, a node is SHA-256 of a one byte and the two hashes below (RFC 9162, 2.1.3.2).
            What comes out is the third line of the checkpoint, which the key signed.

            What this shows: that these events stand in the log as they are, and, by their versions
            from 1 on without a gap, that none between them is missing. Not that none came later, and
            not that what was recorded is true.

            """
    }
}
