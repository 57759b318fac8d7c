public import Records
public import Units

/// The buyer accepted the offer.
///
/// Rules: R41. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PartialOfferAccepted: EventBody {
    public static let kind = EventKind.partialOfferAccepted
    public static let rules: [RuleID] = ["R41"]

    /// The case.
    public var caseID = CaseID.placeholder

    /// The offer.
    public var offerID = OfferID.placeholder

    public init() {}

    public var event: LedgerEvent { .partialOfferAccepted(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "offer_id", &offerID)
    }
}
