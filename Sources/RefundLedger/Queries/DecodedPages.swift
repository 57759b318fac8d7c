import EventLog
import RefundDomain

/// The log in pages of decoded events, in order; some pages are read and decoded ahead.
///
/// Decompressing, reading and decoding do not depend on what came before, so pages are worked on
/// side by side, one task each. At most ``pagesAheadMax`` are in memory beside the one in use.
struct DecodedPages {
    /// The most pages that are ahead of the one in use.
    static let pagesAheadMax = 4

    /// Some events that follow one another.
    struct Page: Sendable {
        /// Each entry, and the event in it; `nil` for one that does not count.
        var events: [(entry: Entry, recorded: RecordedEvent?)] = []
        /// The position of the last of them.
        let through: Position
    }

    private let store: any EventStore
    private let moment: AsOf
    private let end: Position
    private let eventsPerPageMax: Int
    private var started: Position = 0
    private var ahead: [Task<Page, any Error>] = []

    /// Begins at the first event.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - moment: Which events count; the others are not decoded.
    ///   - end: The last position.
    ///   - eventsPerPageMax: The most events in a page.
    init(
        store: any EventStore, moment: AsOf, through end: Position, eventsPerPageMax: Int
    ) {
        self.store = store
        self.moment = moment
        self.end = end
        self.eventsPerPageMax = eventsPerPageMax
    }

    /// The next page; `nil` behind the last.
    mutating func next() async throws -> Page? {
        while ahead.count <= Self.pagesAheadMax, started < end {
            let (first, last) = (started, min(end, started + Int64(eventsPerPageMax)))
            ahead.append(
                Task { [store, moment] in
                    let entries = try await store.readAll(after: first, limit: Int(last - first))
                    return try Self.decode(entries, moment, through: last)
                })
            started = last
        }
        return ahead.isEmpty ? nil : try await ahead.removeFirst().value
    }

    private static func decode(
        _ entries: [Entry], _ moment: AsOf, through last: Position
    ) throws -> Page {
        var decoder = EventDecoder()
        var page = Page(through: last)
        page.events.reserveCapacity(entries.count)
        for entry in entries {
            page.events.append(
                (entry, moment.includes(entry) ? try decoder.decode(entry) : nil))
        }
        return page
    }
}
