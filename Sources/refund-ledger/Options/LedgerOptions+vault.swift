import EventLog
import EventLogSQLite
import Foundation
import RefundDomain
import RefundLedger
import Vault

/// The keys of a ledger's personal data.
extension LedgerOptions {
    /// Where the keys are: beside the log, unless a setting names another directory.
    var keysDirectory: String {
        let named = Settings.value(.keys).text
        return named.isEmpty ? directory : named
    }

    /// Where the wrapping key comes from.
    var wrappingKeySource: WrappingKeySource {
        let command = Settings.value(.keyCommand).text
        guard command.isEmpty else { return .command(command) }
        let file = Settings.value(.wrappingKey).text
        return .file(file.isEmpty ? "\(keysDirectory)/wrapping.key" : file)
    }

    /// Opens the keys of a ledger.
    ///
    /// - Returns: The keys; `nil` for a ledger from before texts were sealed.
    /// - Throws: ``VaultError`` when there should be keys and they cannot be used.
    func openVault(of store: SQLiteEventStore, isReadOnly: Bool) async throws -> Vault? {
        guard let name = try await Ledger.vaultName(in: store) else { return nil }
        return try Vault.open(
            in: keysDirectory, origin: try await store.origin(), vault: name,
            source: wrappingKeySource, isReadOnly: isReadOnly)
    }

    /// Opens the keys of a ledger for whoever changes them or what they seal; erasures that were
    /// broken off come first.
    ///
    /// - Returns: The keys; `nil` for a ledger from before texts were sealed.
    /// - Throws: ``VaultError`` or `EventStoreError`.
    func openVaultCompletingErasures(of store: SQLiteEventStore) async throws -> Vault? {
        guard let vault = try await openVault(of: store, isReadOnly: false) else { return nil }
        let evidence = EvidenceStore(in: directory, vault: vault)
        try await Ledger(store: store, vault: vault, evidence: evidence, now: presentMoment)
            .completeErasures()
        return vault
    }

    /// What reads sealed texts; without keys it goes on without texts, and says so once.
    func openTexts(of store: SQLiteEventStore) async throws -> TextOpener {
        var vault: Vault?
        do {
            vault = try await openVault(of: store, isReadOnly: true)
        } catch let error as VaultError {
            Terminal.error("Texts are not shown. \(error)")
        }
        return TextOpener(
            vault, subjects: try await Ledger.subjects(in: store),
            end: try await store.head().size, now: presentMoment())
    }
}
