import EventLog
public import RefundDomain
public import Units

/// Which events of the log are asked for; everything that is left out does not matter.
public struct EventSelection: Equatable, Sendable {
    /// The first business instant, in UTC milliseconds, inclusive.
    public var from: Instant?

    /// The last business instant, in UTC milliseconds, inclusive.
    public var to: Instant?

    /// The order.
    public var order: OrderID?

    /// The kinds; none for all.
    public var kinds: Set<EventKind> = []

    /// Who acted.
    public var actor: PersonID?

    /// Selects everything.
    public init() {}

    /// Whether nothing is left out.
    public var isEverything: Bool { self == EventSelection() }

    /// Whether an entry of the right stream is asked for.
    ///
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when the entry does not read.
    func contains(_ entry: Entry) throws(EventStoreError) -> Bool {
        if let from, entry.occurredAt < from { return false }
        if let to, entry.occurredAt > to { return false }
        if !kinds.isEmpty {
            guard let kind = EventCodec.kind(of: entry), kinds.contains(kind) else { return false }
        }
        guard let actor else { return true }
        return try EventCodec.context(of: entry).actor.id == actor
    }
}
