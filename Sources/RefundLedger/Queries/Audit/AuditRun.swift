import EventLog
import RefundDomain
import Units

/// An audit of one share of the streams, on its way through the log.
///
/// Nearly every decision is made again without suspending: what must be looked up elsewhere is
/// asked for page by page, and orders are in memory.
struct AuditRun {
    private let share: AuditShare
    private let store: any EventStore
    private let texts: TextOpener?
    private let sharedMarks: [MarkDigest: [StreamID]]?

    private var decoder = EventDecoder()
    /// The share's events that were not decided yet, in order of the log.
    private var waiting: [AuditedEvent] = []
    /// The streams that have the marks of these.
    private var marked = MarkedStreams()
    private var streams: AuditedStreams
    private var books = Books()
    private var found = AuditStretch()

    /// Begins at the first event.
    ///
    /// - Parameters:
    ///   - share: The streams to look at.
    ///   - store: The log.
    ///   - texts: What reads sealed texts.
    ///   - sharedMarks: The marks of several streams; `nil` when each mark is to be looked up.
    ///   - ordersInMemoryMax: The most folded orders that are kept.
    init(
        share: AuditShare, store: any EventStore, texts: TextOpener?,
        sharedMarks: [MarkDigest: [StreamID]]?, ordersInMemoryMax: Int
    ) {
        self.share = share
        self.sharedMarks = sharedMarks
        self.store = store
        self.texts = texts
        streams = AuditedStreams(store: store, ordersInMemoryMax: ordersInMemoryMax)
    }

    /// Looks at every decision that ends in the next part of the log.
    nonisolated(nonsending) mutating func look(at part: AuditPart) async throws -> AuditStretch {
        for page in part.pages {
            try await take(page)
            try await decide(isLast: part.isLast && page.through == part.through)
        }
        defer { found = AuditStretch() }
        found.through = waiting.first.map { $0.position - 1 } ?? part.through
        return found
    }

    /// Decodes the share's events of a page, and finds the streams of all of their marks at once.
    private nonisolated(nonsending) mutating func take(_ page: LogPages.Page) async throws {
        var marks: [Mark] = []
        var streams: [[StreamID]] = []
        // By place: only entries of the share are taken out.
        for place in page.entries.indices where share.includes(page.entries[place].stream) {
            let event = try AuditedEvent(page.entries[place], &decoder)
            for mark in EventCodec.marks(of: event.recorded.event) {
                marks.append(mark)
                // What no other stream has, this one has.
                if let sharedMarks { streams.append(sharedMarks[mark.digest] ?? [event.stream]) }
            }
            waiting.append(event)
        }
        if sharedMarks == nil { streams = try await store.find(marks) }
        marked.take(zip(marks, streams))
    }

    /// Looks at those decisions whose events are all there.
    private nonisolated(nonsending) mutating func decide(isLast: Bool) async throws {
        var (place, end) = (0, 0)
        while place < waiting.count {
            if place >= end { end = self.end(ofDecisionAt: place) }
            // Others of the same decision may follow.
            guard end < waiting.count || isLast else { break }
            place += try await look(at: waiting[place..<end])
        }
        waiting.removeFirst(place)
    }

    /// The place behind the last event that may be of the same decision as one.
    private func end(ofDecisionAt place: Int) -> Int {
        var end = place + 1
        while end < waiting.count, waiting[end].mayFollow(waiting[place], by: end - place) {
            end += 1
        }
        return end
    }

    /// Looks at the decision that begins with the first of some events and folds its events.
    ///
    /// - Returns: How many they are.
    private nonisolated(nonsending) mutating func look(
        at events: ArraySlice<AuditedEvent>
    ) async throws -> Int {
        let head = events[events.startIndex]
        let stream: AuditedStreams.Stream
        if let known = streams.known(head) {
            stream = known
        } else {
            stream = try await streams.read(head)
        }
        switch stream {
        case .order(let cached):
            var opened = head
            if head.recorded.event.kind.hasTexts, let texts {
                opened = try head.opened(by: texts, in: cached.stream)
            }
            let count = try await audit(
                opened, events.dropFirst(), cached.order, of: cached.order.number)
            for event in events.prefix(count) { cached.evolve(event.recorded) }
            found.summary.events += count
            return count
        case .ledgers(let name):
            let count = share.auditsLedger ? try await auditLedger(head, events.dropFirst()) : 1
            for event in events.prefix(count) { books.evolve(event.recorded, in: name) }
            if share.auditsLedger { found.summary.events += count }
            return count
        }
    }

    /// An event of the ledger's own streams: a publication, or a refusal of an action without
    /// an order.
    private nonisolated(nonsending) mutating func auditLedger(
        _ head: AuditedEvent, _ followers: ArraySlice<AuditedEvent>
    ) async throws -> Int {
        guard !AuditBuiltIn.isBuiltIn(head.recorded) else {
            note(AuditBuiltIn.deviations(of: head.recorded))
            return 1
        }
        var keys = UsedKeys()
        if let key = head.recorded.usedKey {
            keys = try await elsewhere.ledgerKeys(with: key, before: head.position)
        }
        return try await audit(head, followers, Order(ledgerKeys: keys), of: nil)
    }

    private nonisolated(nonsending) mutating func audit(
        _ head: AuditedEvent, _ followers: ArraySlice<AuditedEvent>, _ order: Order,
        of number: OrderID?
    ) async throws -> Int {
        if case .actionRefused(let refusal) = head.recorded.event {
            let check = AuditRefusal(
                refusal: refusal, header: head.recorded.header, order: order, number: number,
                facts: books.facts)
            note(check.verdict())
            return 1
        }
        var decision = AuditDecision(
            head: head, followers: followers, order: order, number: number, facts: books.facts)
        if decision.asksElsewhere { try await elsewhere.answer(&decision) }
        let result = decision.compare()
        found.summary.decisions += 1
        note(result.deviations)
        return result.count
    }

    /// What knows the rest of the log up to where the audit stands.
    private var elsewhere: AuditFacts {
        AuditFacts(store: store, books: books, marked: marked)
    }

    private mutating func note(_ verdict: AuditRefusal.Verdict) {
        switch verdict.depth {
        case .fully: found.summary.refusalsFully += 1
        case .partly: found.summary.refusalsPartly += 1
        case .not: found.summary.refusalsNot += 1
        }
        note(verdict.deviations)
    }

    private mutating func note(_ deviations: [AuditDeviation]) {
        found.summary.deviations += deviations.count
        found.deviations += deviations
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
