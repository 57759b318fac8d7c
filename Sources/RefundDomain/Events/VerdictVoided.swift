public import Records
public import Units

/// An approval was undone by two persons before anything was paid.
///
/// Rules: R58. Occurred at: the business instant of the action, in UTC milliseconds.
public struct VerdictVoided: EventBody {
    public static let kind = EventKind.verdictVoided
    public static let rules: [RuleID] = ["R58"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The verdict.
    public var verdictID = VerdictID.placeholder

    /// Why.
    public var reason = FreeText.placeholder

    /// The supervisor who confirmed it.
    public var confirmedBy = PersonID.placeholder

    public init() {}

    public var event: LedgerEvent { .verdictVoided(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "verdict_id", &verdictID)
        try visitor.field(3, "reason", &reason)
        try visitor.field(4, "confirmed_by", &confirmedBy)
    }
}
