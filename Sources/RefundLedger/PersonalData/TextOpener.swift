public import EventLog
import Records
public import RefundDomain
public import Units
public import Vault

/// Reads the sealed texts of events for people who are to see them.
///
/// Only answers that show texts need one; folding, views, proofs and `verify` never do.
public struct TextOpener: Sendable {
    private let vault: Vault?
    private let subjects: SubjectBook
    private let now: Instant

    /// Whether the keys know of erasures behind the end of the log: an older log was put back, and
    /// they cannot tell which of its erasures were carried out.
    private let isLogPutBack: Bool

    /// Creates an opener.
    ///
    /// - Parameters:
    ///   - vault: The keys; `nil` when they are not at hand, and then every text is shown as one
    ///     whose key is missing.
    ///   - subjects: What was decided about personal data.
    ///   - end: The position at which the log ends.
    ///   - now: At which instant a text would be shown, in UTC milliseconds.
    public init(
        _ vault: Vault?, subjects: SubjectBook = SubjectBook(), end: Position = .max, now: Instant
    ) {
        self.vault = vault
        isLogPutBack = vault.map { $0.erasedThrough > end } ?? false
        self.subjects = subjects
        self.now = now
    }

    /// The position of the latest event that erased what had been written about a person.
    public func erasure(of person: PersonID) -> Position? { subjects.erasure(of: person) }

    /// The event with what stands in its texts.
    ///
    /// - Throws: ``VaultError`` when the file of keys itself cannot be used.
    public func open(_ recorded: RecordedEvent, in stream: StreamName) throws -> RecordedEvent {
        let kind = recorded.event.kind
        guard kind.hasTexts else { return recorded }
        let event = try recorded.event.replacingTexts { field, text throws(any Error) in
            guard case .sealed(let bytes) = text else { return text }
            return .opened(bytes, try read(bytes, TextPlace(stream, kind: kind, field: field)))
        }
        return RecordedEvent(header: recorded.header, event: event)
    }

    private func read(_ bytes: [UInt8], _ place: TextPlace) throws -> SealedContent {
        guard let vault else { return .keyMissing }
        switch try vault.open(bytes, at: place) {
        case .text(let text, let name):
            let subject = PersonID(name)
            // Said in the log, and its keys are still to be destroyed.
            if let position = subjects.erasure(of: subject),
                isLogPutBack || position > vault.erasedThrough
            {
                return .erased
            }
            return subjects.isRestricted(subject, at: now) ? .restricted : .text(text)
        case .erased: return .erased
        case .keyLost: return .keyMissing
        case .damaged: return .damaged
        }
    }
}

extension Ledger {
    /// Goes on with erasures that were recorded and broken off, as whoever records does first.
    ///
    /// - Throws: ``EventStoreError`` or ``VaultError``; done again it goes on.
    public func completeErasures() async throws { try await refreshBooks() }

    /// What was decided about personal data so far.
    ///
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public static func subjects(in store: any EventStore) async throws -> SubjectBook {
        var subjects = SubjectBook()
        for entry in try await store.read(Streams.subjects, through: nil) {
            subjects.evolve(try EventCodec.decode(entry))
        }
        return subjects
    }

    /// The name of the keys that a ledger's texts are sealed with; `nil` when they are plain.
    ///
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public static func vaultName(in store: any EventStore) async throws -> String? {
        guard let first = try await store.readAll(after: 0, limit: 1).first,
            case .policyPublished(let body) = try EventCodec.decode(first).event
        else { return nil }
        return body.vault?.text
    }
}
