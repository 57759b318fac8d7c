public import Records
public import Units

/// Decides an appeal.
///
/// Rules: R36. Fields and guards: ACTIONS.md, section 5.
public struct DecideAppeal: ActionBody {
    public static let name = ActionName.decideAppeal
    public static let roles: [Role] = [.appeals]

    /// The case.
    public var caseID: CaseID?

    /// Whether the verdict stands.
    public var outcome = AppealOutcome.placeholder

    /// What the buyer is told.
    public var reason = FreeText.placeholder

    /// The formula of the new verdict.
    public var basis: ReviewBasis?

    /// Whose fault it was.
    public var fault: Fault?

    /// The amount that is expected, in fen.
    public var amount: Fen?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "outcome", &outcome)
        try visitor.field(3, "reason", &reason)
        try visitor.field(4, "basis", &basis)
        try visitor.field(5, "fault", &fault)
        try visitor.field(6, "amount", &amount)
    }
}

extension DecideAppeal {
    public func inputFault(at instant: Instant) -> InputFault? {
        outcome == .verdictOverturned && basis == nil
            ? InputFault(
                "basis", expected: "a basis when the verdict is overturned", found: "nothing")
            : nil
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .appealing)
        guard let appeal = refundCase.openAppeal else { throw Refusal(.wrongStatus) }
        let verdict = try situation.verdict(of: refundCase)
        try require(situation.actor.id != verdict.decider, .sameDecider, "R36")
        var decided = AppealDecided {
            $0.caseID = refundCase.id
            $0.appealID = appeal.id
            $0.outcome = outcome
            $0.reason = reason
        }
        switch outcome {
        case .verdictUpheld:
            if verdict.approval != nil {
                let days = situation.policy(of: refundCase).payoutWorkingDays
                let due = situation.calendar.due(days, workingDaysAfter: situation.at)
                decided.payoutDueAt = due.at
                decided.provisional = due.isProvisional
            }
            return [decided.event]
        case .verdictOverturned:
            let approval = try situation.approval(
                ApprovalRequest(
                    refundCase: refundCase, basis: basis ?? .full, fault: fault, amount: amount,
                    appealed: verdict.id))
            if let earlier = verdict.approval {
                try require(
                    approval.calculation.amount > earlier.amount, .amountNotHigher, "G14")
            }
            return [
                decided.event,
                try situation.verdict(
                    approval, in: refundCase, decider: situation.actor.id, note: nil),
            ]
        }
    }
}
