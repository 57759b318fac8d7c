public import Records

/// The kind of a product; it selects the rules of section 1.2 of the article.
public enum ProductCategory: UInt8, Code {
    case gameCard = 1
    case membership
    case software
    case other

    public static let names = namesOfCases()
}

/// What the shop says of an order (R21).
public enum OrderState: UInt8, Code {
    case undelivered = 1
    case unused
    case completed
    case closed

    public static let names = namesOfCases()
}

/// By which way an order was paid, and a refund goes back.
public enum TenderChannel: UInt8, Code {
    case alipay = 1
    case wechat
    case wallet
    case bankCard
    case privateTransfer
    case other

    public static let names = namesOfCases()
}

/// The currency of an order.
public enum Currency: UInt8, Code {
    case cny = 1

    public static let names = ["CNY"]
}

/// Whether the secret of a card is still secret (R7).
public enum SecretState: UInt8, Code {
    case sealed = 1
    case revealed
    case leaked

    public static let names = namesOfCases()
}

/// How much of an item was used (R10).
public enum UsageState: UInt8, Code {
    case unused = 1
    case partlyUsed
    case redeemed
    case unknown

    public static let names = namesOfCases()
}

/// Whether an item was activated (R11, R13).
public enum ActivationState: UInt8, Code {
    case notActivated = 1
    case activated
    case unknown

    public static let names = namesOfCases()
}

/// Whether an item is bound to an account or device (R16).
public enum BindingState: UInt8, Code {
    case unbound = 1
    case bound
    case unknown

    public static let names = namesOfCases()
}

/// Whether an item can still be used (R3).
public enum ValidityState: UInt8, Code {
    case valid = 1
    case expired
    case unknown

    public static let names = namesOfCases()
}

/// Who looked at an item; a buyer only claims.
public enum ObservationSource: UInt8, Code {
    case platformCheck = 1
    case vendorCheck
    case channelCheck
    case buyerClaim

    public static let names = namesOfCases()
}

/// What a used or unused amount is counted in.
public enum AmountUnit: UInt8, Code {
    case fen = 1
    case day

    public static let names = namesOfCases()
}

/// Why a listing was flagged (R17, R54).
public enum ListingFlagReason: UInt8, Code {
    case pirated = 1
    case descriptionFalse
    case complaints
    case other

    public static let names = namesOfCases()
}

/// How far a dispute at the channel has come (G27).
public enum ChargebackStage: UInt8, Code {
    case inquiry = 1
    case opened
    case preArbitration
    case arbitration
    case won
    case lost
    case closed

    public static let names = namesOfCases()
}
