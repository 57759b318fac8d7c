public import Records
public import Units

/// Offers a part of the money.
///
/// Rules: R41. Fields and guards: ACTIONS.md, section 5.
public struct MakeOffer: ActionBody {
    public static let name = ActionName.makeOffer
    public static let roles: [Role] = [.reviewer]

    /// The case.
    public var caseID: CaseID?

    /// The offer's name.
    public var offerID: OfferID?

    /// The offer, in fen.
    public var amount: Fen?

    /// In the reviewer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "offer", &offerID)
        try visitor.field(3, "amount", &amount)
        try visitor.field(4, "note", &note)
    }
}

extension MakeOffer {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .negotiating)
        guard let negotiation = refundCase.negotiation,
            let line = situation.order.claimedItems(of: refundCase).first?.line,
            let total = line.total(in: negotiation.unit), total > 0
        else { throw Refusal(.wrongStatus) }
        let policy = situation.policy(of: refundCase)
        try require(negotiation.offer == nil, .offerOpen, "G15")
        if let amount { try require(amount > .zero, .amountNotPositive, "R23") }
        let ceiling = Calculation(
            gross: line.paid.scaledHalfUp(by: negotiation.unused, over: total)
        ).less(.fixedCost, situation.fixedCost(line.paid, policy))
        let offered = amount ?? min(ceiling.amount, refundCase.requested)
        try require(offered > .zero, .amountZero, "R41")
        try require(offered <= ceiling.amount, .aboveUnusedValue, "R41")
        try require(offered <= refundCase.requested, .exceedsRequested, "R23")
        try require(offered <= situation.order.left(on: line), .exceedsRefundable, "R23")
        let offer = try situation.newName(offerID, "O", situation.order.offers.map(\.id))
        return [
            PartialOfferMade {
                $0.caseID = refundCase.id
                $0.offerID = offer
                $0.amount = offered
                $0.breakdown =
                    ceiling.less(.concession, ceiling.amount - offered).components
                $0.expiresAt = situation.at.adding(hours: policy.negotiationOfferHours)
                $0.note = note
            }.event
        ]
    }
}
