public import EventLog
public import RefundDomain
public import Units

/// What came of an action, after it was recorded durably.
public struct Outcome: Equatable, Sendable {
    /// An event that was recorded.
    public struct Event: Equatable, Sendable {
        /// Its place in the log.
        public let position: Position
        /// Its kind.
        public let kind: EventKind
        /// Its order; `nil` for the ledger's own streams.
        public let order: OrderID?
    }

    /// The order the action was about; `nil` when it was about the whole ledger.
    public let order: OrderID?

    /// What was recorded, in order of position; empty for a repeat.
    public let events: [Event]

    /// Why the rules forbade it; `nil` when they did not.
    public let refusal: Refusal?
}

extension Outcome {
    /// The same outcome with its events from a position on.
    func moved(to first: Position) -> Outcome {
        guard let assumed = events.first?.position, assumed != first else { return self }
        return Outcome(
            order: order,
            events: events.map {
                Event(position: $0.position - assumed + first, kind: $0.kind, order: $0.order)
            }, refusal: refusal)
    }
}
