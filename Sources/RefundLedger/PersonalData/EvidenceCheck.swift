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

    /// A file that an event speaks of.
    private struct File {
        let position: Position
        let stream: StreamID
        let id: EvidenceID
        let digest: ContentHash
        let key: String
        let path: String
    }

    /// The files whose erasure is in the log: the names of their keys, and the event's position.
    ///
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public func erased() async throws -> [(key: String, position: Position)] {
        let (files, erasures) = try await read()
        return files.compactMap { file in
            erasures[Name(stream: file.stream, id: file.id)].map { (file.key, $0) }
        }
    }

    /// Looks at every file.
    ///
    /// - Returns: How many files there were to look at, and what is wrong: missing, altered, or
    ///   still there though it was erased.
    /// - Throws: ``EventStoreError`` when the log cannot be read, ``VaultError``.
    public func run() async throws -> (files: Int, findings: [OrderFinding]) {
        let (files, erasures) = try await read()
        let subjects = try await Ledger.subjects(in: store)
        var findings: [OrderFinding] = []
        for file in files {
            let head = try await store.streams(after: file.stream - 1, limit: 1).first
            let order = head.flatMap { Streams.order(of: $0.name) }
            let buyer = try await buyer(of: head?.name)
            let isErased =
                erasures[Name(stream: file.stream, id: file.id)] != nil
                || buyer.flatMap(subjects.erasure) ?? 0 > file.position
            guard let wrong = try fault(of: file, isErased: isErased) else { continue }
            findings.append(
                OrderFinding(
                    invariant: .evidenceFile, position: file.position, order: order,
                    detail: "evidence \(file.id): \(wrong)"))
        }
        return (files.count, findings)
    }

    private func fault(of file: File, isErased: Bool) throws -> String? {
        guard !isErased else {
            return EvidenceStore.isThere(file.path)
                ? "it was erased, but its file is still there; run evidence tidy" : nil
        }
        guard let vault else {
            return EvidenceStore.isThere(file.path) ? nil : "its file is missing"
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

    private struct Name: Hashable {
        let stream: StreamID
        let id: EvidenceID
    }

    /// Every file that events speak of, and the erasures of single ones.
    private func read() async throws -> (files: [File], erasures: [Name: Position]) {
        var files: [File] = []
        var erasures: [Name: Position] = [:]
        let end = try await store.head().size
        var position: Position = 0
        while position < end {
            let limit = min(Self.eventsPerPageMax, Int(end - position))
            for entry in try await store.readAll(after: position, limit: limit) {
                let kind = EventCodec.kind(of: entry)
                guard kind == .evidenceUploaded || kind == .evidenceErased else { continue }
                let event = try EventCodec.decode(entry).event
                // Only keys that are named as the vault names them are of files that are kept here.
                if case .evidenceUploaded(let body) = event, let key = body.keyID?.text,
                    let path = EvidenceStore.path(
                        in: directory, digest: body.sha256.bytes, keyName: key)
                {
                    files.append(
                        File(
                            position: entry.position, stream: entry.stream, id: body.evidenceID,
                            digest: body.sha256, key: key, path: path))
                }
                if case .evidenceErased(let body) = event {
                    erasures[Name(stream: entry.stream, id: body.evidenceID)] = entry.position
                }
            }
            position += Int64(limit)
        }
        return (files, erasures)
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
