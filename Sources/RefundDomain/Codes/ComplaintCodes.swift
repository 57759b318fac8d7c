public import Records

/// Where a complaint is made (R48, G21).
public enum ComplaintChannel: UInt8, Code {
    case platformOnline = 1
    case platformEmail
    case hotline12321
    case hotline12315
    case other

    public static let names = ["platform_online", "platform_email", "12321", "12315", "other"]
}

/// Where a complaint can be taken further (R48).
public enum EscalationChannel: UInt8, Code {
    case hotline12321 = 1
    case hotline12315
    case other

    public static let names = ["12321", "12315", "other"]
}

/// What a complaint is about (R40).
public enum ComplaintSubject: UInt8, Code {
    case payoutDelayed = 1
    case reviewDelayed
    case rejected
    case amountMismatch
    case other

    public static let names = namesOfCases()
}

/// What a complaint demands (R49).
public enum ComplaintDemand: UInt8, Code {
    case explainAndDeadline = 1
    case payNow
    case reopen
    case other

    public static let names = namesOfCases()
}

/// How a complaint was settled.
public enum ComplaintOutcome: UInt8, Code {
    case paidInFull = 1
    case paidPartly
    case explained
    case notUpheld
    case other

    public static let names = namesOfCases()
}

/// How far a complaint has come (section 7).
public enum ComplaintState: UInt8, Code {
    case filed = 1
    case acknowledged
    case responded
    case escalated
    case resolved
    case withdrawn

    public static let names = namesOfCases()
}

/// What is unusual about a complaint (G19).
public enum ComplaintFlag: UInt8, Code {
    case noPriorChase = 1

    public static let names = namesOfCases()
}

/// Why something took long (R49).
public enum ExplanationCode: UInt8, Code {
    case merchantBalanceInsufficient = 1
    case channelDelay
    case accountAbnormal
    case reviewBacklog
    case systemFault
    case alreadyPaid
    case ruleExplained
    case other

    public static let names = namesOfCases()
}
