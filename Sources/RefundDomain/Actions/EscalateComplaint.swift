public import Records
public import Units

/// Takes a complaint to another body.
///
/// Rules: R48. Fields and guards: ACTIONS.md, section 5.
public struct EscalateComplaint: ActionBody {
    public static let name = ActionName.escalateComplaint
    public static let roles: [Role] = [.buyer, .agent]
    public static let ownership = Ownership.buyerOrAgent

    /// The complaint.
    public var complaintID: ComplaintID?

    /// The other body.
    public var toChannel = EscalationChannel.placeholder

    /// The number it has there.
    public var externalRef: Name?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint", &complaintID)
        try visitor.field(2, "to_channel", &toChannel)
        try visitor.field(3, "external_ref", &externalRef)
    }
}

extension EscalateComplaint {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let complaint = try situation.openComplaint(complaintID)
        return [
            ComplaintEscalated {
                $0.complaintID = complaint.id
                $0.caseID = complaint.caseID
                $0.toChannel = toChannel.channel
                $0.externalRef = externalRef
            }.event
        ]
    }
}
