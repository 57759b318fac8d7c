/// Every table of the views.
public enum Views {
    /// The projections; adding one is adding a file and a line here.
    public static let all: [any Projection.Type] = orders + events

    /// Those whose rows follow from an order as it stands.
    static let orders: [any OrderProjection.Type] = [
        OrderStatus.self,
        RefundCases.self,
        VerdictHistory.self,
        Appeals.self,
        Payouts.self,
        EvidencePieces.self,
        SLAClocks.self,
    ]

    /// Those whose rows follow from single events.
    static let events: [any EventProjection.Type] = [
        CaseTimeline.self,
        ComplaintTimeline.self,
        RefusalLog.self,
        RiskSignals.self,
        MoneyMovements.self,
        PayoutDaily.self,
        PayoutTotals.self,
        ReviewerStats.self,
        SKURisk.self,
        ReconStatus.self,
        EventCounts.self,
    ]

    /// The tables, in the order of ``all``.
    public static let tables: [ViewTable] = all.map { description(of: $0) }

    /// Goes up when rows change their meaning although no column does; views of another version
    /// are rebuilt.
    public static let version: Int64 = 1

    private static func description<P: Projection>(of projection: P.Type) -> ViewTable {
        projection.table.description
    }
}
