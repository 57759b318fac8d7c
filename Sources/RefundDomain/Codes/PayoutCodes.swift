public import Records

/// How far a payout has come (section 7).
public enum PayoutStatus: UInt8, Code {
    case initiated = 1
    case accepted
    case succeeded
    case failed
    case reversed

    public static let names = namesOfCases()
}

/// How much of an order was paid back.
public enum RefundStatus: UInt8, Code {
    case none = 1
    case partial
    case full

    public static let names = namesOfCases()
}

/// Where a payout goes; everything but the original account is refused (R57).
public enum Destination: UInt8, Code {
    case original = 1
    case privateTransfer
    case otherAccount
    case unknownLink
    case thirdParty

    public static let names = namesOfCases()
}

/// What a channel offers when the account is abnormal (G25).
public enum Remedy: UInt8, Code {
    case userBankCard = 1
    case merchantBankCard

    public static let names = namesOfCases()
}

/// What a channel says of a refund that failed.
public enum ChannelStatus: UInt8, Code {
    case abnormal = 1
    case closed
    case error

    public static let names = ["ABNORMAL", "CLOSED", "ERROR"]
}

/// How a statement and the ledger disagree.
public enum MismatchKind: UInt8, Code {
    case missingInLedger = 1
    case notSucceeded
    case amountDiffers
    case missingInStatement

    public static let names = namesOfCases()
}
