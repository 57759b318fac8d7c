public import Records

/// In which role a person acts; a person may act in several.
public enum Role: UInt8, Code {
    case buyer = 1
    case agent
    case reviewer
    case supervisor
    case appeals
    case finance
    case compliance
    case channel
    case system
    case auditor
    case investigator

    public static let names = namesOfCases()
}

/// By which way an action reached the platform (R18).
public enum Via: UInt8, Code {
    case official = 1
    case qq
    case wechatPrivate
    case phone
    case email
    case other

    public static let names = namesOfCases()
}

/// By which way a buyer was contacted (R33).
public enum ContactMedium: UInt8, Code {
    case phone = 1
    case sms
    case inApp
    case email

    public static let names = namesOfCases()
}

/// What came of an attempt to reach a buyer (R33).
public enum ContactOutcome: UInt8, Code {
    case reached = 1
    case noAnswer
    case refused

    public static let names = namesOfCases()
}

/// Where an off-platform settlement was proposed (R57).
public enum OffPlatformMedium: UInt8, Code {
    case qq = 1
    case wechatPrivate
    case phone
    case sms
    case other

    public static let names = namesOfCases()
}

/// Who proposed an off-platform settlement (R57).
public enum ProposedBy: UInt8, Code {
    case seller = 1
    case buyer
    case agent
    case unknown

    public static let names = namesOfCases()
}

/// A kind of personal data that free text must not hold (R56).
public enum PersonalDataKind: UInt8, Code {
    case idNumber = 1
    case bankCard
    case mobile
    case password

    public static let names = namesOfCases()
}
