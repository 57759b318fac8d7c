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
///
/// Orders are decided apart from one another, and what one asks about others is answered as of the
/// event's position: so workers share the streams, and go through the log side by side.
public struct Audit: Sendable {
    /// The most folded orders in memory, of all workers together.
    static let ordersInMemoryMax = 48_000

    /// How many positions all workers go through before what they found is reported.
    var positionsPerStretch: Position = 16_384

    var workersCount: Int64 = 2

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
        let shares = try await shares()
        if order == nil { try texts?.readAhead() }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let workers = shares.map { share in
                AuditWorker { try await self.start(share, through: end) }
            }
            defer { for worker in workers { worker.end() } }
            for worker in workers { group.addTask { await worker.work() } }
            var summary = AuditSummary()
            var (position, asked): (Position, Position) = (0, 0)
            while position < end {
                // One stretch ahead: a worker that is late for a while keeps nobody waiting.
                while asked < min(end, position + 2 * positionsPerStretch) {
                    asked = min(end, asked + positionsPerStretch)
                    for worker in workers { worker.look(through: asked) }
                }
                position = min(end, position + positionsPerStretch)
                var found = AuditStretch()
                for worker in workers { found.add(try await worker.found()) }
                for deviation in found.inOrder { try report(deviation) }
                summary.add(found.summary)
                try progress(position, end)
                try Task.checkCancellation()
            }
            return summary
        }
    }

    private func shares() async throws -> [AuditShare] {
        var own: Set<StreamID> = []
        for name in Streams.own {
            if let stream = try await store.streamHead(name)?.id { own.insert(stream) }
        }
        let count = order == nil ? workersCount : 1
        return (0..<count).map { number in
            AuditShare(
                number: number, count: count, ledgerStreams: own,
                auditsLedger: order == nil && number == 0)
        }
    }

    private func start(
        _ share: AuditShare, through end: Position
    ) async throws -> AuditRun {
        let pages =
            if let order {
                try await AuditPages(store: store, order: order, through: end)
            } else {
                AuditPages(store: store, share: share, through: end)
            }
        let streams = AuditedStreams(
            store: store, ordersInMemoryMax: Self.ordersInMemoryMax / Int(share.count))
        return AuditRun(
            pages: pages, streams: streams, store: store, texts: texts,
            auditsLedger: share.auditsLedger)
    }
}

/// An audit on its way through the log.
struct AuditRun {
    var pages: AuditPages
    var streams: AuditedStreams
    let store: any EventStore
    let texts: TextOpener?
    /// Whether the ledger's own streams are looked at, too, not only for what they publish.
    let auditsLedger: Bool

    private var books = Books()
    private var found = AuditStretch()

    init(
        pages: AuditPages, streams: AuditedStreams, store: any EventStore, texts: TextOpener?,
        auditsLedger: Bool
    ) {
        self.pages = pages
        self.streams = streams
        self.store = store
        self.texts = texts
        self.auditsLedger = auditsLedger
    }

    /// Looks at every decision that begins up to a position.
    mutating func look(through end: Position) async throws {
        while let head = try await pages.peek(0), head.position <= end { try await look(at: head) }
    }

    /// Looks at the decision that begins with an event and folds its events.
    private mutating func look(at head: AuditedEvent) async throws {
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
            if auditsLedger { count = try await auditLedger(head) }
            for offset in 0..<count {
                guard let event = try await pages.peek(offset) else { break }
                books.evolve(event.recorded, in: name)
            }
        }
        pages.drop(count)
        if auditsLedger || stream.isOrder { found.summary.events += count }
    }

    /// What was found since the last time.
    mutating func takeFound() -> AuditStretch {
        defer { found = AuditStretch() }
        return found
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
        if let number, let texts {
            head = try head.opened(by: texts, in: Streams.order(number))
        }
        let facts = AuditFacts(store: store, books: books, marked: pages.marked)
        if case .actionRefused(let refusal) = head.recorded.event {
            let check = AuditRefusal(
                refusal: refusal, header: head.recorded.header, order: order, number: number,
                facts: Facts(
                    policies: books.policies, calendars: books.calendars,
                    subjects: books.subjects))
            let verdict = check.verdict()
            switch verdict.depth {
            case .fully: found.summary.refusalsFully += 1
            case .partly: found.summary.refusalsPartly += 1
            case .not: found.summary.refusalsNot += 1
            }
            note(verdict.deviations)
            return 1
        }
        let decision = AuditDecision(head: head, order: order, number: number, facts: facts)
        let result = try await decision.compare(&pages)
        found.summary.decisions += 1
        note(result.deviations)
        return result.count
    }

    private mutating func note(_ deviations: [AuditDeviation]) {
        found.summary.deviations += deviations.count
        found.deviations += deviations
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
