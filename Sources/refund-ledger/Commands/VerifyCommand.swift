import ArgumentParser
import EventLogSQLite
import JSONText
import RefundLedger
import TransparencyLog
import Vault
import Wording

/// `refund-ledger verify`: everything read, hashed and folded anew.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Make sure that the log is what was written, and that every order adds up.",
        discussion: """
            Reads the whole file and hashes every entry anew; compares with the root of every \
            segment and of every append; follows the links of every stream; makes the indexes anew \
            and compares; folds every order anew and looks at its money and at who did what. It \
            goes on behind damage and names everything that is wrong. Exit code 1 if anything is.

            The file comes first and then the orders, and each says how long it took. --log-only \
            leaves the orders out: every byte is still read, hashed and compared.

            Compares as well with every checkpoint that was signed and stored. Whoever owns the file \
            and the signing key can make all of these anew: only what was kept elsewhere shows that. \
            --against takes such an old checkpoint, a receipt, or a tree of tiles, and finds cut \
            tails, rollbacks and rewritten history; tiles tell exactly from which event on. \
            signing.last, beside the log, is compared as well. With --key for the log's own key no \
            other key in the ledger counts as the log's; give all that it has had.

            Every file of evidence is opened and compared with its digest, as far as the keys are \
            at hand; doctor says what is wrong with keys.

            Whether each decision followed from the rules is asked by audit.

            Example: refund-ledger verify --log-only
            Example: refund-ledger verify --against checkpoint-2026-06-30
            """
    )

    @Flag(help: "Only the log: bytes, links, roots, indexes and checkpoints; fold no order.")
    var logOnly = false

    @Option(
        help: "A checkpoint, receipt or tree of tiles kept elsewhere; may be given several times.")
    var against: [String] = []

    @Option(help: "A verifier key that is known beside those in the ledger.")
    var key: [String] = []

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let keys = try key.map { text throws(TransparencyError) in try VerifierKey(text) }
        let outside = try against.map { try OutsideStatement(path: $0) }
        // Before the log is read: what is signed meanwhile may be about more of it.
        let lastSigned = try SigningKey.lastSigned(in: options.directory)
        let store = try options.openForReading()
        var run = VerifyRun(
            store: store, outside: outside, lastSigned: lastSigned, keys: keys, logOnly: logOnly,
            isQuiet: output.json)
        var result = try await run.result()
        if !logOnly, result.log.isComplete, result.log.findings.isEmpty {
            result.evidence = try await lookAt(run.evidence, store)
        }
        try Terminal.write(
            output.json ? result.json : Array((result.text(output.language).shown + "\n").utf8))
        guard result.isSound else { throw ExitCode(1) }
    }

    private func lookAt(
        _ evidence: EvidenceEvents, _ store: SQLiteEventStore
    ) async throws -> [OrderFinding] {
        var vault: Vault?
        var noKeys: VaultError?
        do {
            vault = try await options.openVault(of: store, isReadOnly: true)
        } catch let error as VaultError { noKeys = error }
        let (files, findings) = try await EvidenceCheck(
            store: store, directory: options.directory, vault: vault
        ).run(evidence)
        if let noKeys, files > 0 {
            Terminal.note(
                Wording(
                    "\(files) files of evidence were looked for, not opened. \(noKeys)",
                    zh: "只检查了 \(files) 个凭证文件是否存在，未打开。\(noKeys)"))
        }
        return findings
    }
}

/// One pass over the file and one over what the events mean, each on every core.
private struct VerifyRun {
    let store: SQLiteEventStore
    let outside: [OutsideStatement]
    let lastSigned: SignedCheckpoint?
    let keys: [VerifierKey]
    let logOnly: Bool
    let isQuiet: Bool
    /// What the folded events say of files.
    private(set) var evidence = EvidenceEvents()

    mutating func result() async throws -> VerifyResult {
        let report = try await verifyLog()
        try Interruption.check()
        let checkpoints = try await CheckpointAudit(
            store: store, outside: outside, lastSigned: lastSigned, keys: keys
        ).run { try Interruption.check() }
        return VerifyResult(
            log: report, orders: logOnly ? nil : try await foldOrders(), checkpoints: checkpoints)
    }

    private func verifyLog() async throws -> LogVerification {
        let started = ContinuousClock.now
        let progress = SharedProgress("hashed", unit: "events")
        let report = try await store.verify(marks: { try EventCodec.marks(of: $0) }) {
            progress.show($0, of: $1)
            return (try? Interruption.check()) != nil
        }
        progress.end()
        note("Log hashed and compared", zh: "日志已重新哈希并比对", report.events, since: started)
        return report
    }

    private mutating func foldOrders() async throws -> InvariantReport {
        let started = ContinuousClock.now
        var progress = Progress("folded", unit: "events")
        var evidence = EvidenceEvents()
        let report = try await InvariantCheck(store: store).run {
            // What does not decode is a finding of the folding itself.
            try? evidence.note($0)
        } progress: { done, total in
            try Interruption.check()
            progress.show(Int(done), share: (Int(done), Int(total)))
        }
        progress.end()
        self.evidence = evidence
        note("Orders folded and checked", zh: "订单已重新折叠并核验", report.events, since: started)
        return report
    }

    private func note(
        _ what: String, zh: String, _ events: Int64, since started: ContinuousClock.Instant
    ) {
        guard !isQuiet else { return }
        let milliseconds = max(1, Int64((ContinuousClock.now - started) / .milliseconds(1)))
        let rate = events * 1_000 / milliseconds
        Terminal.note(
            Wording(
                "\(what): \(milliseconds) ms, \(rate) events/s.",
                zh: "\(zh)：\(milliseconds) 毫秒，每秒 \(rate) 个事件。"))
    }
}
