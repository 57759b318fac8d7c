public import Records
public import Units

/// Settles a complaint.
///
/// Rules: R49. Fields and guards: ACTIONS.md, section 5.
public struct ResolveComplaint: ActionBody {
    public static let name = ActionName.resolveComplaint
    public static let roles: [Role] = [.buyer, .agent, .supervisor]
    public static let ownership = Ownership.buyer

    /// The complaint.
    public var complaintID: ComplaintID?

    /// How.
    public var outcome = ComplaintOutcome.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint", &complaintID)
        try visitor.field(2, "outcome", &outcome)
    }
}

extension ResolveComplaint {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let complaint = try situation.openComplaint(complaintID)
        try require(
            situation.actor.role == .buyer || complaint.wasAnswered, .notResponded, "R49")
        return [
            ComplaintResolved {
                $0.complaintID = complaint.id
                $0.caseID = complaint.caseID
                $0.outcome = outcome
            }.event
        ]
    }
}
