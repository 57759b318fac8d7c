import ArgumentParser
import Foundation
import JSONText
import MerkleTree
import TransparencyLog
import Wording

/// `refund-ledger check-receipt`: whether a receipt holds, with no ledger at hand.
struct CheckReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-receipt",
        abstract: "Check a receipt, or a whole case file, with nothing but the verifier key.",
        discussion: """
            Checks the log's signature, and that the proof leads from the event to the root that \
            was signed. The event is the file given with --entry, else what the receipt holds of \
            it. Checks as well what prove --since writes, with that checkpoint as --since, and \
            every receipt of a directory that case-file made. Needs no ledger and no network. \
            Exit code 1 when something does not hold.

            Example: refund-ledger check-receipt 51.tlog-proof --key "$(cat verifier.key)"
            """
    )

    @Argument(help: "A receipt, a consistency proof or a case file's directory.")
    var file: String

    @Option(help: "The log's verifier key, from a source you trust; may be given several times.")
    var key: [String]

    @Option(help: "The bytes of the event that the receipt is for.")
    var entry: String?

    @Option(help: "The older checkpoint that a consistency proof starts from.")
    var since: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var terminal: TerminalOptions

    func run() throws {
        let keys = try key.map { text throws(TransparencyError) in try VerifierKey(text) }
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory),
            isDirectory.boolValue
        {
            return try checkCase(keys)
        }
        let document = try readDocument(file)
        if ConsistencyReceipt.isBeginning(document) { return try checkGrowth(document, keys) }
        let receipt = try InclusionReceipt(document)
        let extra = receipt.extra.flatMap { ReceiptExtra($0) }
        let given = try entry.map { MerkleTree.leafHash(try readDocument($0)) }
        guard let leaf = given ?? extra?.leaf else {
            throw Failure(
                code: .usage,
                sentence: "The receipt does not say what it is for. Give --entry FILE.")
        }
        try receipt.verify(leaf: leaf, keys: keys)
        let checkpoint = receipt.checkpoint.checkpoint
        var facts = Facts()
        facts.add("holds", Wording("the receipt holds", zh: "回执有效"), .flag(true))
        facts.add("origin", Wording("log", zh: "日志"), .text(checkpoint.origin))
        facts.add("position", Wording("position", zh: "位置"), .integer(receipt.index + 1))
        facts.add(
            "size", Wording("events in the log", zh: "日志事件数"), .integer(checkpoint.size))
        facts.add("root", Wording("root", zh: "根哈希"), .text(checkpoint.root.hex))
        facts.add("leaf", Wording("hash of the event", zh: "事件哈希"), .text(leaf.hex))
        let isEntry =
            if case .entry? = extra { true } else { given != nil }
        facts.add(
            "entry_seen", Wording("the event itself was seen", zh: "已核对事件原文"), .flag(isEntry))
        try facts.print(output)
    }

    private func checkCase(_ keys: [VerifierKey]) throws {
        let result = try CaseFileCheck(directory: file, keys: keys).run()
        var facts = Facts()
        facts.add("holds", Wording("the case file holds", zh: "案卷有效"), .flag(true))
        facts.add("origin", Wording("log", zh: "日志"), .text(result.checkpoint.origin))
        facts.add(
            "receipts", Wording("receipts that hold", zh: "有效回执数"),
            .integer(Int64(result.receipts)))
        facts.add(
            "entries", Wording("events compared byte for byte", zh: "逐字节核对的事件数"),
            .integer(Int64(result.entries)))
        // Their hash is proven; whether the readable file tells the truth about them is not.
        facts.add(
            "not_compared",
            Wording("events known by their hash only", zh: "仅以哈希证明的事件"),
            result.hashOnly.isEmpty ? .nothing : .list(result.hashOnly.map { "\($0)" }))
        facts.add(
            "size", Wording("events in the log", zh: "日志事件数"), .integer(result.checkpoint.size))
        facts.add("root", Wording("root", zh: "根哈希"), .text(result.checkpoint.root.hex))
        try facts.print(output)
    }

    private func checkGrowth(_ document: [UInt8], _ keys: [VerifierKey]) throws {
        guard let since else {
            throw Failure(
                code: .usage,
                sentence: "This proves that a log grew. Give the older checkpoint with --since.")
        }
        let receipt = try ConsistencyReceipt(document)
        try receipt.verify(since: SignedCheckpoint(readDocument(since)), keys: keys)
        let checkpoint = receipt.checkpoint.checkpoint
        var facts = Facts()
        facts.add("holds", Wording("the proof holds", zh: "证明有效"), .flag(true))
        facts.add("origin", Wording("log", zh: "日志"), .text(checkpoint.origin))
        facts.add(
            "old_size", Wording("events then", zh: "当时事件数"), .integer(receipt.oldSize))
        facts.add(
            "size", Wording("events in the log", zh: "日志事件数"), .integer(checkpoint.size))
        facts.add("root", Wording("root", zh: "根哈希"), .text(checkpoint.root.hex))
        try facts.print(output)
    }
}
