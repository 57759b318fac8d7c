public import Records
public import Units

/// The parameters of the rules, as one version of them was published (R59).
///
/// The values below are those of `default-v1`, which is in force from the beginning.
/// Source: ACTIONS.md, section 13.
public struct Policy: Equatable, Sendable {
    /// The name of the version.
    public var version: PolicyVersion = "default-v1"

    /// Hours from payment in which an application is taken (R4, G1).
    public var windowHours: Int64 = 72

    /// Hours from payment beyond which no extension reaches (R44, G16).
    public var extensionHardLimitHours: Int64 = 168

    /// Order states in which an application is taken (R21, G3).
    public var eligibleOrderStates: [OrderState] = [.undelivered, .unused, .completed]

    /// Whether less than all may be asked for (R23).
    public var partialAllowed: Bool = true

    /// Whether the system may decide clear cases (R32).
    public var reviewMode: ReviewMode = .manual

    /// Working days for a review (R31).
    public var reviewWorkingDays: Int64 = 3

    /// Seconds for an automatic review (R32).
    public var realtimeReviewSeconds: Int64 = 300

    /// Working days for a payout (R34).
    public var payoutWorkingDays: Int64 = 5

    /// Minutes that money may take to arrive (R38).
    public var arrivalGraceMinutes: Int64 = 120

    /// Hours to give more evidence (G12).
    public var supplementWindowHours: Int64 = 72

    /// Hours to amend after a rejection (G13).
    public var amendWindowHours: Int64 = 72

    /// How often a case may be amended (G13).
    public var maxAmendments: Int64 = 2

    /// Hours to appeal after a verdict (G13).
    public var appealWindowHours: Int64 = 168

    /// How often a case may be appealed (G13).
    public var maxAppeals: Int64 = 1

    /// Working days to decide an appeal (G13).
    public var appealReviewWorkingDays: Int64 = 3

    /// Working days to answer a complaint (G20).
    public var complaintResponseWorkingDays: Int64 = 3

    /// Hours to answer a chase (R39).
    public var chaseResponseHours: Int64 = 24

    /// What a buyer at fault gets (R6).
    public var buyerFaultMode: BuyerFaultMode = .fee

    /// The fee of a buyer at fault, in basis points of the amount (G4).
    public var buyerFaultFeeBasisPoints: Int64 = 500

    /// The least fee, in fen (G4).
    public var buyerFaultFeeMinimum: Fen = 0

    /// The highest fee, in fen, if there is one (G4).
    public var buyerFaultFeeMaximum: Limit = .none

    /// The cost of the payment channel, in basis points of what was paid (G5).
    public var fixedCostBasisPoints: Int64 = 60

    /// The fixed part of that cost, in fen (G5).
    public var fixedCost: Fen = 0

    /// Whether memberships are refunded pro rata (R12).
    public var prorataEnabled: Bool = true

    /// The unit of pro-rata refunds (G6).
    public var prorataUnit: ProrataUnit = .day

    /// Whether partly used items may be negotiated (R42).
    public var goodwillEnabled: Bool = true

    /// Hours until an offer or an unanswered request lapses (G15).
    public var negotiationOfferHours: Int64 = 72

    /// How fractions of a fen are rounded.
    public var rounding: Rounding = .halfUp

    /// From how much on payer and decider must differ, in fen (R58).
    public var fourEyesMinimum: Fen = 100_000

    /// How often a tender may be paid out under one verdict (R34).
    public var maxPayoutAttempts: Int64 = 5

    /// Days of 24 hours from payment in which a channel refunds (G26).
    public var channelLimitDays: Int64 = 365

    /// Below which part of the usual price a signal is raised, in basis points (R55).
    public var priceFloorBasisPoints: Int64 = 3000

    /// Fewer characters make a description vague (R24).
    public var minDescriptionCharacters: Int64 = 5

    /// Descriptions that say nothing (R24).
    public var vaguePhrases: [Name] = ["商品不好", "不好用", "不满意", "不想要了", "质量差"]

    /// Evidence that an approval needs (R25).
    @Boxed public var requiredEvidence: RequiredEvidence = .standard

    /// Whose fault a reason means (section 4).
    public var faultByReason: FaultByReason = .standard

    /// The policy that holds when nothing else was published.
    public static let standard = Policy()

    /// What ``windowHours`` may be (R4, G1).
    static let windowHoursAllowed: ClosedRange<Int64> = 24...72

    /// What ``reviewWorkingDays`` may be (R4).
    static let reviewWorkingDaysAllowed: ClosedRange<Int64> = 1...3

    /// What ``payoutWorkingDays`` may be (R4).
    static let payoutWorkingDaysAllowed: ClosedRange<Int64> = 1...5
}

/// A value behind one reference, so that what holds it is copied quickly.
@propertyWrapper
public indirect enum Boxed<Value: Equatable & Sendable>: Equatable, Sendable {
    /// The value.
    case value(Value)

    /// Wraps a value.
    public init(wrappedValue: Value) { self = .value(wrappedValue) }

    /// The value.
    public var wrappedValue: Value {
        get {
            switch self {
            case .value(let value): value
            }
        }
        set { self = .value(newValue) }
    }
}
