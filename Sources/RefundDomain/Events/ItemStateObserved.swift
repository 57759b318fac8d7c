public import Records
public import Units

/// Somebody checked, or claimed, what state an item is in.
///
/// Rules: R9, R2. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ItemStateObserved: EventBody {
    public static let kind = EventKind.itemStateObserved
    public static let rules: [RuleID] = ["R9", "R2"]

    /// The line that was looked at.
    public var line = LineID.placeholder

    /// What was found, facet by facet.
    public var facets = Facets.placeholder

    /// Who looked; a buyer's claim never counts as the item's state.
    public var source = ObservationSource.placeholder

    /// The instant the facts hold from, in UTC milliseconds, by the observer's clock.
    public var observedAt = Instant.placeholder

    /// How much was used, in `unit`.
    public var used: Int64?

    /// How much there was in all, in `unit`.
    public var total: Int64?

    /// The unit of `used` and `total`: fen of face value, or days.
    public var unit: AmountUnit?

    public init() {}

    public var event: LedgerEvent { .itemStateObserved(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "line_id", &line)
        try visitor.field(2, "facets", &facets)
        try visitor.field(3, "source", &source)
        try visitor.field(4, "observed_at", &observedAt)
        try visitor.field(5, "used", &used)
        try visitor.field(6, "total", &total)
        try visitor.field(7, "unit", &unit)
    }
}
