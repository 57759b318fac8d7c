public import Records
public import Units

/// Takes a complaint back.
///
/// Rules: R48. Fields and guards: ACTIONS.md, section 5.
public struct WithdrawComplaint: ActionBody {
    public static let name = ActionName.withdrawComplaint
    public static let roles: [Role] = [.buyer]
    public static let ownership = Ownership.buyer

    /// The complaint.
    public var complaintID: ComplaintID?

    /// In the buyer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "complaint", &complaintID)
        try visitor.field(2, "note", &note)
    }
}

extension WithdrawComplaint {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let complaint = try situation.openComplaint(complaintID)
        return [
            ComplaintWithdrawn {
                $0.complaintID = complaint.id
                $0.caseID = complaint.caseID
                $0.note = note
            }.event
        ]
    }
}
