public import EventLog

extension LogReplay {
    /// Pages between two reports of progress.
    private static let pagesPerRun = 8

    private static let workersCount: Int64 = 2

    /// The selected events in a few numbers.
    ///
    /// Nobody asks for the events themselves, so they need not come one after the other: pages, or
    /// the streams whose orders are folded, are summed up side by side.
    ///
    /// - Parameters:
    ///   - folding: Whether orders are to be folded on the way; the numbers are the same.
    ///   - progress: Told now and then which position of which last one is done.
    /// - Returns: The numbers.
    /// - Throws: As ``run(folding:progress:_:)``.
    public func summary(
        folding: Bool = false,
        progress: (_ done: Position, _ total: Position) throws -> Void = { _, _ in }
    ) async throws -> ReplaySummary {
        var summary = ReplaySummary()
        guard selection.isEverything else {
            try await run(folding: folding, progress: progress) { summary.add($0.recorded) }
            return summary
        }
        let end = min(try await store.head().size, moment.through ?? .max)
        if folding { return try await foldedSummary(through: end, progress) }
        var pages = MadePages(
            store: store, through: end, eventsPerPageMax: Self.eventsPerPageMax
        ) { [moment] entries, last in
            var summary = ReplaySummary()
            var decoder = EventDecoder()
            for entry in entries where moment.includes(entry) {
                summary.add(try decoder.decode(entry))
            }
            return (summary, last)
        }
        while let (page, last) = try await pages.next() {
            summary.add(page)
            try progress(last, end)
        }
        return summary
    }

    private func foldedSummary(
        through end: Position, _ progress: (_ done: Position, _ total: Position) throws -> Void
    ) async throws -> ReplaySummary {
        let workers = (0..<Self.workersCount).map { number in
            SummaryWorker(
                number: number, count: Self.workersCount, store: store, moment: moment,
                ordersMax: max(2, ordersInMemoryMax / Int(Self.workersCount)))
        }
        var runs = WorkerRuns(workers) { try await $0.fold($1) }
        var pages = LogPages(
            store: store, after: 0, through: end, eventsPerPageMax: Self.eventsPerPageMax)
        var position: Position = 0
        while position < end {
            var run: [LogPages.Page] = []
            while run.count < Self.pagesPerRun, let page = try await pages.next() {
                position = page.through
                run.append(page)
            }
            try await runs.start(run)
            try progress(position, end)
        }
        var summary = ReplaySummary()
        for share in try await runs.end({ await $0.end() }) { summary.add(share) }
        return summary
    }
}

/// Folds its share of the streams and sums up their events.
private actor SummaryWorker {
    private var summary = ReplaySummary()
    private let number: Int64
    private let count: Int64
    private let store: any EventStore
    private let moment: AsOf
    private var folds: OrderFolds
    private var decoder = EventDecoder()

    /// Creates a worker for the streams whose first positions leave its number when divided.
    init(number: Int64, count: Int64, store: any EventStore, moment: AsOf, ordersMax: Int) {
        self.number = number
        self.count = count
        self.store = store
        self.moment = moment
        folds = OrderFolds(store: store, moment: moment, capacity: ordersMax)
    }

    /// Takes the next pages of the log.
    func fold(_ run: [LogPages.Page]) async throws {
        for page in run {
            // By place: only a worker's own entries are taken out.
            for place in page.entries.indices where page.entries[place].stream % count == number {
                let entry = page.entries[place]
                if let known = folds.known(entry) {
                    try fold(entry, into: known)
                } else {
                    let name = try await OrderFolds.name(of: entry, in: store)
                    let earlier = try await store.read(name, through: entry.position - 1)
                    try fold(entry, into: try folds.fold(name, earlier, as: entry.stream))
                }
            }
        }
    }

    /// What the events of its streams amount to; forgets the orders.
    func end() -> ReplaySummary {
        folds.forgetAll()
        return summary
    }

    private func fold(_ entry: Entry, into stream: OrderFolds.Stream) throws {
        guard moment.includes(entry) else {
            if case .order(let folded) = stream { folded.skip() }
            return
        }
        let recorded = try decoder.decode(entry)
        if case .order(let folded) = stream { folded.evolve(recorded) }
        summary.add(recorded)
    }
}
