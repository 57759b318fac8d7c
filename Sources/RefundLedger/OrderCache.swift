import EventLog
import RefundDomain
import Units

/// Folded orders, so that deciding again need not read the log again.
///
/// Bounded: two generations of at most half the capacity each. What is used moves to the young
/// one; when that is full, the old one is forgotten. What falls out is folded again from the log.
struct OrderCache {
    private let generationMax: Int
    private var young: [OrderID: CachedOrder] = [:]
    private var old: [OrderID: CachedOrder] = [:]

    /// Creates a cache for a number of orders.
    init(capacity: Int) { generationMax = max(1, capacity / 2) }

    /// A folded order, moved to the young generation.
    mutating func use(_ id: OrderID) -> CachedOrder? {
        if let found = young[id] { return found }
        guard let found = old.removeValue(forKey: id) else { return nil }
        insert(found, for: id)
        return found
    }

    /// Remembers an order.
    mutating func insert(_ order: CachedOrder, for id: OrderID) {
        if young.count >= generationMax {
            old = young
            young = [:]
        }
        young[id] = order
    }

    /// Forgets everything.
    mutating func forgetAll() {
        young = [:]
        old = [:]
    }
}

/// An order and the version of its stream.
///
/// A class, because an order is large: it is folded in place, and never leaves the ledger's actor.
final class CachedOrder {
    /// The name of the order's stream.
    let stream: StreamName
    private(set) var order: Order
    private(set) var version: StreamVersion

    init(order: Order, version: StreamVersion) {
        stream = Streams.order(order.number)
        self.order = order
        self.version = version
    }

    /// Folds the next event of the order's stream.
    func evolve(_ event: RecordedEvent) {
        order.evolve(event.event, event.header)
        version += 1
    }
}
