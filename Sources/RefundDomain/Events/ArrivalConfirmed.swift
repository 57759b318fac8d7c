public import Records
public import Units

/// The buyer saw the money.
///
/// Rules: R37. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ArrivalConfirmed: EventBody {
    public static let kind = EventKind.arrivalConfirmed
    public static let rules: [RuleID] = ["R37"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// When it arrived, in UTC milliseconds, by the buyer's word.
    public var arrivedAt = Instant.placeholder

    /// The amount, in fen.
    public var amount = Fen.placeholder

    public init() {}

    public var event: LedgerEvent { .arrivalConfirmed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "arrived_at", &arrivedAt)
        try visitor.field(3, "amount_fen", &amount)
    }
}
