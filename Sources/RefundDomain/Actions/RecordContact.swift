public import Records
public import Units

/// Records an attempt to reach the buyer.
///
/// Rules: R33. Fields and guards: ACTIONS.md, section 5.
public struct RecordContact: ActionBody {
    public static let name = ActionName.recordContact
    public static let roles: [Role] = [.agent, .reviewer, .system]

    /// The case.
    public var caseID: CaseID?

    /// By which way.
    public var medium = ContactMedium.placeholder

    /// What came of it.
    public var outcome = ContactOutcome.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "medium", &medium)
        try visitor.field(3, "outcome", &outcome)
    }
}

extension RecordContact {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID)
        return [
            ContactAttempted {
                $0.caseID = refundCase.id
                $0.medium = medium
                $0.outcome = outcome
            }.event
        ]
    }
}
