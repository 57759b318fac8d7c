public import EventLog
public import RefundDomain

/// An order while its events are replayed, folded in place.
///
/// It goes on changing: whoever wants to keep what it was copies ``order``.
public final class FoldedOrder {
    /// The order as the latest of its events that count left it.
    public private(set) var order: Order

    /// The version of its latest event, counted or not.
    public private(set) var version: StreamVersion

    init(_ order: Order, version: StreamVersion = 0) {
        self.order = order
        self.version = version
    }

    /// Folds the next event of the order's stream.
    func evolve(_ recorded: RecordedEvent) {
        order.evolve(recorded.event, recorded.header)
        version += 1
    }

    /// Passes over an event that does not count as of the moment that is asked for.
    func skip() { version += 1 }
}
