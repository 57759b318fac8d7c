import RefundDomain

/// Every table of the views; adding a projection is adding a file and a line here.
public enum Views {
    /// Those whose rows follow from an order as it stands.
    static let orders: [AnyOrderProjection] = [
        .init(OrderStatus.self),
        .init(RefundCases.self),
        .init(CaseProducts.self),
        .init(VerdictHistory.self),
        .init(Appeals.self),
        .init(Payouts.self),
        .init(EvidencePieces.self),
        .init(SLAClocks.self),
    ]

    /// Those whose rows follow from single events.
    static let events: [AnyEventProjection] = [
        .init(CaseTimeline.self),
        .init(ComplaintTimeline.self),
        .init(RefusalLog.self),
        .init(RiskSignals.self),
        .init(MoneyMovements.self),
        .init(PayoutDaily.self),
        .init(PayoutTotals.self),
        .init(ReviewerStats.self),
        .init(SKURisk.self),
        .init(ReconStatus.self),
        .init(CalendarDays.self),
    ]

    /// The places in `events` of those that look at a kind of event, by the kind's number.
    static let interested: [[Int]] = {
        var places: [[Int]] = Array(repeating: [], count: EventKind.allCases.count + 1)
        for kind in EventKind.allCases {
            places[Int(kind.rawValue)] = events.indices.filter {
                events[$0].kinds?.contains(kind) ?? true
            }
        }
        return places
    }()

    /// The table of how many events of each type there are.
    static let counts = EventCounts.description

    /// The tables.
    public static let tables: [ViewTable] =
        orders.map(\.table) + events.map(\.table) + [counts]

    /// The version of the contract with whoever queries the views; views of another one are rebuilt.
    ///
    /// It goes up when a table or column goes, changes its type or means something else. What is
    /// only added leaves it as it is.
    public static let version: Int64 = 1
}
