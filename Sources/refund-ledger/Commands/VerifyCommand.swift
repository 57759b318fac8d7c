import ArgumentParser
import EventLogSQLite
import JSONText
import RefundLedger
import Synchronization
import TransparencyLog
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

            Compares as well with every checkpoint that was signed and stored. Whoever owns the file \
            and the signing key can make all of these anew: only what was kept elsewhere shows that. \
            --against takes such an old checkpoint, a receipt, or a tree of tiles, and finds cut \
            tails, rollbacks and rewritten history; tiles tell exactly from which event on.

            Whether each decision followed from the rules is asked by audit.

            Example: refund-ledger verify --against checkpoint-2026-06-30
            """
    )

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
        let store = try options.openForReading()
        let result = try await VerifyRun(store: store, outside: outside, keys: keys).result()
        try Terminal.write(
            output.json ? result.json : Array((result.text(output.language) + "\n").utf8))
        guard result.isSound else { throw ExitCode(1) }
    }
}

/// Both passes side by side: one over the file, one over what the events mean.
private struct VerifyRun {
    let store: SQLiteEventStore
    let outside: [OutsideStatement]
    let keys: [VerifierKey]

    /// How far the pass over the file is; it runs on a thread of its own.
    private final class Shared: Sendable {
        let done = Atomic<Int>(0)
    }

    func result() async throws -> VerifyResult {
        let shared = Shared()
        async let log = store.verify(marks: { try EventCodec.marks(of: $0) }) { done, _ in
            shared.done.store(Int(done), ordering: .relaxed)
            return (try? Interruption.check()) != nil
        }
        var progress = Progress("verified", unit: "events")
        let orders = try await InvariantCheck(store: store).run { done, total in
            try Interruption.check()
            // Both passes read everything once, so each is half of the work.
            let both = Int(done) + shared.done.load(ordering: .relaxed)
            progress.show(both / 2, share: (both, 2 * Int(total)))
        }
        let report = try await log
        progress.end()
        try Interruption.check()
        let checkpoints = try await CheckpointAudit(store: store, outside: outside, keys: keys)
            .run { try Interruption.check() }
        return VerifyResult(log: report, orders: orders, checkpoints: checkpoints)
    }
}
