import Crypto
import EventLog
import RefundDomain
import Units
import Vault

extension Ledger {
    /// Reads the ledger's own streams, once.
    func refreshBooks() async throws {
        guard !books.isLoaded else { return }
        books = try await Self.books(in: store, through: nil)
        try await sealing?.completeErasures(books.subjects, in: store)
        books.isLoaded = true
    }

    /// The policies and calendars as they were at a position; `nil` for now.
    static func books(in store: any EventStore, through position: Position?) async throws -> Books {
        var books = Books()
        for stream in Streams.own {
            for entry in try await store.read(stream, through: position) {
                books.evolve(try EventCodec.decode(entry), in: stream)
            }
        }
        return books
    }

    /// Decides one action and puts what follows into the group.
    func decide(_ action: Action, at index: Int, in group: inout DecisionGroup) async throws {
        guard let id = action.order else {
            try await decideForLedger(action, at: index, in: &group)
            return
        }
        guard try !decideAtOnce(action, at: index, in: &group) else { return }
        let cached = try await load(id)
        let questions = MarkedQuestion.all(of: action, about: cached.order)
        try await lookUp(questions.map(\.mark), in: &group)
        try decide(action, at: index, on: cached, questions, in: &group)
    }

    /// Decides an action about an order, if everything it depends on is in memory.
    private func decideAtOnce(
        _ action: Action, at index: Int, in group: inout DecisionGroup
    ) throws -> Bool {
        guard let id = action.order, let cached = cache.use(id) else { return false }
        let questions = MarkedQuestion.all(of: action, about: cached.order)
        guard questions.allSatisfy({ group.answers[$0.mark] != nil }) else { return false }
        try decide(action, at: index, on: cached, questions, in: &group)
        return true
    }

    private func decide(
        _ action: Action, at index: Int, on cached: CachedOrder, _ questions: [MarkedQuestion],
        in group: inout DecisionGroup
    ) throws {
        var action = action
        if let key = action.key, let sealing {
            let found = try digest(of: action, key, in: cached.order, sealing)
            // Most have no text and keep their digest, and so the memory that they share.
            if found.digest != key.digest { action.key = found }
        }
        switch cached.order.decide(action, facts(for: questions, cached.order, group)) {
        case .repeated: group.add(index, action)
        case .accepted(let drafts):
            guard !drafts.isEmpty else { return group.add(index, action) }
            try record(drafts, action, index, cached, nil, &group)
        case .refused(let refusal, let draft):
            try record([draft], action, index, cached, refusal, &group)
        }
    }

    /// The key of an action as it is recorded.
    ///
    /// What was asked when the order had no buyer yet was digested with the ledger's own key, and is
    /// a repeat all the same when it is asked again.
    private func digest(
        of action: Action, _ key: ActionKey, in order: Order, _ sealing: TextSealing
    ) throws -> ActionKey {
        let found = try sealing.digest(of: action, key, about: order.buyer)
        guard order.keys.standing(of: found) == .conflict else { return found }
        let early = try sealing.digest(of: action, key, about: nil)
        return order.keys.standing(of: early) == .answered ? early : found
    }

    private func record(
        _ drafts: [EventDraft], _ action: Action, _ index: Int, _ cached: CachedOrder,
        _ refusal: Refusal?, _ group: inout DecisionGroup
    ) throws {
        let id = cached.order.number
        let part = DecidedPart(
            stream: cached.stream, order: id, version: cached.version,
            subject: cached.order.buyer,
            erasedFiles: drafts.compactMap { draft in
                guard case .evidenceErased(let body) = draft.event else { return nil }
                return cached.order.fileOfNoOther(body.evidenceID)
            }, drafts: drafts)
        try group.add(index, action, [part], refusal: refusal) { cached.evolve($1) }
    }

    /// An order, folded; from the cache or from the log.
    func load(_ id: OrderID) async throws -> CachedOrder {
        if let cached = cache.use(id) { return cached }
        let loaded = try await read(id)
        cache.insert(loaded, for: id)
        return loaded
    }

