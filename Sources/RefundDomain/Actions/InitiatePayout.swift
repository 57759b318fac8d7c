public import Records
public import Units

/// Hands payouts to their channels.
///
/// Rules: R9, R34. Fields and guards: ACTIONS.md, section 5.
public struct InitiatePayout: ActionBody {
    public static let name = ActionName.initiatePayout
    public static let roles: [Role] = [.finance, .system]

    /// The case.
    public var caseID: CaseID?

    /// One tender; all that are left when left out.
    public var tenderID: TenderID?

    /// The payout's name.
    public var payoutID: PayoutID?

    /// Where the money goes; only the original account is allowed.
    public var destination: Destination?

    /// The number under which the channel pays at most once.
    public var outRefundNo: RefundNumber?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "tender", &tenderID)
        try visitor.field(3, "payout", &payoutID)
        try visitor.field(4, "destination", &destination)
        try visitor.field(5, "out_refund_no", &outRefundNo)
    }
}

extension InitiatePayout {
    public func inputFault(at instant: Instant) -> InputFault? { outRefundNo?.inputFault }

    public func questions(about order: Order) -> [Question] {
        if let outRefundNo { return [.isRefundNumberUsed(outRefundNo)] }
        var names = order.payouts.map(\.id)
        var questions: [Question] = []
        for _ in order.tenders {
            let name = payoutID ?? Situation.nextName("P", names)
            names.append(name)
            questions.append(.isRefundNumberUsed(order.usualNumber(of: name)))
        }
        return questions
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(
            caseID, in: .approved, .paying, .payoutFailed)
        let verdict = try situation.verdict(of: refundCase)
        try situation.checkPay(verdict, situation.policy(of: refundCase))
        let shares = try sharesToStart(situation, verdict)
        if payoutID != nil || outRefundNo != nil {
            try require(shares.count == 1, .tenderRequired, "G23")
        }
        var names = situation.order.payouts.map(\.id)
        var events: [LedgerEvent] = []
        for share in shares {
            let name = try situation.newName(payoutID, "P", names)
            let number = outRefundNo ?? situation.order.usualNumber(of: name)
            try require(!situation.isUsed(number), .refundNoReused, "R34")
            names.append(name)
            let tender = try situation.tender(share.id)
            events.append(
                PayoutInitiated {
                    $0.caseID = refundCase.id
                    $0.payoutID = name
                    $0.tenderID = share.id
                    $0.amount = share.fen
                    $0.attempt = 1
                    $0.outRefundNo = number
                    $0.channel = tender.channel
                    $0.destination = .original
                }.event)
        }
        return events
    }

    /// The parts of the verdict that no payout was started for, in order of tender.
    private func sharesToStart(
        _ situation: Situation, _ verdict: Verdict
    ) throws(Refusal) -> [TenderShare] {
        if let tenderID { _ = try situation.tender(tenderID) }
        let started = Set(
            situation.order.payouts.filter { $0.verdictID == verdict.id }.map(\.tenderID))
        let shares = (verdict.approval?.tenderSplit ?? []).filter {
            $0.fen > .zero && !started.contains($0.id) && $0.id == tenderID ?? $0.id
        }
        try require(!shares.isEmpty, .payoutExists, "G23")
        return shares
    }
}

extension Order {
    /// The refund number of a payout when the caller gives none.
    func usualNumber(of payout: PayoutID) -> RefundNumber {
        RefundNumber("\(number.text)-\(payout.text)")
    }
}

extension RefundNumber {
    /// What is wrong with a number that a caller gives: 1 to 64 of `0-9 A-Z a-z _ - | * @`.
    var inputFault: InputFault? {
        let isAllowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "|"), UInt8(ascii: "*"), UInt8(ascii: "@"):
                true
            case _: false
            }
        }
        guard (1...64).contains(text.utf8.count), isAllowed else {
            return InputFault(
                "out_refund_no", expected: "1 to 64 of 0-9 A-Z a-z _ - | * @", found: text)
        }
        return nil
    }
}

extension Situation {
    /// A tender of the order by name.
    func tender(_ id: TenderID) throws(Refusal) -> Tender {
        guard let found = try registration().tenders.first(where: { $0.id == id }) else {
            throw Refusal(.unknownReference)
        }
        return found
    }

    /// The guards of everything that starts to move money (section 5.5, "pay guards").
    func checkPay(_ verdict: Verdict, _ policy: Policy) throws(Refusal) {
        try require(!order.chargebacks.contains(where: \.isOpen), .chargebackOpen, "G27")
        let amount = verdict.approval?.amount ?? .zero
        try require(
            amount < policy.fourEyesMinimum || actor.id != verdict.decider, .fourEyes, "R58")
        let limit = try registration().paidAt.adding(hours: policy.channelLimitDays * 24)
        try require(at <= limit, .channelWindowPassed, "G26")
    }

    /// The case and the verdict that a payout pays; the verdict must still count.
    func grounds(of payout: Payout) throws(Refusal) -> (RefundCase, Verdict) {
        guard let refundCase = order.refundCase(payout.caseID),
            let verdict = order.verdict(payout.verdictID), verdict.countingApproval != nil
        else { throw Refusal(.wrongPayoutStatus) }
        return (refundCase, verdict)
    }

    /// The number of attempts may not pass the policy's bound (R34).
    func checkAttempts(_ payout: Payout, _ policy: Policy) throws(Refusal) {
        let attempts = order.attempts(on: payout.tenderID, under: payout.verdictID)
        try require(attempts < policy.maxPayoutAttempts, .attemptsExhausted, "R34")
    }
}
