import ArgumentParser
import EventLogSQLite
import Foundation
import RefundLedger
import Vault
import Wording

/// `refund-ledger init`: makes a new, empty ledger.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new ledger.",
        discussion: """
            The directory is made if it does not exist. The built-in policy and calendar become the \
            first two events. An existing ledger is never touched.

            What persons write is sealed with keys of its own for each buyer, in keys.sqlite; they \
            are wrapped with the key in wrapping.key. Neither is part of a backup of the log: see \
            keys.

            Example: refund-ledger init --ledger my-ledger
            """
    )

    @Option(help: "The name under which the ledger signs for itself; made up when left out.")
    var origin: String?

    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let origin = origin ?? "refund-ledger/\(UUID().uuidString.lowercased())"
        guard !Vault.exists(in: options.keysDirectory) || hasLog else {
            throw VaultError.keysExist(path: Vault.path(in: options.keysDirectory))
        }
        let store = try SQLiteEventStore.create(
            options.directory, origin: origin, created: presentMoment())
        let vault = try Vault.create(
            in: options.keysDirectory, origin: origin, source: options.wrappingKeySource)
        try await Ledger(store: store, vault: vault, now: presentMoment).initialize()
        try store.close()
        Terminal.note(
            Wording(
                "Made a ledger in '\(options.directory)'.",
                zh: "已在“\(options.directory)”建立账本。"))
    }

    /// Whether there is a log, which says so better than its keys.
    private var hasLog: Bool { access("\(options.directory)/log.sqlite", F_OK) == 0 }
}
