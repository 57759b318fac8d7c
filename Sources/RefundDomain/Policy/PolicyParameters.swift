public import Records
public import Units

/// Parameters of a policy: all of them in an event, those that differ in an action.
///
/// Source: ACTIONS.md, section 13.
public struct PolicyParameters: NestedRecord {
    /// Hours from payment in which an application is taken (R4, G1).
    public var windowHours: Int64?

    /// Hours from payment beyond which no extension reaches (R44, G16).
    public var extensionHardLimitHours: Int64?

    /// Order states in which an application is taken (R21, G3).
    public var eligibleOrderStates: [OrderState]?

    /// Whether less than all may be asked for (R23).
    public var partialAllowed: Bool?

    /// Whether the system may decide clear cases (R32).
    public var reviewMode: ReviewMode?

    /// Working days for a review (R31).
    public var reviewWorkingDays: Int64?

    /// Seconds for an automatic review (R32).
    public var realtimeReviewSeconds: Int64?

    /// Working days for a payout (R34).
    public var payoutWorkingDays: Int64?

    /// Minutes that money may take to arrive (R38).
    public var arrivalGraceMinutes: Int64?

    /// Hours to give more evidence (G12).
    public var supplementWindowHours: Int64?

    /// Hours to amend after a rejection (G13).
    public var amendWindowHours: Int64?

    /// How often a case may be amended (G13).
    public var maxAmendments: Int64?

    /// Hours to appeal after a verdict (G13).
    public var appealWindowHours: Int64?

    /// How often a case may be appealed (G13).
    public var maxAppeals: Int64?

    /// Working days to decide an appeal (G13).
    public var appealReviewWorkingDays: Int64?

    /// Working days to answer a complaint (G20).
    public var complaintResponseWorkingDays: Int64?

    /// Hours to answer a chase (R39).
    public var chaseResponseHours: Int64?

    /// What a buyer at fault gets (R6).
    public var buyerFaultMode: BuyerFaultMode?

    /// The fee of a buyer at fault, in basis points of the amount (G4).
    public var buyerFaultFeeBasisPoints: Int64?

    /// The least fee, in fen (G4).
    public var buyerFaultFeeMinimum: Fen?

    /// The highest fee, in fen, if there is one (G4).
    public var buyerFaultFeeMaximum: Limit?

    /// The cost of the payment channel, in basis points of what was paid (G5).
    public var fixedCostBasisPoints: Int64?

    /// The fixed part of that cost, in fen (G5).
    public var fixedCost: Fen?

    /// Whether memberships are refunded pro rata (R12).
    public var prorataEnabled: Bool?

    /// The unit of pro-rata refunds (G6).
    public var prorataUnit: ProrataUnit?

    /// Whether partly used items may be negotiated (R42).
    public var goodwillEnabled: Bool?

    /// Hours until an offer or an unanswered request lapses (G15).
    public var negotiationOfferHours: Int64?

    /// How fractions of a fen are rounded.
    public var rounding: Rounding?

    /// From how much on payer and decider must differ, in fen (R58).
    public var fourEyesMinimum: Fen?

    /// How often a tender may be paid out under one verdict (R34).
    public var maxPayoutAttempts: Int64?

    /// Days of 24 hours from payment in which a channel refunds (G26).
    public var channelLimitDays: Int64?

    /// Below which part of the usual price a signal is raised, in basis points (R55).
    public var priceFloorBasisPoints: Int64?

    /// Fewer characters make a description vague (R24).
    public var minDescriptionCharacters: Int64?

    /// Descriptions that say nothing (R24).
    public var vaguePhrases: [Name]?

    /// Evidence that an approval needs (R25).
    public var requiredEvidence: RequiredEvidence?

    /// Whose fault a reason means (section 4).
    public var faultByReason: FaultByReason?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "window_hours", &windowHours)
        try visitor.field(2, "extension_hard_limit_hours", &extensionHardLimitHours)
        try visitor.field(3, "eligible_order_states", &eligibleOrderStates)
        try visitor.field(4, "partial_allowed", &partialAllowed)
        try visitor.field(5, "review_mode", &reviewMode)
        try visitor.field(6, "review_wd", &reviewWorkingDays)
        try visitor.field(7, "realtime_review_seconds", &realtimeReviewSeconds)
        try visitor.field(8, "payout_wd", &payoutWorkingDays)
        try visitor.field(9, "arrival_grace_min", &arrivalGraceMinutes)
        try visitor.field(10, "supplement_window_hours", &supplementWindowHours)
        try visitor.field(11, "amend_window_hours", &amendWindowHours)
        try visitor.field(12, "max_amendments", &maxAmendments)
        try visitor.field(13, "appeal_window_hours", &appealWindowHours)
        try visitor.field(14, "max_appeals", &maxAppeals)
        try visitor.field(15, "appeal_review_wd", &appealReviewWorkingDays)
        try visitor.field(16, "complaint_response_wd", &complaintResponseWorkingDays)
        try visitor.field(17, "chase_response_hours", &chaseResponseHours)
        try visitor.field(18, "buyer_fault_mode", &buyerFaultMode)
        try visitor.field(19, "buyer_fault_fee_bps", &buyerFaultFeeBasisPoints)
        try visitor.field(20, "buyer_fault_fee_min_fen", &buyerFaultFeeMinimum)
        try visitor.field(21, "buyer_fault_fee_max_fen", &buyerFaultFeeMaximum)
        try visitor.field(22, "fixed_cost_bps", &fixedCostBasisPoints)
        try visitor.field(23, "fixed_cost_fen", &fixedCost)
        try visitor.field(24, "prorata_enabled", &prorataEnabled)
        try visitor.field(25, "prorata_unit", &prorataUnit)
        try visitor.field(26, "goodwill_enabled", &goodwillEnabled)
        try visitor.field(27, "negotiation_offer_hours", &negotiationOfferHours)
        try visitor.field(28, "rounding", &rounding)
        try visitor.field(29, "four_eyes_min_fen", &fourEyesMinimum)
        try visitor.field(30, "max_payout_attempts", &maxPayoutAttempts)
        try visitor.field(31, "channel_limit_days", &channelLimitDays)
        try visitor.field(32, "price_floor_bps", &priceFloorBasisPoints)
        try visitor.field(33, "min_description_chars", &minDescriptionCharacters)
        try visitor.field(34, "vague_phrases", &vaguePhrases)
        try visitor.field(35, "required_evidence", &requiredEvidence)
        try visitor.field(36, "fault_by_reason", &faultByReason)
    }
}
