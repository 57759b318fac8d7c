public import Records
public import Units

/// An appeal was decided; when overturned, a new verdict follows.
///
/// Rules: R36, G14. Occurred at: the business instant of the action, in UTC milliseconds.
public struct AppealDecided: EventBody {
    public static let kind = EventKind.appealDecided
    public static let rules: [RuleID] = ["R36", "G14"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The appeal.
    public var appealID = AppealID.placeholder

    /// Whether the verdict stands.
    public var outcome = AppealOutcome.placeholder

    /// What the buyer was told.
    public var reason = FreeText.placeholder

    /// When the payout is due, exclusive, in UTC milliseconds; only when an approval was
    /// upheld.
    public var payoutDueAt: Instant?

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional: Bool?

    public init() {}

    public var event: LedgerEvent { .appealDecided(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "appeal_id", &appealID)
        try visitor.field(3, "outcome", &outcome)
        try visitor.field(4, "reason", &reason)
        try visitor.field(5, "payout_due_at", &payoutDueAt)
        try visitor.field(6, "provisional", &provisional)
    }
}
