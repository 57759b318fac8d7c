public import Units

/// One order with its refund cases: the boundary inside which money must add up.
///
/// It is the fold of the order's events and of nothing else. `decide` looks at it, `evolve`
/// changes it; both are pure. A value like any other: copies share their memory until one of them
/// changes, because an order is large and every decision looks at a copy.
public struct Order: Equatable, Sendable {
    /// The order's number on the platform.
    public let number: OrderID

    /// One element: an array is the memory that copies share until one of them changes.
    private var shared: [FoldedEvents] = [FoldedEvents()]

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

extension Order {
    /// What was folded, to be changed in place: whether copies share it is asked once an event.
    var folded: FoldedEvents {
        _read { yield shared[0] }
        _modify { yield &shared[0] }
    }

    /// The order as it was registered; `nil` before that.
    ///
    /// It is large: who wants a single thing of it asks for ``buyer`` and the like.
    public var registration: OrderRegistered? { shared[0].registered.first }

    /// Whose order it is; `nil` before it was registered.
    public var buyer: PersonID? { isRegistered ? shared[0].registered[0].buyer : nil }

    /// Where it was sold; `nil` before it was registered.
    public var platform: PlatformReference? {
        isRegistered ? shared[0].registered[0].platform : nil
    }

    /// What was paid, in fen; nothing before it was registered.
    public var paid: Fen { isRegistered ? shared[0].registered[0].paid : .zero }

    /// What it was paid with; nothing before it was registered.
    public var tenders: [Tender] { isRegistered ? shared[0].registered[0].tenders : [] }

    /// Whether it was registered.
    public var isRegistered: Bool { !shared[0].registered.isEmpty }

    /// The position of the registration in the log; 0 before it.
    public internal(set) var registeredPosition: Int64 {
        _read { yield shared[0].registeredPosition }
        _modify { yield &shared[0].registeredPosition }
    }

    /// What the shop last said of the order.
    public internal(set) var state: OrderState {
        _read { yield shared[0].state }
        _modify { yield &shared[0].state }
    }

    /// The lines and what is known of their items, in order of line.
    public internal(set) var items: [Item] {
        _read { yield shared[0].items }
        _modify { yield &shared[0].items }
    }

    /// The refund cases, oldest first.
    public internal(set) var cases: [RefundCase] {
        _read { yield shared[0].cases }
        _modify { yield &shared[0].cases }
    }

    /// The evidence of all cases, oldest first.
    public internal(set) var evidence: [Evidence] {
        _read { yield shared[0].evidence }
        _modify { yield &shared[0].evidence }
    }

    /// The verdicts of all cases, oldest first.
    public internal(set) var verdicts: [Verdict] {
        _read { yield shared[0].verdicts }
        _modify { yield &shared[0].verdicts }
    }

    /// The offers of all negotiations, oldest first.
    public internal(set) var offers: [Offer] {
        _read { yield shared[0].offers }
        _modify { yield &shared[0].offers }
    }

    /// The appeals of all cases, oldest first.
    public internal(set) var appeals: [Appeal] {
        _read { yield shared[0].appeals }
        _modify { yield &shared[0].appeals }
    }

    /// The requests for more evidence, oldest first.
    public internal(set) var supplements: [Supplement] {
        _read { yield shared[0].supplements }
        _modify { yield &shared[0].supplements }
    }

    /// The requests to apply late, oldest first.
    public internal(set) var extensions: [Extension] {
        _read { yield shared[0].extensions }
        _modify { yield &shared[0].extensions }
    }

    /// The payouts of all verdicts, oldest first.
    public internal(set) var payouts: [Payout] {
        _read { yield shared[0].payouts }
        _modify { yield &shared[0].payouts }
    }

    /// The chases, oldest first.
    public internal(set) var chases: [Chase] {
        _read { yield shared[0].chases }
        _modify { yield &shared[0].chases }
    }

    /// The complaints, oldest first.
    public internal(set) var complaints: [Complaint] {
        _read { yield shared[0].complaints }
        _modify { yield &shared[0].complaints }
    }

    /// The disputes at channels, oldest first.
    public internal(set) var chargebacks: [Chargeback] {
        _read { yield shared[0].chargebacks }
        _modify { yield &shared[0].chargebacks }
    }

    /// The clocks of all cases, in order of start.
    public internal(set) var clocks: [Clock] {
        _read { yield shared[0].clocks }
        _modify { yield &shared[0].clocks }
    }

    /// How many risk signals were raised.
    public internal(set) var riskSignalCount: Int {
        _read { yield shared[0].riskSignalCount }
        _modify { yield &shared[0].riskSignalCount }
    }

    /// The lines of statements that were compared.
    public internal(set) var statementLines: Set<StatementLine> {
        _read { yield shared[0].statementLines }
        _modify { yield &shared[0].statementLines }
    }

    /// The payouts that statements did not show.
    public internal(set) var missingLines: Set<MissingLine> {
        _read { yield shared[0].missingLines }
        _modify { yield &shared[0].missingLines }
    }

    /// The idempotency keys of all actions, and what was asked under each.
    public internal(set) var keys: UsedKeys {
        _read { yield shared[0].keys }
        _modify { yield &shared[0].keys }
    }

    /// The positions of all events of the order, ascending.
    public internal(set) var positions: [Int64] {
        _read { yield shared[0].positions }
        _modify { yield &shared[0].positions }
    }

    /// The latest business instant of the order's events, refusals not counted.
    public internal(set) var latestAt: Instant? {
        _read { yield shared[0].latestAt }
        _modify { yield &shared[0].latestAt }
    }

    /// The latest business instant of the order's events, refusals counted.
    public internal(set) var latestEventAt: Instant? {
        _read { yield shared[0].latestEventAt }
        _modify { yield &shared[0].latestEventAt }
    }
}

/// What an order is made of, beside its number; events are folded into it in place.
struct FoldedEvents: Equatable, Sendable {
    /// The registration, in memory that copies share; nothing before it.
    var registered: [OrderRegistered] = []
    var registeredPosition: Int64 = 0
    var state = OrderState.undelivered
    var items: [Item] = []
    var cases: [RefundCase] = []
    var evidence: [Evidence] = []
    var verdicts: [Verdict] = []
    var offers: [Offer] = []
    var appeals: [Appeal] = []
    var supplements: [Supplement] = []
    var extensions: [Extension] = []
    var payouts: [Payout] = []
    var chases: [Chase] = []
    var complaints: [Complaint] = []
    var chargebacks: [Chargeback] = []
    var clocks: [Clock] = []
    var riskSignalCount = 0
    var statementLines: Set<StatementLine> = []
    var missingLines: Set<MissingLine> = []
    var keys = UsedKeys()
    var positions: [Int64] = []
    var latestAt: Instant?
    var latestEventAt: Instant?
}
