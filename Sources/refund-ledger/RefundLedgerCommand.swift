import ArgumentParser
import Foundation

/// The command line: the one place where parts are put together.
@main
struct RefundLedgerCommand: AsyncParsableCommand {
    /// The version of the program.
    static let version = "1.0.0"

    static let configuration = CommandConfiguration(
        commandName: "refund-ledger",
        abstract: "Keep and question a refund ledger.",
        discussion: """
            Every action is decided by the published rules and recorded for ever; every answer can \
            be asked for as of any moment. The ledger is a directory, named by --ledger or by \
            REFUND_LEDGER.

            Example: refund-ledger init && refund-ledger record actions.jsonl
            """,
        version: version,
        subcommands: [
            InitCommand.self, RecordCommand.self, StatusCommand.self, ComplaintsCommand.self,
            TraceCommand.self, ExplainCommand.self, SearchCommand.self,
            ClocksCommand.self, FollowCommand.self,
            TotalsCommand.self, ReportCommand.self, RebuildCommand.self, ExportCommand.self,
            ImportCommand.self, ReplayCommand.self, VerifyCommand.self, AuditCommand.self,
            CheckpointCommand.self, ProveCommand.self, CheckReceiptCommand.self,
            CaseFileCommand.self,
            BackupCommand.self, RestoreCommand.self, SalvageCommand.self, EraseCommand.self,
            RestrictCommand.self, KeysCommand.self, EvidenceCommand.self,
            StatsCommand.self, DoctorCommand.self, ConfigCommand.self,
            SchemaCommand.self, ShopCommand.self,
        ]
    )

    static func main() async {
        Terminal.keepPlaces()
        // Writes that fail say so, and are answered there: no reader, or too large a file.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        Interruption.listen()
        do {
            try ProcessLimits.check()
            let started = ContinuousClock.now
            try Settings.load()
            var command = try parseAsRoot()
            if var asyncCommand = command as? any AsyncParsableCommand {
                try await asyncCommand.run()
            } else {
                try command.run()
            }
            Terminal.sayWhatItTook(since: started)
        } catch {
            Failure.exit(with: error)
        }
    }
}
