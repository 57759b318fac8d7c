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
