import EventLog
import Records
import RefundDomain
import Units
import Vault

/// Seals the texts of events on their way into the log.
///
/// The one place where what a person wrote meets the keys: decisions see texts as they were
/// written, the log sees what comes out of here.
struct TextSealing: Sendable {
    let vault: Vault

    /// The files of evidence; `nil` when there are none to erase.
    let evidence: EvidenceStore?

    /// The draft with every text sealed with a key of the buyer it is about.
    ///
    /// - Throws: ``EventStoreError/invalidRequest(_:)`` for a text about nobody, which must not
    ///   get into the log; ``VaultError`` when the keys cannot be used.
    func seal(
        _ draft: EventDraft, about subject: PersonID?, in stream: StreamName
    ) throws -> EventDraft {
        let kind = draft.event.kind
        guard kind.hasTexts else { return draft }
        let event = try draft.event.replacingTexts { field, text throws(any Error) in
            guard case .plain(let plain) = text else { return text }
            guard let subject else {
                throw EventStoreError.invalidRequest("\(kind.name): a text about nobody")
            }
            return .sealed(
                try vault.seal(
                    plain, about: subject.text,
                    at: TextPlace(stream, kind: kind, field: field)))
        }
        return EventDraft(event: event, context: draft.context)
    }

    /// The digest that an action's key is recorded with: keyed when a text is part of it, because
    /// a bare one would let anybody try out texts after they were erased.
    func digest(of action: Action, _ key: ActionKey, about subject: PersonID?) throws -> ActionKey {
        guard !action.body.freeTexts.isEmpty else { return key }
        let keyed = try vault.digest(key.digest, about: subject?.text)
        return ActionKey(text: key.text, digest: Array(keyed.prefix(key.digest.count)))
    }
}

/// Erasing.
extension TextSealing {
    /// Destroys the keys of what was erased, now that the log says so for good.
    ///
    /// - Parameters:
    ///   - erasures: The buyers, each with the position of the event.
    ///   - files: The names of the keys of single files, likewise.
    ///   - end: The position at which the log ends.
    /// - Throws: ``VaultError``; done again it goes on.
    func carryOut(
        _ erasures: [(subject: PersonID, position: Position)],
        files: [(name: String, position: Position)] = [], end: Position
    ) throws {
        if !files.isEmpty { try vault.eraseEvidence(files) }
        if !erasures.isEmpty {
            try vault.erase(erasures.map { ($0.subject.text, $0.position) }, end: end)
        }
        try evidence?.completeErasing()
    }

    /// Goes on with erasures that the log holds, and that were broken off before keys and files
    /// were destroyed; also after older keys were put back.
    func completeErasures(_ subjects: SubjectBook, in store: any EventStore) async throws {
        var files: [(name: String, position: Position)] = []
        if let evidence, evidence.isErasing {
            files = try await EvidenceCheck(
                store: store, directory: evidence.ledger, vault: vault
            ).erased().map { ($0.key, $0.position) }
        }
        let end = try await store.head().size
        try vault.forgetErasures(behind: end)
        let done = vault.erasedThrough
        try carryOut(subjects.allErasures.filter { $0.position > done }, files: files, end: end)
    }
}

extension TextPlace {
    /// The place of a text in an event.
    init(_ stream: StreamName, kind: EventKind, field: Int) {
        self.init(stream: stream.rawValue, kind: Int(kind.rawValue), field: field)
    }
}
