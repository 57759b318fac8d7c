import Records
import Units

extension PolicyParameters {
    /// The first parameter that makes no sense as a number, whatever the rules say of it.
    ///
    /// The bounds keep every deadline and every product within 64 bits. The window, review and
    /// payout have bounds of their own, which are rules: beyond them a policy is refused.
    var inputFault: InputFault? {
        let counts: [(String, Int64?, Int64)] = [
            ("extension_hard_limit_hours", extensionHardLimitHours, 1_000_000),
            ("realtime_review_seconds", realtimeReviewSeconds, 100_000_000),
            ("arrival_grace_min", arrivalGraceMinutes, 10_000_000),
            ("supplement_window_hours", supplementWindowHours, 1_000_000),
            ("amend_window_hours", amendWindowHours, 1_000_000),
            ("max_amendments", maxAmendments, 1_000),
            ("appeal_window_hours", appealWindowHours, 1_000_000),
            ("max_appeals", maxAppeals, 1_000),
            ("chase_response_hours", chaseResponseHours, 1_000_000),
            ("buyer_fault_fee_bps", buyerFaultFeeBasisPoints, 10_000),
            ("buyer_fault_fee_min_fen", buyerFaultFeeMinimum?.amount, fenMax),
            ("buyer_fault_fee_max_fen", buyerFaultFeeMaximum?.fen?.amount, fenMax),
            ("fixed_cost_bps", fixedCostBasisPoints, 10_000),
            ("fixed_cost_fen", fixedCost?.amount, fenMax),
            ("negotiation_offer_hours", negotiationOfferHours, 1_000_000),
            ("four_eyes_min_fen", fourEyesMinimum?.amount, fenMax),
            ("max_payout_attempts", maxPayoutAttempts, 1_000),
            ("channel_limit_days", channelLimitDays, 100_000),
            ("price_floor_bps", priceFloorBasisPoints, 1_000_000),
            ("min_description_chars", minDescriptionCharacters, 100_000),
        ]
        for (name, value, bound) in counts {
            guard let value, !(0...bound).contains(value) else { continue }
            return InputFault("params.\(name)", expected: "0 to \(bound)", found: "\(value)")
        }
        let workingDays = [
            ("appeal_review_wd", appealReviewWorkingDays),
            ("complaint_response_wd", complaintResponseWorkingDays),
        ]
        for (name, value) in workingDays {
            guard let value, !(1...1_000).contains(value) else { continue }
            return InputFault("params.\(name)", expected: "1 to 1000", found: "\(value)")
        }
        return nil
    }

    private var fenMax: Int64 { RegisterOrder.amountMax.amount }
}

extension Limit {
    fileprivate var fen: Fen? {
        switch self {
        case .none: nil
        case .atMost(let fen): fen
        }
    }
}
