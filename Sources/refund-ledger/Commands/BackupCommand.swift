import ArgumentParser
import EventLog
import EventLogSQLite
import MerkleTree
import Wording

/// `refund-ledger backup`: a copy of the log, verified before it counts.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger, also while somebody writes, and verify the copy.",
        discussion: """
            The copy is one moment of the log. All of it is read and hashed again before it is put \
            in its place. It is a ledger itself: every question can be asked of it with --ledger. \
            Views are not copied; they follow from the log. Neither are keys, so whoever has only \
            the copy cannot read what persons wrote: see keys backup.

            Example: refund-ledger backup /backups/2026-06-30
            """
    )

    @Argument(help: "The directory of the copy, without a ledger in it.", completion: .directory)
    var destination: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        try await store.copyWithProgress(to: destination).print(output)
    }
}

/// `refund-ledger restore`: a ledger made from a copy.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a ledger from a backup, which is verified first.",
        discussion: """
            Refuses a directory in which there is a ledger, or what is left of one: a stray \
            log.sqlite-wal would be taken for part of what is restored. Move it away first.

            Example: refund-ledger restore /backups/2026-06-30 --ledger my-ledger
            """
    )

    @Argument(help: "The directory of the backup.", completion: .directory)
    var backup: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try SQLiteEventStore.open(backup, mode: .readOnly)
        try await store.copyWithProgress(to: options.directory).print(output)
    }
}

extension SQLiteEventStore {
    /// Copies the log, shows how far it is, and says what was verified.
    fileprivate func copyWithProgress(to destination: String) async throws -> Facts {
        let shown = SharedProgress("copied", unit: "KiB")
        let head = try await copy(to: destination) { done, all in
            try Interruption.check()
            shown.show(done / 1_024, of: all / 1_024)
        }
        shown.end()
        var facts = Facts()
        facts.add("directory", .init("verified copy in", zh: "已核验的副本位于"), .text(destination))
        facts.add("position", .init("position", zh: "位置"), .integer(head.size))
        facts.add("root", .init("root", zh: "根哈希"), .text(head.root.hex))
        return facts
    }
}
