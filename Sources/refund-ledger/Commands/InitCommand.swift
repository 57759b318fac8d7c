import ArgumentParser
import EventLogSQLite
import Foundation
import JSONText
import RefundLedger
import TransparencyLog
import Vault
import Wording

/// `refund-ledger init`: makes a new, empty ledger and the key that signs for it.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new ledger, and the key that signs for it.",
        discussion: """
            The directory is made if it does not exist. The built-in policy and calendar become the \
            first two events. An existing ledger is never touched.

            What persons write is sealed with keys of its own for each buyer, in keys.sqlite; they \
            are wrapped with the key in wrapping.key. Neither is part of a backup of the log: see \
            keys.

            The key that signs is in signing.key, which only its owner may read and which no backup \
            holds, either. What is printed is its other half, the verifier key: give it to whoever \
            is to check receipts and checkpoints, on a way that nobody in between can change. It can \
            be asked for again with checkpoint --verifier-key.

            Example: refund-ledger init --ledger my-ledger --origin shop.example/refunds
            """
    )

    /// The most bytes in an origin.
    private static let originBytesMax = 255

    @Option(help: "The name under which the ledger signs for itself; made up when left out.")
    var origin: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard let origin else { return }
        guard KeyName.isValid(origin), origin.utf8.count <= Self.originBytesMax else {
            throw ValidationError(
                "--origin is a name without spaces and plus signs, of at most "
                    + "\(Self.originBytesMax) bytes, such as shop.example/refunds.")
        }
    }

    func run() async throws {
        let directory = options.directory
        let origin = origin ?? "refund-ledger/\(UUID().uuidString.lowercased())"
        guard !Vault.exists(in: options.keysDirectory) || hasLog else {
            throw VaultError.keysExist(path: Vault.path(in: options.keysDirectory))
        }
        // One that an earlier ledger left is used again only under the same name.
        let present = hasLog ? nil : try SigningKey.read(in: directory, origin: origin)
        let store = try SQLiteEventStore.create(
            directory, origin: origin, created: presentMoment())
        let vault = try Vault.create(
            in: options.keysDirectory, origin: origin, source: options.wrappingKeySource)
        try await Ledger(store: store, vault: vault, now: presentMoment).initialize()
        let key = try present ?? SigningKey.create(in: directory, origin: origin)
        _ = try await LogSigner(store: store, key: key).checkpoint()
        try store.close()
        Terminal.note(
            Wording(
                "Made a ledger in '\(directory)'. Its verifier key:",
                zh: "已在 '\(directory)' 创建账本。其验证公钥："))
        guard output.json else {
            return try options.terminal.quiet ? () : Terminal.line(key.verifier.text)
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("ledger", directory)
        writer.member("origin", origin)
        writer.member("verifier_key", key.verifier.text)
        writer.endObject()
        writer.newline()
        try Terminal.write(writer.bytes)
    }

    /// Whether there is a log, which says so better than its keys.
    private var hasLog: Bool { access("\(options.directory)/log.sqlite", F_OK) == 0 }
}
