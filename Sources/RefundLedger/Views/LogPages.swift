import EventLog

/// The log in pages of entries, in order; some pages are read ahead.
struct LogPages {
    /// The most pages that are ahead of the one in use.
    static let pagesAheadMax = 8

    /// Some entries that follow one another.
    struct Page: Sendable {
        let entries: [Entry]
        /// The position of the last of them.
        let through: Position
    }

    private let store: any EventStore
    private let end: Position
    private let eventsPerPageMax: Int
    private var started: Position
    private var ahead: [Task<Page, any Error>] = []

    init(
        store: any EventStore, after start: Position, through end: Position, eventsPerPageMax: Int
    ) {
        self.eventsPerPageMax = eventsPerPageMax
        self.store = store
        self.end = end
        started = start
    }

    /// The next page; `nil` behind the last.
    mutating func next() async throws -> Page? {
        while ahead.count <= Self.pagesAheadMax, started < end {
            let (first, last) = (started, min(end, started + Int64(eventsPerPageMax)))
            ahead.append(
                Task { [store] in
                    Page(
                        entries: try await store.readAll(after: first, limit: Int(last - first)),
                        through: last)
                })
            started = last
        }
        return ahead.isEmpty ? nil : try await ahead.removeFirst().value
    }
}
