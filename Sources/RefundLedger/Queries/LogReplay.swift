public import EventLog
public import RefundDomain
public import Units

/// An event as the log is read from its beginning.
public struct ReplayedEvent {
    /// The entry.
    public let entry: Entry

    /// The event in it.
    public private(set) var recorded: RecordedEvent

    /// Where it stands.
    fileprivate enum Place {
        case order(FoldedOrder)
        case stream(StreamName)
    }

    fileprivate let place: Place

    /// The stream it stands in.
    public var stream: StreamName {
        switch place {
        case .order(let folded): Streams.order(folded.order.number)
        case .stream(let name): name
        }
    }

    /// Its order as the event left it; `nil` for the ledger's own streams, and when orders are not
    /// asked for.
    public var folded: FoldedOrder? {
        if case .order(let folded) = place { folded } else { nil }
    }

    /// Reads the sealed texts of the event.
    public mutating func open(_ texts: TextOpener) throws {
        recorded = try texts.open(recorded, in: stream)
    }
}

/// Reads the log in order, in bounded memory, with each event's order as the event left it.
///
/// An order is folded while its events go by, but only from the first event on that is asked for:
/// what nobody asks for is not decoded.
public struct LogReplay: Sendable {
    /// The most orders kept folded.
    public static let ordersInMemoryMax = 48_000

    /// The most events read at a time.
    static let eventsPerPageMax = 2_048

    let store: any EventStore
    let moment: AsOf
    let selection: EventSelection
    let ordersInMemoryMax: Int

    /// Creates a replay.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - moment: Which events count at all.
    ///   - selection: Which of them are asked for.
    ///   - ordersInMemoryMax: How many orders are kept folded.
    public init(
        store: any EventStore, moment: AsOf = .now(.distantFuture),
        selection: EventSelection = EventSelection(),
        ordersInMemoryMax: Int = LogReplay.ordersInMemoryMax
    ) {
        self.store = store
        self.moment = moment
        self.selection = selection
        self.ordersInMemoryMax = ordersInMemoryMax
    }

    /// Gives every selected event, in order of position.
    ///
    /// - Parameters:
    ///   - folding: Whether orders are wanted.
    ///   - progress: Told after each page which position of which last one is done.
    ///   - body: Given each event; what it throws ends the replay.
    /// - Throws: ``EventStoreError`` when the log cannot be read, at the first damage that is
    ///   touched; what the closures throw.
    public func run(
        folding: Bool = true,
        progress: (_ done: Position, _ total: Position) throws -> Void = { _, _ in },
        _ body: (ReplayedEvent) throws -> Void
    ) async throws {
        var reader = Reader(
            folds: folding
                ? OrderFolds(store: store, moment: moment, capacity: ordersInMemoryMax) : nil,
            names: StreamNames(store: store))
        if let order = selection.order {
            for entry in try await store.read(Streams.order(order), through: moment.through) {
                try await reader.read(entry, moment, selection, body)
            }
            return
        }
        let end = min(try await store.head().size, moment.through ?? .max)
        guard !selection.isEverything else {
            var pages = MadePages(
                store: store, through: end, eventsPerPageMax: Self.eventsPerPageMax
            ) { [moment] in try DecodedPage($0, moment, through: $1) }
            while let page = try await pages.next() {
                for (entry, recorded) in page.events {
                    guard let recorded else {
                        reader.skip(entry)
                        continue
                    }
                    try await reader.give(entry, recorded, body)
                }
                try progress(page.through, end)
            }
            return
        }
        var position: Position = 0
        while position < end {
            let limit = min(Int64(Self.eventsPerPageMax), end - position)
            for entry in try await store.readAll(after: position, limit: Int(limit)) {
                try await reader.read(entry, moment, selection, body)
            }
            position += limit
            try progress(position, end)
        }
    }
}

/// What is known while the log goes by.
private struct Reader {
    var folds: OrderFolds?
    var names: StreamNames

    mutating func read(
        _ entry: Entry, _ moment: AsOf, _ selection: EventSelection,
        _ body: (ReplayedEvent) throws -> Void
    ) async throws {
        guard moment.includes(entry) else { return skip(entry) }
        guard try selection.contains(entry) else {
            // An order that nobody has asked for yet is folded when somebody does.
            if case .order(let folded) = folds?[entry] {
                folded.evolve(try EventCodec.decode(entry, withKey: false))
            }
            return
        }
        try await give(entry, try EventCodec.decode(entry), body)
    }

    /// Passes over an event that does not count.
    mutating func skip(_ entry: Entry) {
        if case .order(let folded) = folds?[entry] { folded.skip() }
    }

    /// Folds an event and hands it on.
    mutating func give(
        _ entry: Entry, _ recorded: RecordedEvent, _ body: (ReplayedEvent) throws -> Void
    ) async throws {
        // What is in memory is not awaited: that would cost as much as folding does.
        let stream: OrderFolds.Stream? =
            if let known = folds?.known(entry) { known } else { try await folds?.before(entry) }
        switch stream {
        case .order(let folded):
            folded.evolve(recorded)
            try body(ReplayedEvent(entry: entry, recorded: recorded, place: .order(folded)))
        case .own(let name):
            try body(ReplayedEvent(entry: entry, recorded: recorded, place: .stream(name)))
        case .broken, nil:
            let name =
                if let known = names.known(entry) { known } else { try await names.name(of: entry) }
            try body(ReplayedEvent(entry: entry, recorded: recorded, place: .stream(name)))
        }
    }
}
