import EventLog
import RefundDomain
import Units

/// Streams folded up to where the audit stands.
///
/// Bounded: two generations of folded orders; what falls out is folded again from the log.
struct AuditedStreams {
    /// What an event belongs to.
    enum Stream {
        case order(CachedOrder)
        case ledgers(StreamName)
    }

    private let store: any EventStore
    private let generationMax: Int
    private var young: [StreamID: Stream] = [:]
    private var old: [StreamID: Stream] = [:]

    /// - Parameters:
    ///   - store: The log.
    ///   - ordersInMemoryMax: The most folded orders that are kept.
    init(store: any EventStore, ordersInMemoryMax: Int) {
        self.store = store
        generationMax = max(1, ordersInMemoryMax / 2)
    }

    /// The stream of an event, folded up to before it, when nothing need be read for that.
    mutating func known(_ event: AuditedEvent) -> Stream? {
        if let found = young[event.stream] { return found }
        let found = event.name.map(Self.empty) ?? old.removeValue(forKey: event.stream)
        guard let found else { return nil }
        remember(found, event.stream)
        return found
    }

    /// The stream of an event, folded again from the log up to before it.
    nonisolated(nonsending) mutating func read(_ event: AuditedEvent) async throws -> Stream {
        let stream = try await fold(event)
        remember(stream, event.stream)
        return stream
    }

    private mutating func remember(_ stream: Stream, _ id: StreamID) {
        if young.count >= generationMax {
            old = young
            young = [:]
        }
        young[id] = stream
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
