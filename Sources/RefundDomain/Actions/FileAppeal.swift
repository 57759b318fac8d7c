public import Records
public import Units

/// Appeals against a verdict.
///
/// Rules: R36. Fields and guards: ACTIONS.md, section 5.
public struct FileAppeal: ActionBody {
    public static let name = ActionName.fileAppeal
    public static let roles: [Role] = [.buyer]
    public static let ownership = Ownership.buyer

    /// The case.
    public var caseID: CaseID?

    /// The appeal's name.
    public var appealID: AppealID?

    /// On which grounds.
    public var grounds = AppealGrounds.placeholder

    /// The evidence it points to.
    public var evidenceIDs: [EvidenceID]?

    /// In the buyer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "appeal", &appealID)
        try visitor.field(3, "grounds", &grounds)
        try visitor.field(4, "evidence_ids", &evidenceIDs)
        try visitor.field(5, "note", &note)
    }
}

extension FileAppeal {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .rejected, .approved)
        let policy = situation.policy(of: refundCase)
        let verdict = try situation.verdict(of: refundCase)
        let isAboutAmount = grounds == .amountTooLow
        let isAllowed =
            verdict.approval.map { isAboutAmount && $0.basis != .negotiated } ?? !isAboutAmount
        try require(isAllowed, .groundsNotAllowed, "G14")
        let wasUpheld = situation.order.appeals.contains {
            $0.caseID == refundCase.id && $0.outcome == .verdictUpheld
        }
        try require(
            refundCase.appealCount < policy.maxAppeals && !wasUpheld, .appealsExhausted, "G13")
        try require(situation.at < verdict.appealUntil, .appealWindowPassed, "G13")
        _ = try situation.evidence(evidenceIDs ?? [])
        let appeal = try situation.newName(appealID, "A", situation.order.appeals.map(\.id))
        let due = situation.calendar.due(
            policy.appealReviewWorkingDays, workingDaysAfter: situation.at)
        return [
            AppealFiled {
                $0.caseID = refundCase.id
                $0.appealID = appeal
                $0.verdictID = verdict.id
                $0.grounds = grounds
                $0.evidenceIDs = evidenceIDs ?? []
                $0.reviewDueAt = due.at
                $0.provisional = due.isProvisional
                $0.note = note
            }.event
        ]
    }
}
