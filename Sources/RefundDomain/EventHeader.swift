public import Records
public import Units

/// Under which circumstances an event came to be; recorded with every event.
///
/// Many events share their circumstances, and every event is copied a few times on its way. So
/// copies share their memory until one of them changes.
public struct EventContext: Record, Hashable {
    /// One element: an array is the memory that copies share until one of them changes.
    @usableFromInline var shared: [Circumstances] = Circumstances.none

    public init() {}

    /// Creates the circumstances of what was decided; all of them at once, in memory of their own.
    init(
        actor: Actor, via: Via?, client: Name?, onBehalfOf: PersonID?, policy: PolicyVersion,
        calendar: CalendarVersion
    ) {
        shared = [
            Circumstances(
                actor: actor, via: via, client: client, onBehalfOf: onBehalfOf, policy: policy,
                calendar: calendar)
        ]
    }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try shared[0].visit(&visitor)
    }

    /// Whether all circumstances are the same; field by field, where they stand, because comparing
    /// the arrays would copy what is in them.
    public static func == (left: EventContext, right: EventContext) -> Bool {
        left.actor == right.actor && left.via == right.via && left.client == right.client
            && left.onBehalfOf == right.onBehalfOf && left.policy == right.policy
            && left.calendar == right.calendar && left.hasLedgerKey == right.hasLedgerKey
    }
}

extension EventContext {
    /// Who acted, and in which role.
    @inlinable public var actor: Actor {
        _read { yield shared[0].actor }
        _modify { yield &shared[0].actor }
    }

    /// By which way the action reached the platform, when not the official one (R18).
    @inlinable public var via: Via? {
        _read { yield shared[0].via }
        _modify { yield &shared[0].via }
    }

    /// The program the action came from; recorded, without effect (R19).
    @inlinable public var client: Name? {
        _read { yield shared[0].client }
        _modify { yield &shared[0].client }
    }

    /// The buyer an agent acted for.
    @inlinable public var onBehalfOf: PersonID? {
        _read { yield shared[0].onBehalfOf }
        _modify { yield &shared[0].onBehalfOf }
    }

    /// The policy that governed the decision.
    @inlinable public var policy: PolicyVersion {
        _read { yield shared[0].policy }
        _modify { yield &shared[0].policy }
    }

    /// The latest calendar that was known to the decision.
    @inlinable public var calendar: CalendarVersion {
        _read { yield shared[0].calendar }
        _modify { yield &shared[0].calendar }
    }

    /// Whether the idempotency key counts for the whole ledger, because the action named no
    /// order; only present with such a key.
    @inlinable public var hasLedgerKey: Bool? {
        _read { yield shared[0].hasLedgerKey }
        _modify { yield &shared[0].hasLedgerKey }
    }
}

extension EventContext {
    /// Of an event's circumstances only what counts for finding its key.
    public struct KeyScope: Record {
        /// See ``EventContext/hasLedgerKey``.
        public var hasLedgerKey: Bool?

        public init() {}

        public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
            try visitor.field(Circumstances.ledgerKeyField, "ledger_key", &hasLedgerKey)
        }
    }
}

/// What an ``EventContext`` holds.
@usableFromInline
struct Circumstances: Hashable, Sendable {
    @usableFromInline var actor = Actor()
    @usableFromInline var via: Via?
    @usableFromInline var client: Name?
    @usableFromInline var onBehalfOf: PersonID?
    @usableFromInline var policy = PolicyVersion.placeholder
    @usableFromInline var calendar = CalendarVersion.placeholder
    @usableFromInline var hasLedgerKey: Bool?

    /// Read alone as well.
    @usableFromInline static let ledgerKeyField = 8

    /// Nothing yet, shared by all that start from it.
    @usableFromInline static let none = [Circumstances()]

    @inlinable
    mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "actor", &actor.id)
        try visitor.field(2, "role", &actor.role)
        try visitor.field(3, "via", &via)
        try visitor.field(4, "client", &client)
        try visitor.field(5, "on_behalf_of", &onBehalfOf)
        try visitor.field(6, "policy", &policy)
        try visitor.field(7, "calendar", &calendar)
        try visitor.field(Self.ledgerKeyField, "ledger_key", &hasLedgerKey)
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

    /// Whether text and digest have the same bytes.
    public static func == (left: ActionKey, right: ActionKey) -> Bool {
        left.digest == right.digest && left.text.hasSameBytes(as: right.text)
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
