public import EventLog
public import RefundDomain
import Synchronization

/// Questions about orders of an open log, one after the other.
///
/// Each reads its order's own events. What was published for all orders is kept from one question
/// to the next, and read again once the streams it stands in have grown.
public final class OrderQuestions: Sendable {
    private struct Known {
        let heads: [StreamHead?]
        let books: Books
    }

    private let store: any EventStore
    private let known = Mutex<Known?>(nil)

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
        try await read(id, moment, texts).map { Trace($0.history, calendars: $0.calendars) }
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
        let calendars = try await books(asOf: moment).calendars
        let history = OrderHistory(
            events: events, order: order, judgedAt: judgedAt,
            calendar: calendars.inForce(at: judgedAt))
        return (history, calendars)
    }

    /// The present books are kept; those of another moment are read for each question.
    private func books(asOf moment: AsOf) async throws -> Books {
        guard case .now = moment else { return try await Ledger.books(in: store, asOf: moment) }
        // Looked up first: if more is published meanwhile, the next question finds other heads.
        let heads = try await store.streamHeads(Streams.own)
        if let known = known.withLock({ $0 }), known.heads == heads { return known.books }
        let books = try await Ledger.books(in: store, asOf: moment)
        known.withLock { $0 = Known(heads: heads, books: books) }
        return books
    }
}
