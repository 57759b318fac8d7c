import EventLog
import RefundDomain
import Units

/// What a decision had to know beyond its order, as of the position it was made at.
struct AuditFacts {
    /// The log.
    let store: any EventStore
    /// The policies and calendars up to where the audit stands.
    let books: Books
    /// What was looked up beforehand.
    let marked: MarkedStreams

    /// Answers what a decision asks about the rest of the ledger.
    nonisolated(nonsending) func answer(_ decision: inout AuditDecision) async throws {
        for question in decision.questions {
            // Whether a key was held is not recorded; that it was erased says that it was.
            guard let mark = EventCodec.mark(question) else {
                decision.facts.answeredYes.insert(question)
                continue
            }
            let isYes = try await isElsewhere(mark, before: decision.head)
            if isYes { decision.facts.answeredYes.insert(question) }
        }
        if let key = decision.keyOfSweepOfAll {
            decision.isLedgerKeyUsed = try await ledgerKeys(
                with: key, before: decision.head.position
            ).isUsed(key.text)
        }
    }

    /// The keys of actions about the whole ledger, with all that was asked under one of them.
    nonisolated(nonsending) func ledgerKeys(
        with key: ActionKey, before position: Position
    ) async throws -> UsedKeys {
        var keys = books.keys
        guard !keys.isUsed(key.text) else { return keys }
        let mark = EventCodec.mark(ledgerKey: key.text)
        for stream in try await streams(with: mark, before: position) {
            for entry in try await entries(of: stream, before: position) where entry.hasKey {
                let recorded = try EventCodec.decode(entry)
                guard let used = recorded.header.key, used.text.hasSameBytes(as: key.text),
                    recorded.header.context.hasLedgerKey == true
                else { continue }
                keys.note(used, of: recorded.event)
            }
        }
        return keys
    }

    /// Whether another order had a mark before an event.
    ///
    /// The log's index knows which streams have a mark now; whether they had it then stands in
    /// their events. The oldest streams come first, so this ends early. (An order's own refund
    /// numbers and evidence are known to the order itself.)
    private nonisolated(nonsending) func isElsewhere(
        _ mark: Mark, before head: AuditedEvent
    ) async throws -> Bool {
        for stream in try await streams(with: mark, before: head.position)
        where stream != head.stream {
            for entry in try await entries(of: stream, before: head.position) {
                if try EventCodec.marks(of: entry).contains(mark) { return true }
            }
        }
        return false
    }

    /// The streams that have a mark now and had begun before a position.
    private nonisolated(nonsending) func streams(
        with mark: Mark, before position: Position
    ) async throws -> [StreamID] {
        let streams = if let known = marked[mark] { known } else { try await store.find(mark) }
        return streams.filter { $0 < position }
    }

    private nonisolated(nonsending) func entries(
        of stream: StreamID, before position: Position
    ) async throws -> [Entry] {
        guard let head = try await store.streams(after: stream - 1, limit: 1).first,
            head.id == stream
        else { return [] }
        return try await store.read(head.name, through: position - 1)
    }
}
