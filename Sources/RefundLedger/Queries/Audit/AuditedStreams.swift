import EventLog
import RefundDomain
import Units

/// Streams folded up to where the audit stands, in bounded memory; what falls out is folded again from
/// the log.
struct AuditedStreams {
    /// What an event belongs to.
    enum Stream: Keepable {
        case order(CachedOrder)
        case ledgers(StreamName)

        var isSettled: Bool {
            if case .order(let order) = self { order.isSettled } else { false }
        }
    }

    private let store: any EventStore
    private var recent: RecentOrders<StreamID, Stream>

    /// - Parameters:
    ///   - store: The log.
    ///   - ordersInMemoryMax: The most folded orders that are kept.
    init(store: any EventStore, ordersInMemoryMax: Int) {
        self.store = store
        recent = RecentOrders(capacity: ordersInMemoryMax)
    }

    /// The stream of an event, folded up to before it, when nothing need be read for that.
    mutating func known(_ event: AuditedEvent) -> Stream? {
        guard let name = event.name else { return recent.use(event.stream) }
        let new = Self.empty(name)
        recent.insert(new, for: event.stream)
        return new
    }

    /// The stream of an event, folded again from the log up to before it.
    nonisolated(nonsending) mutating func read(_ event: AuditedEvent) async throws -> Stream {
        let stream = try await fold(event)
        recent.insert(stream, for: event.stream)
        return stream
    }

    private static func empty(_ name: StreamName) -> Stream {
        guard let number = Streams.order(of: name) else { return .ledgers(name) }
        return .order(CachedOrder(order: Order(number), version: 0))
    }

    private nonisolated(nonsending) func fold(_ event: AuditedEvent) async throws -> Stream {
        guard
            let head = try await store.streams(after: event.stream - 1, limit: 1).first,
            head.id == event.stream
        else {
            throw EventStoreError.corrupted(
                position: event.position, detail: "its stream has no first event")
        }
        let stream = Self.empty(head.name)
        guard case .order(let order) = stream else { return stream }
        for entry in try await store.read(head.name, through: event.position - 1) {
            order.evolve(try EventCodec.decode(entry))
        }
        return stream
    }
}
