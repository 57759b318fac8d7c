public import Records

/// Why a buyer wants the money back (R22).
public enum Reason: UInt8, Code {
    case itemUnusable = 1
    case notAsDescribed
    case notDelivered
    case topupNotCredited
    case notEffective
    case activationFailed
    case mistakenPurchase
    case demandChanged
    case other

    public static let names = namesOfCases()
}

/// Whose fault it is (R5, R6).
public enum Fault: UInt8, Code {
    case platform = 1
    case buyer

    public static let names = namesOfCases()
}

/// Who may decide an application (R32).
public enum Route: UInt8, Code {
    case auto = 1
    case manual

    public static let names = namesOfCases()
}

/// What let an application in (R4, R43).
public enum WindowBasis: UInt8, Code {
    case standard = 1
    case `extension`

    public static let names = namesOfCases()
}

/// What is weak about an application (R24).
public enum ApplicationWarning: UInt8, Code {
    case vagueDescription = 1

    public static let names = namesOfCases()
}

/// How far a refund case has come (section 7).
public enum CaseStatus: UInt8, Code {
    case underReview = 1
    case awaitingSupplement
    case negotiating
    case approved
    case rejected
    case appealing
    case paying
    case payoutFailed
    case paid
    case completed
    case withdrawn
    case closedUnpaid

    public static let names = namesOfCases()
}

/// How a case was closed.
public enum CaseOutcome: UInt8, Code {
    case rejected = 1

    public static let names = namesOfCases()
}

/// Why a buyer is late (R43).
public enum ExtensionReason: UInt8, Code {
    case businessTrip = 1
    case illness
    case discoveredLate
    case other

    public static let names = namesOfCases()
}

/// Why a late application is not allowed (R44).
public enum ExtensionDenialReason: UInt8, Code {
    case beyondHardLimit = 1
    case reasonNotAccepted
    case itemStateUnverifiable
    case other

    public static let names = namesOfCases()
}

/// What a piece of evidence shows (R25 to R28, R41, R45).
public enum EvidenceKind: UInt8, Code {
    case orderDetail = 1
    case voucherScreenshot
    case topupFailureScreenshot
    case membershipStatus
    case activationFailurePrompt
    case notInstalledScreenshot
    case remainingValueProof
    case paymentRecord
    case officialFailureProof
    case compatibilityErrorScreenshot
    case proofOfPurchase
    case vendorLetter
    case other

    public static let names = namesOfCases()
}

/// How evidence must be protected (G22).
public enum Sensitivity: UInt8, Code {
    case normal = 1
    case voucherSecret
    case personal

    public static let names = namesOfCases()
}

/// Whether a piece of evidence still counts.
public enum EvidenceStatus: UInt8, Code {
    case active = 1
    case quarantined
    case erased

    public static let names = namesOfCases()
}

/// What a reviewer says of one quality of evidence (R29).
public enum Judgement: UInt8, Code {
    case yes = 1
    case no
    case unknown

    public static let names = namesOfCases()
}

/// On which ground evidence was erased (R56).
public enum ErasureBasis: UInt8, Code {
    case buyerRequest = 1
    case legalOrder
    case retentionExpired

    public static let names = namesOfCases()
}

/// Why nothing but storage of what is held about a person is allowed (R56).
public enum RestrictionGround: UInt8, Code {
    case legalRetention = 1
    case legalOrder
    case dispute

    public static let names = namesOfCases()
}
