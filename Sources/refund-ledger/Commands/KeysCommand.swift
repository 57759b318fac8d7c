import ArgumentParser
import EventLogSQLite
import Foundation
import RefundLedger
import Vault
import Wording

/// `refund-ledger keys`: what can be done with the keys of personal data.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Back up or renew the keys of personal data.",
        discussion: """
            keys.sqlite holds a key for each buyer, wrapped with the wrapping key. Neither is part \
            of backup: whoever holds log and keys can read what persons wrote. After an erasure \
            older backups of the keys open nothing; make a new one.

            Example: refund-ledger keys backup /keys/2026-06-30
            """,
        subcommands: [KeysBackupCommand.self, KeysRotateCommand.self]
    )
}

/// `refund-ledger keys backup`: a copy of the keys, without the key that opens them.
struct KeysBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the keys, without the wrapping key that opens them.",
        discussion: """
            Keep the copy apart from backups of the log, and the wrapping key apart from both. To \
            restore, put keys.sqlite and the wrapping key beside the log.

            Example: refund-ledger keys backup /keys/2026-06-30
            """
    )

    @Argument(help: "The directory of the copy.", completion: .directory)
    var destination: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        guard let vault = try await options.openVault(of: store, isReadOnly: true) else {
            throw Failure.noKeys
        }
        var facts = Facts()
        facts.add(
            "file", .init("copy of the keys in", zh: "密钥副本位于"),
            .text(try vault.copy(to: destination)))
        facts.add("keys", .init("keys", zh: "密钥数"), .integer(try vault.count().keys))
        try facts.print(output)
    }
}

/// `refund-ledger keys rotate`: a new wrapping key.
struct KeysRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Wrap all keys with a new wrapping key and destroy the old one.",
        discussion: """
            When the wrapping key may have been seen. Older copies of keys.sqlite open nothing \
            afterwards. What the keys seal stays as it is.

            Example: refund-ledger keys rotate
            """
    )

    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try SQLiteEventStore.open(options.directory, mode: .readWrite)
        guard let vault = try await options.openVaultCompletingErasures(of: store) else {
            throw Failure.noKeys
        }
        try vault.rotate()
        try store.close()
        Terminal.note(
            Wording(
                "All keys are wrapped with a new wrapping key; make a new backup of them.",
                zh: "所有密钥已用新的包装密钥重新封装；请重新备份密钥。"))
    }
}

extension Failure {
    /// A ledger from before texts were sealed.
    fileprivate static let noKeys = Failure(
        code: .noInput,
        sentence: "This ledger has no keys, because it is from before texts were sealed. Record "
            + "into a new ledger to have some.")
}
