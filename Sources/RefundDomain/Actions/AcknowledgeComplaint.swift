public import Records
public import Units

/// Takes note of a complaint.
///
/// Rules: R48. Fields and guards: ACTIONS.md, section 5.
public struct AcknowledgeComplaint: ActionBody {
    public static let name = ActionName.acknowledgeComplaint
    public static let roles: [Role] = [.agent, .supervisor]

    /// The complaint.
    public var complaintID: ComplaintID?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint", &complaintID)
    }
}

extension AcknowledgeComplaint {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let complaint = try situation.openComplaint(complaintID)
        try require(complaint.state == .filed, .wrongStatus)
        return [
            ComplaintAcknowledged {
                $0.complaintID = complaint.id
                $0.caseID = complaint.caseID
            }.event
        ]
    }
}
