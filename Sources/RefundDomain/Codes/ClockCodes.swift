public import Records

/// What is being waited for (section 8).
public enum ClockName: UInt8, Code {
    case review = 1
    case payout
    case supplement
    case appeal
    case arrival
    case chase
    case complaint
    case commitment

    public static let names = namesOfCases()
}

/// How a clock stands or ended (section 8).
public enum ClockOutcome: UInt8, Code {
    case running = 1
    case met
    case breached
    case suspended
    case cancelled

    public static let names = namesOfCases()
}

/// How a published day differs from Monday to Friday.
public enum DayKind: UInt8, Code {
    case holiday = 1
    case workday

    public static let names = namesOfCases()
}

/// Whether applications may be decided by the system (R32).
public enum ReviewMode: UInt8, Code {
    case manual = 1
    case realtime

    public static let names = namesOfCases()
}

/// What a buyer at fault gets (R6).
public enum BuyerFaultMode: UInt8, Code {
    case fee = 1
    case partialOnly

    public static let names = namesOfCases()
}

/// The unit of pro-rata refunds (G6).
public enum ProrataUnit: UInt8, Code {
    case day = 1

    public static let names = namesOfCases()
}

/// How fractions of a fen are rounded (section 10.2).
public enum Rounding: UInt8, Code {
    case halfUp = 1

    public static let names = namesOfCases()
}
