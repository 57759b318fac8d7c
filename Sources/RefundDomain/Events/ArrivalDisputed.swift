public import Records
public import Units

/// The buyer says that the money, or some of it, did not arrive.
///
/// Rules: R37, R40. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ArrivalDisputed: EventBody {
    public static let kind = EventKind.arrivalDisputed
    public static let rules: [RuleID] = ["R37", "R40"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// What the buyer says arrived, in fen.
    public var claimed = Fen.placeholder

    /// What the buyer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .arrivalDisputed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "claimed_fen", &claimed)
        try visitor.field(3, "note", &note)
    }
}
