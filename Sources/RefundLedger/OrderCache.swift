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

    /// Folds an event into an order that was just used.
    mutating func evolve(_ id: OrderID, _ event: RecordedEvent) {
        young[id]?.order.evolve(event.event, event.header)
        young[id]?.version += 1
    }

    /// Forgets an order; it will be folded again from the log.
    mutating func forget(_ id: OrderID) {
        young[id] = nil
        old[id] = nil
    }

    /// Forgets everything.
    mutating func forgetAll() {
        young = [:]
        old = [:]
    }
}

/// An order and the version of its stream.
struct CachedOrder {
    var order: Order
    var version: StreamVersion
}
