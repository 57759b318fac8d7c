public import Records
public import Units

/// A complaint was made, here or elsewhere.
///
/// Rules: R48, G19, G20. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ComplaintFiled: EventBody {
    public static let kind = EventKind.complaintFiled
    public static let rules: [RuleID] = ["R48", "G19", "G20"]

    /// The complaint.
    public var complaintID = ComplaintID.placeholder

    /// The case; absent when there is none.
    public var caseID: CaseID?

    /// Where it was made.
    public var channel = ComplaintChannel.placeholder

    /// The number it has there.
    public var externalRef: Name?

    /// What it is about.
    public var subject = ComplaintSubject.placeholder

    /// What is demanded.
    public var demand = ComplaintDemand.placeholder

    /// The chase that came before.
    public var priorChaseID: ChaseID?

    /// What is unusual about it (G19).
    public var flags = [ComplaintFlag].placeholder

    /// When a response is due, exclusive, in UTC milliseconds; absent on other bodies'
    /// channels (G20).
    public var respondDueAt: Instant?

    /// Whether the due date touched a year without a published calendar (G10).
    public var provisional: Bool?

    /// What the buyer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .complaintFiled(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint_id", &complaintID)
        try visitor.field(2, "case_id", &caseID)
        try visitor.field(3, "channel", &channel)
        try visitor.field(4, "external_ref", &externalRef)
        try visitor.field(5, "subject", &subject)
        try visitor.field(6, "demand", &demand)
        try visitor.field(7, "prior_chase_id", &priorChaseID)
        try visitor.field(8, "flags", &flags)
        try visitor.field(9, "respond_due_at", &respondDueAt)
        try visitor.field(10, "provisional", &provisional)
        try visitor.field(11, "note", &note)
    }
}
