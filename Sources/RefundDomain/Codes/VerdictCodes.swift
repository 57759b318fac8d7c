public import Records

/// The formula of an approved amount (section 10.2).
public enum Basis: UInt8, Code {
    case full = 1
    case lessFee
    case prorata
    case unusedValue
    case negotiated

    public static let names = namesOfCases()
}

/// The formulas that a reviewer may choose; negotiated amounts come from offers.
public enum ReviewBasis: UInt8, Code {
    case full = 1
    case lessFee
    case prorata
    case unusedValue

    public static let names = namesOfCases()
}

/// Why an application was rejected (section 4).
public enum RejectionReason: UInt8, Code {
    case windowExpired = 1
    case orderStateNotEligible
    case alreadyUsed
    case activatedCountsAsUsed
    case activatedAndBound
    case expiredItem
    case secretLeaked
    case evidenceInsufficient
    case evidenceUnclear
    case evidenceTampered
    case reasonUnclear
    case amountInvalid
    case piratedIneligible
    case notRefundableByTerms
    case fraudSuspected

    public static let names = namesOfCases()
}

/// Who can help where the platform cannot (R10, R16).
public enum Referral: UInt8, Code {
    case gameVendor = 1
    case softwareVendor

    public static let names = namesOfCases()
}

/// What was taken off a gross amount.
public enum ComponentKind: UInt8, Code {
    case fee = 1
    case fixedCost
    case concession

    public static let names = namesOfCases()
}

/// On which grounds a verdict is appealed (R36, G14).
public enum AppealGrounds: UInt8, Code {
    case wrongFacts = 1
    case newEvidence
    case ruleMisapplied
    case amountTooLow
    case other

    public static let names = namesOfCases()
}

/// What an appeal came to.
public enum AppealOutcome: UInt8, Code {
    case verdictUpheld = 1
    case verdictOverturned

    public static let names = namesOfCases()
}
