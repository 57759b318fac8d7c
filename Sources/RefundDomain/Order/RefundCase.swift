public import Units

/// One application for a refund and everything that follows from it.
public struct RefundCase: Equatable, Sendable {
    /// The case.
    public let id: CaseID

    /// The claimed lines.
    public let lineIDs: [LineID]

    /// When it was first applied for, in UTC milliseconds; amounts are computed as of then (G6).
    public let appliedAt: Instant

    /// The policy in force at the first application; it governs the case for ever.
    public let policy: PolicyVersion

    /// How often the application was made: 1, and one more for each amendment.
    public internal(set) var revision: Int64 = 1

    /// The reason as it now stands.
    public internal(set) var reason: Reason

    /// Whose fault the buyer says it is.
    public internal(set) var claimedFault: Fault?

    /// What is wanted, in fen, as it now stands.
    public internal(set) var requested: Fen

    /// What is weak about the application, as it now stands.
    public internal(set) var warnings: [ApplicationWarning]

    /// Who may decide it.
    public internal(set) var route: Route

    /// How far it has come.
    public internal(set) var status = CaseStatus.underReview

    /// The verdict that stands, if there is one.
    public internal(set) var verdictID: VerdictID?

    /// The negotiation that is going on, if there is one.
    public internal(set) var negotiation: Negotiation?

    /// The request for more evidence that is open, if there is one.
    public internal(set) var openSupplement: SupplementID?

    /// The appeal that is open, with the status to return to.
    public internal(set) var openAppeal: OpenAppeal?

    /// How many appeals were filed.
    public internal(set) var appealCount: Int64 = 0

    /// Whether an appeal was decided; after that a verdict is final (G13).
    public internal(set) var isAppealDecided = false

    /// The reviewer it was given to.
    public internal(set) var reviewer: PersonID?

    /// Whether the buyer says that the money did not arrive.
    public internal(set) var isDisputed = false

    /// Whether it was disputed once, settled since or not (R40).
    public internal(set) var wasDisputed = false

    /// The latest channel success when the case was first paid in full, in UTC milliseconds.
    public internal(set) var firstPaidAt: Instant?

    /// When it ended, in UTC milliseconds; `nil` while open.
    public internal(set) var closedAt: Instant?

    /// Whether it stands in the way of another application (G24).
    public var isOpen: Bool {
        switch status {
        case .completed, .withdrawn, .closedUnpaid: false
        case .underReview, .awaitingSupplement, .negotiating, .approved, .rejected, .appealing,
            .paying, .payoutFailed, .paid:
            true
        }
    }
}

/// A negotiation about a part of the money.
public struct Negotiation: Equatable, Sendable {
    /// The status to return to when it comes to nothing.
    public let returnsTo: CaseStatus
    /// How much is unused, in the unit.
    public let unused: Int64
    /// The unit of `unused`.
    public let unit: AmountUnit
    /// The end of the wait for an offer, exclusive, in UTC milliseconds.
    public let expiresAt: Instant
    /// The offer that stands, if there is one.
    public internal(set) var offer: OfferID?
}

/// An appeal that is not decided yet.
public struct OpenAppeal: Equatable, Sendable {
    /// The appeal.
    public let id: AppealID
    /// The status to return to when the verdict is upheld.
    public let returnsTo: CaseStatus
}
