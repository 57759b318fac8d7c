public import Records
public import Units

/// Accepts an offer.
///
/// Rules: R41. Fields and guards: ACTIONS.md, section 5.
public struct AcceptOffer: ActionBody {
    public static let name = ActionName.acceptOffer
    public static let roles: [Role] = [.buyer]
    public static let ownership = Ownership.buyer

    /// The case.
    public var caseID: CaseID?

    /// The offer.
    public var offerID: OfferID?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "offer", &offerID)
    }
}

extension AcceptOffer {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let (refundCase, offer) = try situation.standingOffer(caseID, offerID)
        let accepted = PartialOfferAccepted {
            $0.caseID = refundCase.id
            $0.offerID = offer.id
        }
        var calculation = Calculation(
            gross: offer.amount + offer.breakdown.map(\.fen).sum())
        for part in offer.breakdown { calculation = calculation.less(part.kind, part.fen) }
        let verdict = try situation.verdict(
            Approval(fault: .buyer, basis: .negotiated, calculation: calculation),
            in: refundCase, decider: offer.maker, note: nil)
        return [accepted.event, verdict]
    }
}

extension Situation {
    /// The offer that a buyer answers; it must stand, and in time.
    func standingOffer(
        _ caseID: CaseID?, _ offerID: OfferID?
    ) throws(Refusal) -> (RefundCase, Offer) {
        let refundCase = try refundCase(caseID)
        if let offerID {
            try require(order.offers.contains { $0.id == offerID }, .unknownReference)
        }
        try require(refundCase.status == .negotiating, .wrongStatus)
        guard let standing = refundCase.negotiation?.offer, offerID ?? standing == standing,
            let offer = order.offers.first(where: { $0.id == standing })
        else { throw Refusal(.noOpenOffer, "R41") }
        try require(at < offer.expiresAt, .offerExpired, "G15")
        return (refundCase, offer)
    }

    /// When the review that a failed negotiation returns to is due; `nil` after a rejection.
    func reviewDue(afterNegotiationIn refundCase: RefundCase) -> WorkingCalendar.DueDate? {
        guard refundCase.negotiation?.returnsTo == .underReview else { return nil }
        return reviewDue(policy(of: refundCase), refundCase.route)
    }
}
