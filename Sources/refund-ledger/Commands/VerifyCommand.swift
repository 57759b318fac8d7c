import ArgumentParser
import EventLogSQLite
import JSONText
import RefundLedger
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

            Whether each decision followed from the rules is asked by audit.

            Example: refund-ledger verify
            Example: refund-ledger verify --log-only
            """
    )

    @Flag(help: "Only the log: bytes, links, roots and indexes; fold no order.")
    var logOnly = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let result = try await VerifyRun(
            store: store, logOnly: logOnly, isQuiet: output.json
        ).result()
        try Terminal.write(
            output.json ? result.json : Array((result.text(output.language) + "\n").utf8))
        guard result.isSound else { throw ExitCode(1) }
    }
}

/// One pass over the file and one over what the events mean, each on every core.
private struct VerifyRun {
    let store: SQLiteEventStore
    let logOnly: Bool
    let isQuiet: Bool

    func result() async throws -> VerifyResult {
        let report = try await verifyLog()
        try Interruption.check()
        guard !logOnly else { return VerifyResult(log: report, orders: nil) }
        return VerifyResult(log: report, orders: try await foldOrders())
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

    private func foldOrders() async throws -> InvariantReport {
        let started = ContinuousClock.now
        var progress = Progress("folded", unit: "events")
        let report = try await InvariantCheck(store: store).run { done, total in
            try Interruption.check()
            progress.show(Int(done), share: (Int(done), Int(total)))
        }
        progress.end()
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
