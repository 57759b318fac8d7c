public import Units

/// One line of an order and what is known of its item.
public struct Item: Equatable, Sendable {
    /// The line.
    public let line: OrderLine

    /// The latest check of each facet; buyers' claims never count as item state.
    public internal(set) var checked = Facets()

    /// The amounts that came with the latest check of usage.
    public internal(set) var used: UsedAmount?

    /// From when the item counts as activated, in UTC milliseconds, by the observer's clock.
    public internal(set) var activatedAt: Instant?

    /// What the buyer last said of the item's usage.
    public internal(set) var claimedUsage: UsageState?
}

/// How much of an item was used.
public struct UsedAmount: Equatable, Sendable {
    /// How much was used, in the unit.
    public let used: Int64?

    /// The unit.
    public let unit: AmountUnit?
}

/// A piece of evidence in a case.
public struct Evidence: Equatable, Sendable {
    /// The evidence.
    public let id: EvidenceID
    /// The case it was put into.
    public let caseID: CaseID
    /// What it shows.
    public let kind: EvidenceKind
    /// The SHA-256 digest of its bytes.
    public let sha256: ContentHash
    /// Its size in bytes.
    public let byteSize: Int64?
    /// How it must be protected.
    public let sensitivity: Sensitivity
    /// The key that its bytes are sealed with.
    public let keyID: Name?
    /// Where its upload stands in the log.
    public let position: Int64
    /// Whether it still counts.
    public internal(set) var status = EvidenceStatus.active
    /// The latest judgement of it.
    public internal(set) var assessment: EvidenceAssessed?

    /// Whether it counts towards an approval: active, and no quality of it was denied.
    public var counts: Bool {
        guard status == .active else { return false }
        guard let assessment else { return true }
        return ![assessment.clear, assessment.complete, assessment.unedited, assessment.relevant]
            .contains(.no)
    }
}

/// An offer of a part of the money.
public struct Offer: Equatable, Sendable {
    /// The offer.
    public let id: OfferID
    /// The case.
    public let caseID: CaseID
    /// How much, in fen.
    public let amount: Fen
    /// What was taken off.
    public let breakdown: [AmountComponent]
    /// The end of the offer, exclusive, in UTC milliseconds.
    public let expiresAt: Instant
    /// Who made it.
    public let maker: PersonID
}

/// An appeal against a verdict.
public struct Appeal: Equatable, Sendable {
    /// The appeal.
    public let id: AppealID
    /// The case.
    public let caseID: CaseID
    /// The verdict.
    public let verdictID: VerdictID
    /// What it came to; `nil` while open.
    public internal(set) var outcome: AppealOutcome?
}

/// A request for more evidence.
public struct Supplement: Equatable, Sendable {
    /// The request.
    public let id: SupplementID
    /// The case.
    public let caseID: CaseID
    /// The end of the time to answer, exclusive, in UTC milliseconds.
    public let dueAt: Instant
    /// Where the request stands in the log.
    public let position: Int64
}

/// A request to apply late.
public struct Extension: Equatable, Sendable {
    /// How far a request has come.
    public enum State: Equatable, Sendable {
        /// Nobody has decided yet.
        case pending
        /// The deadline was moved to this last instant, inclusive.
        case granted(Instant)
        /// It was denied.
        case denied
    }

    /// The request.
    public let id: ExtensionID
    /// How far it has come.
    public internal(set) var state = State.pending
}

/// A buyer's question where the money is.
public struct Chase: Equatable, Sendable {
    /// The chase.
    public let id: ChaseID
    /// The case.
    public let caseID: CaseID
    /// When it was asked, in UTC milliseconds.
    public let at: Instant
    /// Whether it was answered.
    public internal(set) var isAnswered = false
}

/// A complaint.
public struct Complaint: Equatable, Sendable {
    /// The complaint.
    public let id: ComplaintID
    /// The case; `nil` when there was none.
    public let caseID: CaseID?
    /// What is demanded.
    public let demand: ComplaintDemand
    /// What it is about.
    public let subject: ComplaintSubject
    /// The chase that came before.
    public let priorChaseID: ChaseID?
    /// When it was filed, in UTC milliseconds.
    public let filedAt: Instant
    /// How far it has come.
    public internal(set) var state = ComplaintState.filed
    /// Whether it was ever answered.
    public internal(set) var wasAnswered = false

    /// Whether nothing more can happen to it.
    public var isClosed: Bool { state == .resolved || state == .withdrawn }
}

/// A dispute of the payment at a channel.
public struct Chargeback: Equatable, Sendable {
    /// The channel's number of the dispute.
    public let reference: Name
    /// The stages that were reported, in order.
    public internal(set) var stages: [ChargebackStage]

    /// Whether it stands in the way of payouts (G27).
    public var isOpen: Bool {
        switch stages.last {
        case .inquiry, .opened, .preArbitration, .arbitration: true
        case .won, .lost, .closed, nil: false
        }
    }
}

/// A line of a channel's statement.
public struct StatementLine: Hashable, Sendable {
    /// The statement.
    public let statement: Name
    /// The line.
    public let number: Int64
}

/// A payout that a channel's statement does not show.
public struct MissingLine: Hashable, Sendable {
    /// The statement.
    public let statement: Name
    /// The payout.
    public let payout: PayoutID
}
