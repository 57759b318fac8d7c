import ArgumentParser
import EventLogSQLite
import Foundation
import RefundLedger

/// `refund-ledger init`: makes a new, empty ledger.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new ledger.",
        discussion: """
            The directory is made if it does not exist. The built-in policy and calendar become the \
            first two events. An existing ledger is never touched.

            Example: refund-ledger init --ledger my-ledger
            """
    )

    @Option(help: "The name under which the ledger signs for itself; made up when left out.")
    var origin: String?

    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try SQLiteEventStore.create(
            options.directory, origin: origin ?? "refund-ledger/\(UUID().uuidString.lowercased())",
            created: presentMoment())
        try await Ledger(store: store, now: presentMoment).initialize()
        try store.close()
        Terminal.note("Made a ledger in '\(options.directory)'.")
    }
}
