import ArgumentParser

/// Measures one stage of the ledger at a time, in one process, which the command line cannot.
@main
struct LedgerBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-bench",
        abstract: "Measure one stage of the ledger at a time; prints JSON.",
        discussion: "Tools/bench runs it, beside limits of the machine and other event stores.",
        subcommands: [
            RecordBench.self, CommitBench.self, GroupBench.self, ReplayBench.self,
            QuestionBench.self, ReceiptBench.self,
        ],
        defaultSubcommand: RecordBench.self)
}
