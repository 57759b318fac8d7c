public import EventLog
public import RefundDomain

/// Reads the log forward from a position, page by page, as it grows.
public struct LogFollower {
    /// An event with the stream it stands in.
    public struct Event: Equatable, Sendable {
        /// The event.
        public private(set) var recorded: RecordedEvent
        /// The order; `nil` for events of the ledger's own streams.
        public let order: OrderID?
        /// Its number in that stream, from 1.
        public let version: StreamVersion

        /// Reads the sealed texts of an event of an order; the ledger's own streams have none.
        public mutating func open(_ texts: TextOpener) throws {
            guard let order else { return }
            recorded = try texts.open(recorded, in: Streams.order(order))
        }
    }

    /// The most events that are read at a time.
    static let eventsPerPageMax = 1_024

    /// The last position that was read.
    public private(set) var position: Position

    private let store: any EventStore
    private let order: OrderID?
    private var names: StreamNames

    /// Creates a follower.
    ///
    /// - Parameters:
    ///   - store: The log.
    ///   - position: Events after this position are read.
    ///   - order: Only events of this order; all when left out.
    public init(_ store: any EventStore, after position: Position, order: OrderID? = nil) {
        self.store = store
        self.position = position
        self.order = order
        names = StreamNames(store: store)
    }

    /// Reads the next page.
    ///
    /// - Returns: Its events, perhaps none of the order that was asked for; `nil` at the end of the
    ///   log, which may have grown when asked again.
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public mutating func next() async throws -> [Event]? {
        guard try await store.head().size > position else { return nil }
        var events: [Event] = []
        for entry in try await store.readAll(after: position, limit: Self.eventsPerPageMax) {
            let found = Streams.order(of: try await names.name(of: entry))
            if order == nil || found == order {
                events.append(
                    Event(
                        recorded: try EventCodec.decode(entry), order: found,
                        version: entry.version))
            }
            position = entry.position
        }
        return events
    }
}
