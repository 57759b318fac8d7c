import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import MerkleTree
import RefundLedger

/// `ledger-torture states`: opens ledgers as a crash may have left them.
struct StatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "states",
        abstract: "Open ledgers for writing, as after a crash, and verify each.",
        discussion: """
            Reads the directory of a ledger from each line of standard input, opens it for writing, \
            which recovers it, closes it, and verifies it. Prints one line for each: the number of \
            events and its root, or `wrong` and what is wrong.
            """)

    func run() async throws {
        while let directory = readLine() {
            say(await Self.reopened(directory))
        }
    }

    private static func reopened(_ directory: String) async -> String {
        do {
            let store = try SQLiteEventStore.open(directory, mode: .readWrite)
            let head = try await store.head()
            try store.close()
            let answers = await Answers.of(directory)
            guard let first = answers.findings.first else {
                return "\(head.size)\t\(head.root.hex)"
            }
            return "wrong\t\(first)"
        } catch {
            return "wrong\t\(error)"
        }
    }
}
