/// The rules behind codes, as the contract lists them.

extension Basis {
    /// The formula a reviewer chose.
    init(_ basis: ReviewBasis) {
        switch basis {
        case .full: self = .full
        case .lessFee: self = .lessFee
        case .prorata: self = .prorata
        case .unusedValue: self = .unusedValue
        }
    }

    /// The rules that an amount of this formula rests on.
    ///
    /// Source: ACTIONS.md, section 4.
    public var rules: [RuleID] {
        switch self {
        case .full: ["R5"]
        case .lessFee: ["R6"]
        case .prorata: ["R12"]
        case .unusedValue: ["R41"]
        case .negotiated: ["R41", "R42"]
        }
    }
}

extension RejectionReason {
    /// The rule that the reason rests on.
    ///
    /// Source: ACTIONS.md, section 4.
    public var rule: RuleID {
        switch self {
        case .windowExpired: "R4"
        case .orderStateNotEligible: "R21"
        case .alreadyUsed: "R10"
        case .activatedCountsAsUsed: "R13"
        case .activatedAndBound: "R16"
        case .expiredItem: "R3"
        case .secretLeaked: "R7"
        case .evidenceInsufficient: "R45"
        case .evidenceUnclear: "R29"
        case .evidenceTampered: "R30"
        case .reasonUnclear: "R24"
        case .amountInvalid: "R23"
        case .piratedIneligible: "R17"
        case .notRefundableByTerms: "R14"
        case .fraudSuspected: "R1"
        }
    }

    /// Whether an amended application can do away with the reason (G13).
    public var isCurable: Bool {
        switch self {
        case .evidenceInsufficient, .evidenceUnclear, .reasonUnclear, .amountInvalid: true
        case .windowExpired, .orderStateNotEligible, .alreadyUsed, .activatedCountsAsUsed,
            .activatedAndBound, .expiredItem, .secretLeaked, .evidenceTampered,
            .piratedIneligible, .notRefundableByTerms, .fraudSuspected:
            false
        }
    }

    /// Who can help instead (R10, R16).
    public var referral: Referral? {
        switch self {
        case .alreadyUsed: .gameVendor
        case .activatedAndBound: .softwareVendor
        case .windowExpired, .orderStateNotEligible, .activatedCountsAsUsed, .expiredItem,
            .secretLeaked, .evidenceInsufficient, .evidenceUnclear, .evidenceTampered,
            .reasonUnclear, .amountInvalid, .piratedIneligible, .notRefundableByTerms,
            .fraudSuspected:
            nil
        }
    }
}

extension EscalationChannel {
    /// The same body as a complaint channel.
    var channel: ComplaintChannel {
        switch self {
        case .hotline12321: .hotline12321
        case .hotline12315: .hotline12315
        case .other: .other
        }
    }
}

extension ComplaintChannel {
    /// Whether the platform itself must answer (G20).
    var isPlatforms: Bool {
        switch self {
        case .platformOnline, .platformEmail: true
        case .hotline12321, .hotline12315, .other: false
        }
    }
}
