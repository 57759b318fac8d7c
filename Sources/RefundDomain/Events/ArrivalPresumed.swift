public import Records
public import Units

/// Nobody complained in time, so the money counts as arrived.
///
/// Rules: R38, G18. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ArrivalPresumed: EventBody {
    public static let kind = EventKind.arrivalPresumed
    public static let rules: [RuleID] = ["R38", "G18"]

    /// The case.
    public var caseID = CaseID.placeholder

    public init() {}

    public var event: LedgerEvent { .arrivalPresumed(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
    }
}
