public import Records
public import Units

/// Reports what state an item is in.
///
/// Rules: R9. Fields and guards: ACTIONS.md, section 5.
public struct ObserveItem: ActionBody {
    public static let name = ActionName.observeItem
    public static let roles: [Role] = [.system, .reviewer, .channel, .buyer]
    public static let ownership = Ownership.buyer

    /// The line; needed when the order has several.
    public var line: LineID?

    /// What was found.
    public var facets = Facets.placeholder

    /// Who looked.
    public var source = ObservationSource.placeholder

    /// From when the facts hold; `at` when left out.
    public var observedAt: Instant?

    /// How much was used, in `unit`.
    public var used: Int64?

    /// How much there was, in `unit`.
    public var total: Int64?

    /// Fen of face value, or days.
    public var unit: AmountUnit?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "line", &line)
        try visitor.field(2, "facets", &facets)
        try visitor.field(3, "source", &source)
        try visitor.field(4, "observed_at", &observedAt)
        try visitor.field(5, "used", &used)
        try visitor.field(6, "total", &total)
        try visitor.field(7, "unit", &unit)
    }
}

extension ObserveItem {
    public func inputFault(at instant: Instant) -> InputFault? {
        facets == Facets()
            ? InputFault("facets", expected: "at least one facet", found: "none") : nil
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let isClaim = source == .buyerClaim
        try require((situation.actor.role == .buyer) == isClaim, .roleNotAllowed)
        let items = situation.order.items
        try require(line != nil || items.count == 1, .lineRequired)
        guard let item = items.first(where: { line == nil || $0.line.id == line }) else {
            throw Refusal(.unknownReference)
        }
        let observation = ItemStateObserved {
            $0.line = item.line.id
            $0.facets = facets
            $0.source = source
            $0.observedAt = observedAt ?? situation.at
            $0.used = used
            $0.total = total
            $0.unit = unit
        }
        return [observation.event]
            + RiskSignals.ofObservation(observation, item, situation.order)
    }
}
