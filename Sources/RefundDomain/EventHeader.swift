public import Records
public import Units

/// Under which circumstances an event came to be; recorded with every event.
public struct EventContext: Record, Hashable {
    /// Who acted, and in which role.
    public var actor = Actor()

    /// By which way the action reached the platform, when not the official one (R18).
    public var via: Via?

    /// The program the action came from; recorded, without effect (R19).
    public var client: Name?

    /// The buyer an agent acted for.
    public var onBehalfOf: PersonID?

    /// The policy that governed the decision.
    public var policy = PolicyVersion.placeholder

    /// The latest calendar that was known to the decision.
    public var calendar = CalendarVersion.placeholder

    /// Whether the idempotency key counts for the whole ledger, because the action named no
    /// order; only present with such a key.
    public var hasLedgerKey: Bool?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "actor", &actor.id)
        try visitor.field(2, "role", &actor.role)
        try visitor.field(3, "via", &via)
        try visitor.field(4, "client", &client)
        try visitor.field(5, "on_behalf_of", &onBehalfOf)
        try visitor.field(6, "policy", &policy)
        try visitor.field(7, "calendar", &calendar)
        try visitor.field(8, "ledger_key", &hasLedgerKey)
    }
}

/// An idempotency key, and what it was first used for.
public struct ActionKey: Hashable, Sendable {
    /// The key as the caller gave it.
    public var text: String

    /// A digest of the action without its `at`; equal digests mean the same action.
    public var digest: [UInt8]

    /// Creates a key.
    public init(text: String, digest: [UInt8]) {
        self.text = text
        self.digest = digest
    }
}

/// Where and when an event stands in the log.
public struct EventHeader: Equatable, Sendable {
    /// The place in the whole log, from 1, without gaps.
    public var position: Int64

    /// When the ledger recorded it, in UTC milliseconds, by the ledger's clock.
    public var recordedAt: Instant

    /// When it happened, in UTC milliseconds: the `at` of the action.
    public var occurredAt: Instant

    /// The circumstances.
    public var context: EventContext

    /// The idempotency key of the action, on the first of its events.
    public var key: ActionKey?

    /// Creates a header.
    public init(
        position: Int64, recordedAt: Instant, occurredAt: Instant, context: EventContext,
        key: ActionKey? = nil
    ) {
        self.position = position
        self.recordedAt = recordedAt
        self.occurredAt = occurredAt
        self.context = context
        self.key = key
    }
}

/// An event with its place in the log.
public struct RecordedEvent: Equatable, Sendable {
    /// Where and when.
    public var header: EventHeader

    /// What.
    public var event: LedgerEvent

    /// Creates a recorded event.
    public init(header: EventHeader, event: LedgerEvent) {
        self.header = header
        self.event = event
    }
}
