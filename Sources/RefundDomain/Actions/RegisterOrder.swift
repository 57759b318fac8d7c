public import Records
public import Units

/// Makes a paid order known to the ledger.
///
/// Rules: R14. Fields and guards: ACTIONS.md, section 5.
public struct RegisterOrder: ActionBody {
    public static let name = ActionName.registerOrder
    public static let roles: [Role] = [.system]

    /// The buyer.
    public var buyer = PersonID.placeholder

    /// The platform that sold it.
    public var platform = PlatformReference.placeholder

    /// What was bought.
    public var lines = [OrderLine].placeholder

    /// How it was paid.
    public var tenders = [Tender].placeholder

    /// What was paid in all, in fen.
    public var paid = Fen.placeholder

    /// The currency; CNY when left out.
    public var currency: Currency?

    /// When the payment succeeded, by the channel's clock.
    public var paidAt = Instant.placeholder

    /// The state of the order.
    public var state = OrderState.placeholder

    /// The refund terms shown with the product.
    public var terms = ListingTerms.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "buyer_ref", &buyer)
        try visitor.field(2, "platform_ref", &platform)
        try visitor.field(3, "lines", &lines)
        try visitor.field(4, "tenders", &tenders)
        try visitor.field(5, "paid_fen", &paid)
        try visitor.field(6, "currency", &currency)
        try visitor.field(7, "paid_at", &paidAt)
        try visitor.field(8, "order_state", &state)
        try visitor.field(9, "listing_terms", &terms)
    }
}

extension RegisterOrder {
    public func inputFault(at instant: Instant) -> InputFault? {
        if lines.count > 1, Self.hasRepeat(lines.map(\.id)) {
            return InputFault("lines", expected: "each line_id once", found: "one twice")
        }
        if tenders.count > 1, Self.hasRepeat(tenders.map(\.id)) {
            return InputFault("tenders", expected: "each tender_id once", found: "one twice")
        }
        // By place: a copy of each line costs more than all of this.
        for place in lines.indices {
            if let fault = Self.fault(inAmount: lines[place].paid) { return fault }
        }
        for place in tenders.indices {
            if let fault = Self.fault(inAmount: tenders[place].paid) { return fault }
        }
        if let fault = Self.fault(inAmount: paid) { return fault }
        guard paid > .zero else {
            return InputFault("paid_fen", expected: "more than 0", found: "\(paid.amount)")
        }
        let ofLines = lines.indices.reduce(Fen.zero) { $0 + lines[$1].paid }
        let ofTenders = tenders.indices.reduce(Fen.zero) { $0 + tenders[$1].paid }
        guard ofLines == paid, ofTenders == paid else {
            let (place, sum) = ofLines == paid ? ("tenders", ofTenders) : ("lines", ofLines)
            return InputFault(
                "paid_fen", expected: "\(sum.amount), the sum of the \(place)",
                found: "\(paid.amount)")
        }
        return nil
    }

    /// Whether one stands there twice.
    private static func hasRepeat<Subject>(_ ids: [Identifier<Subject>]) -> Bool {
        Set(ids).count < ids.count
    }

    private static func fault(inAmount amount: Fen) -> InputFault? {
        guard amount < .zero || amount > amountMax else { return nil }
        return InputFault(
            "paid_fen", expected: "amounts from 0 to \(amountMax.amount) fen",
            found: "\(amount.amount)")
    }

    /// The most an order may cost, in fen, so that totals of whole ledgers fit into 64 bits.
    static let amountMax = Fen(1_000_000_000_000)

    /// The fact that the action states.
    var event: OrderRegistered {
        OrderRegistered {
            $0.buyer = buyer
            $0.platform = platform
            $0.lines = lines
            $0.tenders = tenders
            $0.paid = paid
            $0.currency = currency ?? .cny
            $0.paidAt = paidAt
            $0.state = state
            $0.terms = terms
        }
    }

    public func isRepeat(in order: Order) -> Bool {
        order.registration.map { $0 == event } ?? false
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        try require(!situation.order.isRegistered, .orderExists)
        let event = event
        return [event.event] + RiskSignals.ofRegistration(event, situation.policyNow)
    }
}
