public import EventLog
import Records
public import RefundDomain
public import Units

/// Decides history again: what was recorded must follow from the policy, the calendar and the
/// facts of its time.
///
/// It reads the log in order and folds every order up to before an event. From the event it reads
/// the action that must have led to it, decides that action again with the policies, calendars and
/// other orders as they were then, and compares. Where one decision made several events, deciding
/// again says how many must follow. Sweeps are decided by what was due.
///
/// What it cannot see, because it is not recorded: whether a sweep over all orders left out one
/// that had something due, and whether the digest of a key is that of the action.
public struct Audit: Sendable {
    /// The most folded orders in memory.
    static let ordersInMemoryMax = 24_000

    /// How many events are looked at between two reports of progress.
    private static let eventsPerReport = 1_024

    private let store: any EventStore
    private let order: OrderID?
    private let texts: TextOpener?

    /// Creates an audit.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - order: The only order to look at; `nil` for the whole log.
    ///   - texts: What reads sealed texts; what follows from a text that cannot be read is taken
    ///     as it was recorded.
    public init(store: any EventStore, order: OrderID? = nil, texts: TextOpener? = nil) {
        self.store = store
        self.order = order
        self.texts = texts
    }

    /// Looks at everything recorded up to now.
    ///
    /// - Parameters:
    ///   - progress: Is told the position reached and the last one, now and then; may throw to
    ///     stop.
    ///   - report: Takes each deviation, in order of the log.
    /// - Returns: What was looked at.
    /// - Throws: ``EventStoreError`` when the log cannot be read; what the two closures throw.
    public func run(
        progress: (Position, Position) throws -> Void = { _, _ in },
        report: (AuditDeviation) throws -> Void
    ) async throws -> AuditSummary {
        let end = try await store.head().size
        let pages =
            if let order {
                try await AuditPages(store: store, order: order, through: end)
            } else {
                AuditPages(store: store, through: end)
            }
        var run = AuditRun(
            pages: pages,
            streams: AuditedStreams(store: store, ordersInMemoryMax: Self.ordersInMemoryMax),
            store: store, texts: texts, isOneOrder: order != nil)
        var reported = 0
        while let last = try await run.step() {
            for deviation in run.takeDeviations() { try report(deviation) }
            guard run.summary.events - reported >= Self.eventsPerReport else { continue }
            reported = run.summary.events
            try progress(last, end)
            try Task.checkCancellation()
        }
        return run.summary
    }
}

/// An audit on its way through the log.
struct AuditRun {
    var pages: AuditPages
    var streams: AuditedStreams
    let store: any EventStore
    let texts: TextOpener?
    /// Whether the ledger's own streams are only read for what they publish.
    let isOneOrder: Bool

    private(set) var summary = AuditSummary()
    private var books = Books()
    private var deviations: [AuditDeviation] = []

    init(
        pages: AuditPages, streams: AuditedStreams, store: any EventStore, texts: TextOpener?,
        isOneOrder: Bool
    ) {
        self.pages = pages
        self.streams = streams
        self.store = store
        self.texts = texts
        self.isOneOrder = isOneOrder
    }

    /// Looks at the next decision and folds its events.
    ///
    /// - Returns: The last position looked at; `nil` at the end of the log.
    mutating func step() async throws -> Position? {
        guard let head = try await pages.peek(0) else { return nil }
        let stream = try await streams.stream(of: head)
        var count = 1
        switch stream {
        case .order(let cached):
            count = try await audit(head, cached.order, of: cached.order.number)
            for offset in 0..<count {
                guard let event = try await pages.peek(offset) else { break }
                cached.evolve(event.recorded)
            }
        case .ledgers(let name):
            if !isOneOrder { count = try await auditLedger(head) }
            for offset in 0..<count {
                guard let event = try await pages.peek(offset) else { break }
                books.evolve(event.recorded, in: name)
            }
        }
        pages.drop(count)
        if !isOneOrder || stream.isOrder { summary.events += count }
        return head.position + Position(count) - 1
    }

    /// The deviations found since the last time.
    mutating func takeDeviations() -> [AuditDeviation] {
        defer { deviations.removeAll() }
        return deviations
    }

    /// An event of the ledger's own streams: a publication, or a refusal of an action without
    /// an order.
    private mutating func auditLedger(_ head: AuditedEvent) async throws -> Int {
        guard !AuditBuiltIn.isBuiltIn(head.recorded) else {
            note(AuditBuiltIn.deviations(of: head.recorded))
            return 1
        }
        var keys = UsedKeys()
        let facts = AuditFacts(store: store, books: books)
        if let key = head.recorded.usedKey {
            keys = try await facts.ledgerKeys(with: key, before: head.position)
        }
        return try await audit(head, Order(ledgerKeys: keys), of: nil)
    }

    private mutating func audit(
        _ head: AuditedEvent, _ order: Order, of number: OrderID?
    ) async throws -> Int {
        var head = head
        if let number, let texts { try head.open(texts, in: Streams.order(number)) }
        let facts = AuditFacts(store: store, books: books)
        if case .actionRefused(let refusal) = head.recorded.event {
            let check = AuditRefusal(
                refusal: refusal, header: head.recorded.header, order: order, number: number,
                facts: Facts(
                    policies: books.policies, calendars: books.calendars,
                    subjects: books.subjects))
            let verdict = check.verdict()
            switch verdict.depth {
            case .fully: summary.refusalsFully += 1
            case .partly: summary.refusalsPartly += 1
            case .not: summary.refusalsNot += 1
            }
            note(verdict.deviations)
            return 1
        }
        let decision = AuditDecision(head: head, order: order, number: number, facts: facts)
        let result = try await decision.compare(&pages)
        summary.decisions += 1
        note(result.deviations)
        return result.count
    }

    private mutating func note(_ found: [AuditDeviation]) {
        summary.deviations += found.count
        deviations += found
    }
}

extension AuditedStreams.Stream {
    fileprivate var isOrder: Bool {
        switch self {
        case .order: true
        case .ledgers: false
        }
    }
}

extension RecordedEvent {
    /// The key of the action; in older logs, the event of one that was in conflict has none.
    var usedKey: ActionKey? {
        if let key = header.key { return key }
        guard case .actionRefused(let refusal) = event, let key = refusal.key else { return nil }
        return ActionKey(text: key.text, digest: [])
    }
}
