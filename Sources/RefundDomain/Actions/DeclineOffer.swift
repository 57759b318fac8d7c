public import Records
public import Units

/// Declines an offer.
///
/// Rules: R41. Fields and guards: ACTIONS.md, section 5.
public struct DeclineOffer: ActionBody {
    public static let name = ActionName.declineOffer
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

extension DeclineOffer {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let (refundCase, offer) = try situation.standingOffer(caseID, offerID)
        let due = situation.reviewDue(afterNegotiationIn: refundCase)
        return [
            PartialOfferDeclined {
                $0.caseID = refundCase.id
                $0.offerID = offer.id
                $0.reviewDueAt = due?.at
                $0.provisional = due?.isProvisional
            }.event
        ]
    }
}
