import Records
public import RefundDomain
public import RefundProjections
public import Units

/// A ledger's history, made by playing actions through the domain.
public struct History: Sendable {
    /// One event with the order around it, as the views take it.
    public struct Step: Sendable {
        /// The event.
        public var entry: ViewEntry
        /// The order before it.
        public var before: Order
        /// The order after it.
        public var after: Order
        /// The working days known at it.
        public var calendar: WorkingCalendar
    }

    /// Everything that happened, in order of position.
    public private(set) var steps: [Step] = []

    /// The orders as they stand.
    public private(set) var orders: [OrderID: Order] = [:]

    private var policies = PolicyBook()
    private var calendars = CalendarBook()
    private var globalVersion: Int64 = 0

    /// A ledger without any event.
    public init() {}

    /// Plays an action; what follows from it, refusals too, becomes part of the history.
    ///
    /// - Returns: The names of the events.
    @discardableResult
    public mutating func play(
        _ at: Instant, _ actor: PersonID, _ role: Role, _ number: OrderID?,
        _ body: any ActionBody, onBehalfOf: PersonID? = nil, via: Via = .official
    ) -> [String] {
        let action = Action(
            at: at, actor: Actor(actor, role), order: number, via: via, onBehalfOf: onBehalfOf,
            body: body)
        let none = Order(ledgerKeys: UsedKeys())
        let order = number.map { orders[$0] ?? Order($0) } ?? none
        let drafts: [EventDraft] =
            switch order.decide(action, Facts(policies: policies, calendars: calendars)) {
            case .accepted(let drafts): drafts
            case .repeated: []
            case .refused(_, let draft): [draft]
            }
        for draft in drafts { record(draft, at, number) }
        return drafts.map { $0.event.kind.name }
    }

    private mutating func record(_ draft: EventDraft, _ at: Instant, _ number: OrderID?) {
        let position = Int64(steps.count + 1)
        let header = EventHeader(
            position: position, recordedAt: at.adding(milliseconds: 5), occurredAt: at,
            context: draft.context)
        if case .policyPublished(let body) = draft.event { policies.add(body) }
        if case .calendarPublished(let body) = draft.event { calendars.add(body, at: at) }
        let before: Order
        var after: Order
        let version: Int64
        if let number {
            before = orders[number] ?? Order(number)
            after = before
            after.evolve(draft.event, header)
            orders[number] = after
            version = Int64(after.positions.count)
        } else {
            before = Order(ledgerKeys: UsedKeys())
            after = before
            globalVersion += 1
            version = globalVersion
        }
        let entry = ViewEntry(
            recorded: RecordedEvent(header: header, event: draft.event), order: number,
            version: version, hash: Self.hash(position))
        let calendar = calendars.inForce(at: .distantFuture)
        steps.append(Step(entry: entry, before: before, after: after, calendar: calendar))
    }

    /// The same orders several times under other numbers, their events taking turns.
    public func woven(copies: Int) -> History {
        var woven = History()
        var left: [(number: OrderID?, steps: ArraySlice<Step>)] = []
        let streams = Dictionary(grouping: steps) { $0.entry.order?.text ?? "" }
        for copy in 1...max(copies, 1) {
            for (name, steps) in streams.sorted(by: { $0.key < $1.key }) where !name.isEmpty {
                left.append((OrderID("\(name)-\(copy)"), steps[...]))
            }
        }
        left.append((nil, (streams[""] ?? [])[...]))
        while !left.isEmpty {
            for place in left.indices {
                guard let step = left[place].steps.popFirst() else { continue }
                let header = step.entry.recorded.header
                let draft = EventDraft(event: step.entry.recorded.event, context: header.context)
                woven.record(draft, header.occurredAt, left[place].number)
            }
            left.removeAll { $0.steps.isEmpty }
        }
        return woven
    }

    /// Something in place of a leaf hash: 32 bytes that name the position.
    public static func hash(_ position: Int64) -> ContentHash {
        var hash = ContentHash()
        let word = UInt64(bitPattern: position).byteSwapped
        hash.words = (word, word, word, word)
        return hash
    }

    /// The history in batches of so many events.
    public func batches(of size: Int) -> [ViewBatch] {
        stride(from: 0, to: steps.count, by: size).map { start in
            var batch = ViewBatch(after: Int64(start))
            batch.add(steps[start..<min(start + size, steps.count)])
            return batch
        }
    }
}

extension ViewBatch {
    /// Takes the next steps of a history.
    public mutating func add(_ steps: some Sequence<History.Step>) {
        var orders: [OrderID: ViewOrder] = [:]
        for step in steps {
            let order = step.entry.order.map { number in
                orders[number] ?? ViewOrder(step.before)
            }
            if let number = step.entry.order { orders[number] = order }
            add(step.entry, to: order, calendar: step.calendar)
        }
    }
}
