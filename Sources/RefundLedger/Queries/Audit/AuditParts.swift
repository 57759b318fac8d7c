import EventLog
import RefundDomain
import Units

/// A part of the log, which every worker goes through.
struct AuditPart: Sendable {
    /// Its pages, in order.
    let pages: [LogPages.Page]
    /// The position of its last event.
    let through: Position
    /// Whether nothing follows.
    let isLast: Bool
}

/// What an audit goes through, part by part; every page is read and decompressed once, in advance.
struct AuditParts {
    private static let eventsPerPageMax: Position = 2_048

    private var pages: LogPages
    private let positionsPerPart: Position
    private let end: Position
    private var position: Position = 0
    /// One order's events, when only that is looked at.
    private var history: LogPages.Page?

    /// The whole log, up to a position.
    init(store: any EventStore, positionsPerPart: Position, through end: Position) {
        self.positionsPerPart = positionsPerPart
        self.end = end
        pages = LogPages(
            store: store, after: 0, through: end,
            eventsPerPageMax: Int(min(Self.eventsPerPageMax, positionsPerPart)))
    }

    /// The events of one order and of the ledger's own streams, up to a position.
    init(store: any EventStore, order: OrderID, through end: Position) async throws {
        self.init(store: store, positionsPerPart: end, through: end)
        var found: [Entry] = []
        for stream in Streams.own + [Streams.order(order)] {
            found += try await store.read(stream, through: end)
        }
        history = LogPages.Page(entries: found.sorted { $0.position < $1.position }, through: end)
    }

    /// The next part; `nil` behind the last.
    mutating func next() async throws -> AuditPart? {
        guard position < end else { return nil }
        let through = min(end, position + positionsPerPart)
        var part: [LogPages.Page] = []
        if let history {
            part = [history]
            position = end
        }
        while position < through, let page = try await pages.next() {
            part.append(page)
            position = page.through
        }
        return AuditPart(pages: part, through: position, isLast: position == end)
    }
}
