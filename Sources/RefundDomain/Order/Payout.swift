public import Units

/// Money on its way back to one tender.
public struct Payout: Equatable, Sendable {
    /// What a channel said of an attempt.
    public struct Answer: Hashable, Sendable {
        /// The kinds of answers.
        public enum Kind: Hashable, Sendable { case accepted, succeeded, failed }
        /// What it said.
        public let kind: Kind
        /// Of which attempt.
        public let attempt: Int64
        /// Under which number of its own, if it gave one.
        public let channelRefundID: Name?
    }

    /// Why it failed.
    public struct Failure: Equatable, Sendable {
        /// What the channel says of it.
        public let channelStatus: ChannelStatus
        /// The channel's own code.
        public let code: Name
        /// Whether the same number may be tried again.
        public let isRetryable: Bool
    }

    /// The payout.
    public let id: PayoutID
    /// The case.
    public let caseID: CaseID
    /// The verdict it pays.
    public let verdictID: VerdictID
    /// The tender it goes back to.
    public let tenderID: TenderID
    /// The channel.
    public let channel: TenderChannel
    /// How much, in fen.
    public let amount: Fen
    /// The number under which the channel pays at most once.
    public let outRefundNo: RefundNumber
    /// When it was handed to the channel first, in UTC milliseconds.
    public let initiatedAt: Instant
    /// The payout it replaces.
    public let replaces: PayoutID?
    /// How often it was tried.
    public internal(set) var attempt: Int64 = 1
    /// How far it has come.
    public internal(set) var status = PayoutStatus.initiated
    /// Everything the channel said.
    public private(set) var answers: [Answer] = []
    /// The channel's number of the refund.
    public internal(set) var channelRefundID: Name?
    /// When the money moved, in UTC milliseconds, by the channel's clock.
    public internal(set) var channelSuccessAt: Instant?
    /// Until when it may take to arrive, in UTC milliseconds.
    public internal(set) var arrivalExpectedBy: Instant?
    /// Why it last failed.
    public internal(set) var failure: Failure?
    /// When it was reversed, in UTC milliseconds.
    public internal(set) var reversedAt: Instant?
    /// The payout that replaced it.
    public internal(set) var replacedBy: PayoutID?

    /// Takes note of what the channel said; it may say the same again.
    mutating func note(_ answer: Answer) {
        if !answers.contains(answer) { answers.append(answer) }
    }

    /// Whether the channel may still move the money.
    public var isInFlight: Bool { status == .initiated || status == .accepted }
}
