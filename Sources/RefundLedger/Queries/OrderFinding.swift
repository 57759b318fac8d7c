public import EventLog
public import RefundDomain

/// Something in an order's history that the rules never let happen.
public struct OrderFinding: Equatable, Sendable {
    /// What must hold for every order.
    public enum Invariant: String, CaseIterable, Sendable {
        /// Every event reads, and orders can be folded from them.
        case readable
        /// An order's amount is the sum of its lines, and of its tenders.
        case registeredSum = "registered_sum"
        /// A verdict's amount is the sum of its parts, by line and by tender.
        case verdictSum = "verdict_sum"
        /// For the order: 0 <= paid out + in flight <= approved <= paid (section 7).
        case orderMoney = "order_money"
        /// For each line: 0 <= approved <= paid (section 7).
        case lineMoney = "line_money"
        /// For each tender: 0 <= paid out + in flight <= approved <= paid (section 7).
        case tenderMoney = "tender_money"
        /// Who decides a verdict is who acts, or who made the accepted offer.
        case decider
        /// An appeal is decided by another person than the verdict (R36).
        case appealDecider = "appeal_decider"
        /// Large amounts are paid by another person than the one who approved them (R58).
        case fourEyesPayout = "four_eyes_payout"
        /// A verdict is voided by one person and confirmed by another (R58).
        case fourEyesVoid = "four_eyes_void"
        /// A file of evidence is what was recorded, or gone when it was erased (R56).
        case evidenceFile = "evidence_file"
    }

    /// What does not hold.
    public let invariant: Invariant

    /// The event that broke it.
    public let position: Position

    /// The order; `nil` for events of the ledger's own streams.
    public let order: OrderID?

    /// The values.
    public let detail: String
}
