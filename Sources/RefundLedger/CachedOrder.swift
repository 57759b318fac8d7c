import EventLog
import RefundDomain
import Units

/// An order and the version of its stream.
///
/// A class, because an order is large: it is folded in place, and never leaves the ledger's actor.
final class CachedOrder: Keepable {
    /// The name of the order's stream.
    let stream: StreamName
    private(set) var order: Order
    private(set) var version: StreamVersion

    var isSettled: Bool { order.isSettled }

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
