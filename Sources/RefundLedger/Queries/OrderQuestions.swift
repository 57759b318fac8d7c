public import EventLog
public import RefundDomain
import Synchronization

/// Questions about orders of an open log, one after the other.
///
/// Each reads its order's own events. The calendars, by which the clocks of all orders are judged,
/// are kept from one question to the next, and read again once their stream has grown.
public final class OrderQuestions: Sendable {
    private let store: any EventStore
    private let known = Mutex<PublishedCalendars?>(nil)

    /// Creates questions to a log.
    public init(store: any EventStore) { self.store = store }

    /// Reads an order as of some moment, straight from the log.
    ///
    /// - Parameters:
    ///   - id: The order.
    ///   - moment: As of when.
    ///   - texts: What reads sealed texts; they stay sealed when left out.
    /// - Returns: The order; `nil` when nothing was recorded about it by then.
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public func history(
        of id: OrderID, asOf moment: AsOf, texts: TextOpener? = nil
    ) async throws -> OrderHistory? {
        try await read(id, moment, texts)?.history
    }

    /// Tells the story of an order as of some moment, straight from the log.
    ///
    /// - Parameters:
    ///   - id: The order.
    ///   - moment: As of when.
    ///   - texts: What reads sealed texts.
    /// - Returns: The story; `nil` when nothing was recorded about the order by then.
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public func trace(
        of id: OrderID, asOf moment: AsOf, texts: TextOpener? = nil
    ) async throws -> Trace? {
        try await read(id, moment, texts).map {
            Trace($0.history, calendars: $0.calendars, texts: texts)
        }
    }

    private func read(
        _ id: OrderID, _ moment: AsOf, _ texts: TextOpener?
    ) async throws -> (history: OrderHistory, calendars: CalendarBook)? {
        let stream = Streams.order(id)
        var events: [RecordedEvent] = []
        var order = Order(id)
        for entry in try await store.read(stream, through: moment.through)
        where moment.includes(entry) {
            var recorded = try EventCodec.decode(entry)
            if let texts { recorded = try texts.open(recorded, in: stream) }
            order.evolve(recorded.event, recorded.header)
            events.append(recorded)
        }
        guard let latest = order.latestEventAt else { return nil }
        let judgedAt = moment.judgedAt ?? latest
        let calendars = try await calendars(asOf: moment)
        let history = OrderHistory(
            events: events, order: order, judgedAt: judgedAt,
            calendar: calendars.inForce(at: judgedAt))
        return (history, calendars)
    }

    /// Every calendar that was published by some moment.
    func calendars(asOf moment: AsOf) async throws -> CalendarBook {
        // Looked up first: if more is published meanwhile, the next question finds another head.
        let head = try await store.streamHead(Streams.calendars)
        if let book = known.withLock({ $0?.head == head ? $0?.book(asOf: moment) : nil }) {
            return book
        }
        var published = PublishedCalendars(head: head)
        for entry in try await store.read(Streams.calendars, through: head?.last ?? 0) {
            published.add(try EventCodec.decode(entry))
        }
        let book = published.book(asOf: moment)
        known.withLock { [published] in $0 = published }
        return book
    }
}

/// The publications of working days up to one head of their stream.
private struct PublishedCalendars {
    /// The most books that are kept.
    private static let booksMax = 64

    let head: StreamHead?
    private var publications: [(header: EventHeader, event: CalendarPublished)] = []
    /// By the number of publications from the first on: what most moments come to.
    private var books: [Int: CalendarBook] = [:]

    init(head: StreamHead?) { self.head = head }

    mutating func add(_ recorded: RecordedEvent) {
        guard case .calendarPublished(let event) = recorded.event else { return }
        publications.append((recorded.header, event))
    }

    /// The calendars that had been published by a moment.
    mutating func book(asOf moment: AsOf) -> CalendarBook {
        let counting = publications.filter { moment.includes($0.header) }
        let isBeginning =
            counting.last?.header.position
            == publications.prefix(counting.count).last?.header.position
        if isBeginning, let known = books[counting.count] { return known }
        var book = CalendarBook()
        for publication in counting {
            book.add(publication.event, at: publication.header.occurredAt)
        }
        if isBeginning {
            if books.count >= Self.booksMax { books = [:] }
            books[counting.count] = book
        }
        return book
    }
}
