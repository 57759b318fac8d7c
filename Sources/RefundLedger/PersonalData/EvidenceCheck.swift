public import EventLog
import RefundDomain
import Units
public import Vault

/// Makes sure that every file of evidence is what was recorded, or is gone when it was erased.
public struct EvidenceCheck: Sendable {
    private static let eventsPerPageMax = 2_048

    private let store: any EventStore
    private let directory: String
    private let vault: Vault?

    /// Creates a check.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - directory: The ledger's directory.
    ///   - vault: The keys; without them only what is missing is found.
    public init(store: any EventStore, directory: String, vault: Vault?) {
        self.store = store
        self.directory = directory
        self.vault = vault
    }

    /// The files whose erasure is in the log: the names of their keys, and the event's position.
    ///
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public func erased() async throws -> [(key: String, position: Position)] {
        let events = try await read()
        return events.files.compactMap { file in events.erasure(of: file).map { (file.key, $0) } }
    }

    /// Looks at every file.
    ///
    /// - Parameter events: The events that speak of files; `nil` to read the log for them.
    /// - Returns: How many files there were to look at, and what is wrong: missing, altered, or
    ///   still there though it was erased.
    /// - Throws: ``EventStoreError`` when the log cannot be read, ``VaultError``.
    public func run(
        _ events: EvidenceEvents? = nil
    ) async throws -> (files: Int, findings: [OrderFinding]) {
        let events = if let events { events } else { try await read() }
        let subjects = try await Ledger.subjects(in: store)
        var findings: [OrderFinding] = []
        var files = 0
        for file in events.files {
            // Only keys that are named as the vault names them are of files that are kept here.
            guard
                let path = EvidenceStore.path(
                    in: directory, digest: file.digest.bytes, keyName: file.key)
            else { continue }
            files += 1
            let head = try await store.streams(after: file.stream - 1, limit: 1).first
            let order = head.flatMap { Streams.order(of: $0.name) }
            let buyer = try await buyer(of: head?.name)
            let isErased =
                events.erasure(of: file) != nil
                || buyer.flatMap(subjects.erasure) ?? 0 > file.position
            guard let wrong = try fault(of: file, at: path, isErased: isErased) else { continue }
            findings.append(
                OrderFinding(
                    invariant: .evidenceFile, position: file.position, order: order,
                    detail: "evidence \(file.id): \(wrong)"))
        }
        return (files, findings)
    }

    private func fault(
        of file: EvidenceEvents.File, at path: String, isErased: Bool
    ) throws -> String? {
        guard !isErased else {
            return EvidenceStore.isThere(path)
                ? "it was erased, but its file is still there; run evidence tidy" : nil
        }
        guard let vault else {
            return EvidenceStore.isThere(path) ? nil : "its file is missing"
        }
        let reading = try EvidenceStore(in: directory, vault: vault).read(
            digest: file.digest.bytes, keyName: file.key
        ) { _ in }
        switch reading {
        case .whole: return nil
        case .missing: return "its file is missing"
        case .altered: return "its file is not what was recorded"
        case .erased: return "its key was destroyed, but nothing says that it was erased"
        case .keyLost: return "its key is lost"
        }
    }

    /// Every event of the log that speaks of a file.
    private func read() async throws -> EvidenceEvents {
        var events = EvidenceEvents()
        let end = try await store.head().size
        var position: Position = 0
        while position < end {
            let limit = min(Self.eventsPerPageMax, Int(end - position))
            try events.note(try await store.readAll(after: position, limit: limit))
            position += Int64(limit)
        }
        return events
    }

    private func buyer(of stream: StreamName?) async throws -> PersonID? {
        guard let stream else { return nil }
        for entry in try await store.read(stream, through: nil) {
            if case .orderRegistered(let body) = try EventCodec.decode(entry).event {
                return body.buyer
            }
        }
        return nil
    }
}