    private func read(_ id: OrderID) async throws -> CachedOrder {
        if let inFlight, inFlight.orders.contains(id) { await inFlight.hasEnded() }
        let entries = try await store.read(Streams.order(id), through: nil)
        var order = Order(id)
        for entry in entries {
            let recorded = try EventCodec.decode(entry)
            order.evolve(recorded.event, recorded.header)
        }
        return CachedOrder(order: order, version: StreamVersion(entries.count))
    }

    /// Asks at once what the decisions of a group would ask for one by one: which orders are new,
    /// which streams carry the marks that are asked about, and which keys their buyers have.
    ///
    /// Only a head start: whatever is not known afterwards is looked up when it is needed.
    func prepare(_ actions: ArraySlice<Action>, in group: inout DecisionGroup) async throws {
        var unknown: [OrderID] = []
        var known: [CachedOrder?] = []
        known.reserveCapacity(actions.count)
        for action in actions {
            let cached = action.order.flatMap { cache.use($0) }
            known.append(cached)
            if cached == nil, let id = action.order, inFlight?.orders.contains(id) != true {
                unknown.append(id)
            }
        }
        let heads = try await store.streamHeads(unknown.map(Streams.order))
        for (id, head) in zip(unknown, heads) where head == nil && cache.use(id) == nil {
            cache.insert(CachedOrder(order: Order(id), version: 0), for: id)
        }
        var marks: [Mark] = []
        var buyers: Set<PersonID> = []
        for (action, cached) in zip(actions, known) {
            guard let id = action.order, let cached = cached ?? cache.use(id) else { continue }
            let body = action.body
            if let buyer = cached.order.buyer {
                buyers.insert(buyer)
            } else if type(of: body).name == .registerOrder {
                if let buyer = (body as? RegisterOrder)?.buyer { buyers.insert(buyer) }
            }
            marks += body.questions(about: cached.order).compactMap(EventCodec.mark)
        }
        try sealing?.vault.lookUpKeys(of: buyers.map(\.text))
        try await lookUp(marks, in: &group)
    }

    /// Finds the streams that carry marks which the group does not know yet.
    private func lookUp(_ marks: [Mark], in group: inout DecisionGroup) async throws {
        let unknown = marks.filter { group.answers[$0] == nil }
        guard !unknown.isEmpty else { return }
        for (mark, streams) in zip(unknown, try await store.find(unknown)) {
            group.answers[mark] = streams
        }
    }

    /// What a decision must know beyond its order; every question was looked up before.
    private func facts(
        for questions: [MarkedQuestion], _ order: Order, _ group: DecisionGroup
    ) -> Facts {
        var facts = books.facts
        for asked in questions {
            let recorded = group.answers[asked.mark] ?? []
            let pending = group.streams(with: asked.mark)
            let isYes =
                switch asked.question {
                case .isRefundNumberUsed: !recorded.isEmpty || !pending.isEmpty
                case .isEvidenceElsewhere:
                    // A stream is named by the position of its first event.
                    recorded.contains { $0 != order.positions.first }
                        || pending.contains { $0 != Streams.order(order.number) }
                case .isSubjectHeld: false
                }
            if isYes { facts.answeredYes.insert(asked.question) }
        }
        return facts
    }
}

/// A question that the log answers, with the mark that answers it: a digest, so worked out once.
private struct MarkedQuestion {
    let question: Question
    let mark: Mark

    static func all(of action: Action, about order: Order) -> [MarkedQuestion] {
        action.body.questions(about: order).compactMap { question in
            EventCodec.mark(question).map { MarkedQuestion(question: question, mark: $0) }
        }
    }
}

/// Actions about the whole ledger.
extension Ledger {
    private func decideForLedger(
        _ action: Action, at index: Int, in group: inout DecisionGroup
    ) async throws {
        var facts = books.facts
        if let erasure = action.body as? EraseSubject,
            try sealing?.vault.holdsKeys(of: erasure.subject.text) == true
        {
            facts.answeredYes.insert(.isSubjectHeld(erasure.subject))
        }
        if let calendar = action.body as? PublishCalendar {
            let digest = SHA256.hash(data: Array(calendar.canonicalText.utf8))
            facts.calendarDigest = ContentHash(bytes: Array(digest)) ?? facts.calendarDigest
        }
        try await recallKey(of: action)
        let stream = Self.stream(for: type(of: action.body).scope)
        let version = books.versions[stream] ?? 0
        let decision = Order(ledgerKeys: books.keys).decide(action, facts)
        let drafts: [EventDraft]
        var refused: Refusal?
        switch decision {
        case .repeated: return group.add(index, action)
        case .refused(let refusal, let draft):
            drafts = [draft]
            refused = refusal
        case .accepted(let accepted):
            guard !(action.body is Sweep) else {
                return try await sweepAll(action, at: index, in: &group)
            }
            guard !accepted.isEmpty else { return group.add(index, action) }
            drafts = accepted
        }
        let part = DecidedPart(stream: stream, order: nil, version: version, drafts: drafts)
        try group.add(index, action, [part], refusal: refused) { books.evolve($1, in: stream) }
    }

