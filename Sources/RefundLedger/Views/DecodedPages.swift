import EventLog
import MerkleTree
import RefundDomain
import RefundProjections
import Units

/// An event of the log, ready to be folded.
struct DecodedEvent: Sendable {
    /// The stream it stands in.
    let stream: StreamID
    /// The stream's name; in its first event only.
    let name: StreamName?
    /// The event; its order is not known yet.
    var entry: ViewEntry

    init(_ entry: Entry) throws(EventStoreError) {
        stream = entry.stream
        name = entry.name
        self.entry = ViewEntry(
            recorded: try EventCodec.decode(entry, withKey: false), order: nil,
            version: entry.version, hash: MerkleTree.leafHash(entry.bytes).bytes)
    }
}

/// The log in pages of decoded events, in order; some pages are worked on ahead, side by side.
struct DecodedPages {
    /// The most events in a page.
    static let eventsPerPageMax = 2_048

    /// The most pages that are ahead of the one in use.
    static let pagesAheadMax = 2

    /// Some events that follow one another.
    struct Page: Sendable {
        /// Those of them that count, latest first, so that they can be taken from the end.
        fileprivate var events: [DecodedEvent]
        /// The position of the last of them, counted or not.
        let through: Position

        /// Takes the next event out: moved, not copied.
        mutating func takeFirst() -> DecodedEvent? { events.popLast() }
    }

    private let store: any EventStore
    private let moment: AsOf
    private let end: Position
    private var started: Position
    private var ahead: [Task<Page, any Error>] = []

    init(store: any EventStore, moment: AsOf, after start: Position, through end: Position) {
        self.store = store
        self.moment = moment
        self.end = end
        started = start
    }

    /// The next page; `nil` behind the last.
    mutating func next() async throws -> Page? {
        while ahead.count <= Self.pagesAheadMax, started < end {
            let (first, last) = (started, min(end, started + Int64(Self.eventsPerPageMax)))
            ahead.append(
                Task { [store, moment] in
                    try await Self.page(store, moment, after: first, through: last)
                })
            started = last
        }
        return ahead.isEmpty ? nil : try await ahead.removeFirst().value
    }

    private static func page(
        _ store: any EventStore, _ moment: AsOf, after first: Position, through last: Position
    ) async throws -> Page {
        var events: [DecodedEvent] = []
        events.reserveCapacity(Int(last - first))
        for entry in try await store.readAll(after: first, limit: Int(last - first))
        where moment.includes(entry) {
            events.append(try DecodedEvent(entry))
        }
        events.reverse()
        return Page(events: events, through: last)
    }
}
