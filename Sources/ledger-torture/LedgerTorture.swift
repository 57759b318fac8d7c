import ArgumentParser
import Foundation

/// What tries to break a ledger many times in one process; `Tools/torture` says what to try.
@main
struct LedgerTorture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-torture",
        abstract: "Ask many damaged ledgers at once whether they notice.",
        discussion: "Example: echo 0-8191 | ledger-torture flips copy.sqlite",
        subcommands: [FlipsCommand.self, StatesCommand.self, FuzzCommand.self])
}

/// Prints a line at once, for whoever waits for it.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