    private static func stream(for scope: ActionScope) -> StreamName {
        switch scope {
        case .policies: Streams.policies
        case .calendars: Streams.calendars
        case .subjects: Streams.subjects
        case .order, .orderOrAll: Streams.ledger
        }
    }

    /// The key of a sweep over all orders stands on an event of some order; a mark leads to it.
    private func recallKey(of action: Action) async throws {
        guard let key = action.key, !books.keys.isUsed(key.text) else { return }
        await inFlight?.hasEnded()
        let mark = EventCodec.mark(ledgerKey: key.text)
        for stream in try await store.find(mark) {
            guard let name = try await store.streams(after: stream - 1, limit: 1).first?.name
            else { continue }
            for entry in try await store.read(name, through: nil) where entry.hasKey {
                let recorded = try EventCodec.decode(entry)
                guard let used = recorded.header.key, used.text.hasSameBytes(as: key.text),
                    recorded.header.context.hasLedgerKey == true
                else { continue }
                books.keys.note(used, of: recorded.event)
            }
        }
    }

    /// A sweep over every order, in order of registration, as one append.
    private func sweepAll(
        _ action: Action, at index: Int, in group: inout DecisionGroup
    ) async throws {
        await inFlight?.hasEnded()
        var parts: [(registered: Position, part: DecidedPart)] = []
        for id in try await ordersWithEvents(in: group) {
            let found = if let cached = cache.use(id) { cached } else { try await read(id) }
            let latest = found.order.latestAt ?? .distantFuture
            guard found.order.isRegistered, latest <= action.at else { continue }
            var one = action
            one.order = id
            one.key = nil
            guard case .accepted(let drafts) = found.order.decideInSweepOfAll(one, books.facts),
                !drafts.isEmpty
            else { continue }
            parts.append(
                (
                    found.order.registeredPosition,
                    DecidedPart(
                        stream: Streams.order(id), order: id, version: found.version,
                        subject: found.order.buyer, drafts: drafts)
                ))
        }
        guard !parts.isEmpty else { return group.add(index, action) }
        parts.sort { $0.registered < $1.registered }
        if let key = action.key, let first = parts.first?.part.drafts.first {
            books.keys.note(key, of: first.event)
        }
        let inMemory = parts.map { $0.part.order.flatMap { cache.use($0) } }
        try group.add(index, action, parts.map(\.part)) { inMemory[$0]?.evolve($1) }
    }

    /// Every order of the log, and those that only this group has written to so far.
    private func ordersWithEvents(in group: DecisionGroup) async throws -> [OrderID] {
        var ids: [OrderID] = []
        var seen: Set<OrderID> = []
        var last: StreamID = 0
        while true {
            let page = try await store.streams(after: last, limit: 4_096)
            guard let end = page.last else { break }
            last = end.id
            for id in page.compactMap({ Streams.order(of: $0.name) }) where seen.insert(id).inserted
            {
                ids.append(id)
            }
        }
        for id in group.orders where seen.insert(id).inserted { ids.append(id) }
        return ids
    }
}

extension Order {
    /// The name of the key of a piece of evidence whose file no other piece shows, unless that one
    /// was erased; `nil` when there is no such file.
    ///
    /// The same file in a later case of an order is kept once, under one key.
    fileprivate func fileOfNoOther(_ id: EvidenceID) -> String? {
        guard let key = evidence.first(where: { $0.id == id })?.keyID else { return nil }
        let isShared = evidence.contains { $0.id != id && $0.keyID == key && $0.status != .erased }
        return isShared ? nil : key.text
    }
}
