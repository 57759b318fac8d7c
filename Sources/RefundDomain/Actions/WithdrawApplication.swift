public import Records
public import Units

/// Takes an application back.
///
/// Rules: R36. Fields and guards: ACTIONS.md, section 5.
public struct WithdrawApplication: ActionBody {
    public static let name = ActionName.withdrawApplication
    public static let roles: [Role] = [.buyer]
    public static let ownership = Ownership.buyer

    /// The case.
    public var caseID: CaseID?

    /// In the buyer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "note", &note)
    }
}

extension WithdrawApplication {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(
            caseID, in: .underReview, .awaitingSupplement, .negotiating, .rejected, .appealing)
        try require(refundCase.openAppeal?.returnsTo != .approved, .wrongStatus)
        return [
            ApplicationWithdrawn {
                $0.caseID = refundCase.id
                $0.note = note
            }.event
        ]
    }
}
