public import EventLog
public import RefundDomain
public import Units

/// An order as of some moment: its events and what they amount to.
public struct OrderHistory: Sendable {
    /// The events, oldest first.
    public let events: [RecordedEvent]

    /// The fold of the events.
    public let order: Order

    /// The instant at which clocks are judged, in UTC milliseconds.
    public let judgedAt: Instant

    /// The working days known at that instant.
    public let calendar: WorkingCalendar
}

extension Ledger {
    /// Every calendar that was published by some moment.
    ///
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public static func calendars(
        in store: any EventStore, asOf moment: AsOf
    ) async throws -> CalendarBook {
        try await OrderQuestions(store: store).calendars(asOf: moment)
    }

    /// Reads an order as of some moment, straight from the log.
    ///
    /// - Parameters:
    ///   - id: The order.
    ///   - moment: As of when.
    ///   - store: The log.
    ///   - texts: What reads sealed texts; they stay sealed when left out.
    /// - Returns: The order; `nil` when nothing was recorded about it by then.
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public static func history(
        of id: OrderID, asOf moment: AsOf, in store: any EventStore, texts: TextOpener? = nil
    ) async throws -> OrderHistory? {
        try await OrderQuestions(store: store).history(of: id, asOf: moment, texts: texts)
    }
}
