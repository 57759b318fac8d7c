public import Units

/// One order with its refund cases: the boundary inside which money must add up.
///
/// It is the fold of the order's events and of nothing else. `decide` looks at it, `evolve`
/// changes it; both are pure.
public struct Order: Equatable, Sendable {
    /// The order's number on the platform.
    public let number: OrderID

    /// The order as it was registered; `nil` before that.
    public internal(set) var registration: OrderRegistered?

    /// The position of the registration in the log; 0 before it.
    public internal(set) var registeredPosition: Int64 = 0

    /// What the shop last said of the order.
    public internal(set) var state = OrderState.undelivered

    /// The lines and what is known of their items, in order of line.
    public internal(set) var items: [Item] = []

    /// The refund cases, oldest first.
    public internal(set) var cases: [RefundCase] = []

    /// The evidence of all cases, oldest first.
    public internal(set) var evidence: [Evidence] = []

    /// The verdicts of all cases, oldest first.
    public internal(set) var verdicts: [Verdict] = []

    /// The offers of all negotiations, oldest first.
    public internal(set) var offers: [Offer] = []

    /// The appeals of all cases, oldest first.
    public internal(set) var appeals: [Appeal] = []

    /// The requests for more evidence, oldest first.
    public internal(set) var supplements: [Supplement] = []

    /// The requests to apply late, oldest first.
    public internal(set) var extensions: [Extension] = []

    /// The payouts of all verdicts, oldest first.
    public internal(set) var payouts: [Payout] = []

    /// The chases, oldest first.
    public internal(set) var chases: [Chase] = []

    /// The complaints, oldest first.
    public internal(set) var complaints: [Complaint] = []

    /// The disputes at channels, oldest first.
    public internal(set) var chargebacks: [Chargeback] = []

    /// The clocks of all cases, in order of start.
    public internal(set) var clocks: [Clock] = []

    /// How many risk signals were raised.
    public internal(set) var riskSignalCount = 0

    /// The lines of statements that were compared.
    public internal(set) var statementLines: Set<StatementLine> = []

    /// The payouts that statements did not show.
    public internal(set) var missingLines: Set<MissingLine> = []

    /// The idempotency keys of all actions, and what was asked under each.
    public internal(set) var keys = UsedKeys()

    /// The positions of all events of the order, ascending.
    public internal(set) var positions: [Int64] = []

    /// The latest business instant of the order's events, refusals not counted.
    public internal(set) var latestAt: Instant?

    /// The latest business instant of the order's events, refusals counted.
    public internal(set) var latestEventAt: Instant?

    /// Creates an order without any history.
    public init(_ number: OrderID) { self.number = number }

    /// Creates what actions about the whole ledger are decided against: nothing but their keys.
    public init(ledgerKeys: UsedKeys) {
        self.init(OrderID(""))
        keys = ledgerKeys
    }

    /// Creates an order from its history, oldest event first.
    public init(_ number: OrderID, history: some Sequence<RecordedEvent>) {
        self.init(number)
        for recorded in history { evolve(recorded.event, recorded.header) }
    }
}
