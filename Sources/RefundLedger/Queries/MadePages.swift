import EventLog
import RefundDomain

/// The log in pages, in order, each made into something; some are read and made ahead.
///
/// Decompressing, reading and decoding do not depend on what came before, so pages are worked on
/// side by side, one task each. At most ``pagesAheadMax`` are in memory beside the one in use.
struct MadePages<Product: Sendable> {
    private let store: any EventStore
    private let end: Position
    private let eventsPerPageMax: Int
    private let make: @Sendable ([Entry], _ through: Position) throws -> Product
    private var started: Position = 0
    private var ahead: [Task<Product, any Error>] = []

    /// Begins at the first event.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - end: The last position.
    ///   - eventsPerPageMax: The most events in a page.
    ///   - make: Makes something of the entries of a page, the last of which stands at a position.
    init(
        store: any EventStore, through end: Position, eventsPerPageMax: Int,
        make: @escaping @Sendable ([Entry], _ through: Position) throws -> Product
    ) {
        self.store = store
        self.end = end
        self.eventsPerPageMax = eventsPerPageMax
        self.make = make
    }

    /// What was made of the next page; `nil` behind the last.
    mutating func next() async throws -> Product? {
        while ahead.count <= pagesAheadMax, started < end {
            let (first, last) = (started, min(end, started + Int64(eventsPerPageMax)))
            ahead.append(
                Task { [store, make] in
                    try make(try await store.readAll(after: first, limit: Int(last - first)), last)
                })
            started = last
        }
        return ahead.isEmpty ? nil : try await ahead.removeFirst().value
    }
}

/// The most pages that are ahead of the one in use.
private let pagesAheadMax = 4

/// Some events that follow one another.
struct DecodedPage: Sendable {
    /// Each entry, and the event in it; `nil` for one that does not count.
    private(set) var events: [(entry: Entry, recorded: RecordedEvent?)] = []
    /// The position of the last of them.
    let through: Position

    /// Decodes those entries that count.
    init(_ entries: [Entry], _ moment: AsOf, through last: Position) throws {
        through = last
        var decoder = EventDecoder()
        events.reserveCapacity(entries.count)
        for entry in entries {
            events.append((entry, moment.includes(entry) ? try decoder.decode(entry) : nil))
        }
    }
}
