extension Story {
    /// Registers the order, and lets it come to the state in which it is used or claimed.
    mutating func begin() {
        if mayGoWrong && chance(1) { tellBeforeRegistration() }
        tell("register_order", by: People.system, registration)
        deliver()
    }

    /// A buyer whose application overtakes the registration.
    private mutating func tellBeforeRegistration() {
        tell("apply_refund", by: buyer, ["reason": "not_delivered"])
        wait(seconds: 1...40)
    }

    /// The state moves on for most orders; one that waits for its delivery is left waiting.
    mutating func deliver() {
        switch order.state {
        case "unused" where chance(50): changeState(to: "completed")
        case "undelivered" where reason.isEmpty && chance(85):
            changeState(to: chance(50) ? "unused" : "completed")
        case _: break
        }
    }

    mutating func changeState(to state: String) {
        wait(seconds: 5...1800)
        act("change_order_state", by: People.system, ["to": .text(state)])
        order.state = state
        if chance(3) { tell("change_order_state", by: People.system, ["to": .text(state)]) }
    }

    var registration: Fields {
        [
            "buyer_ref": .text(order.buyer),
            "platform_ref": .object([
                "platform_id": .text(order.platform),
                "icp_no": order.platform == nil ? nil : "ICP-20260001",
                "rating": order.platform == "plat-4" ? nil : "4.7",
            ]),
            "lines": .objects(order.lines.map(Self.fields)),
            "tenders": .objects(order.tenders.map(Self.fields)),
            "paid_fen": .integer(order.paid),
            "currency": order.tenders.count == 1 ? "CNY" : nil,
            "paid_at": .moment(order.paidAt),
            "order_state": .text(order.state),
            "listing_terms": .object([
                "refundable": .truth(order.isRefundable),
                "activation_counts_as_used": .truth(order.activationCountsAsUsed),
                "window_hours": .integer(order.termsWindowHours),
                "text_sha256": .text(Self.termsHash(order)),
            ]),
        ]
    }

    private static func fields(_ line: Order.Line) -> Fields {
        [
            "line_id": .text(line.id), "sku": .text(line.product.sku),
            "name": .text(line.product.name), "category": .text(line.category.rawValue),
            "pirated": .truth(line.isPirated), "qty": .integer(line.quantity),
            "paid_fen": .integer(line.paid), "face_fen": .integer(line.face),
            "term_days": .integer(line.product.term),
            "reference_price_fen": .integer(line.reference),
        ]
    }

    private static func fields(_ tender: Order.Tender) -> Fields {
        [
            "tender_id": .text(tender.id), "channel": .text(tender.channel),
            "channel_trade_no": .text(tender.tradeNumber), "paid_fen": .integer(tender.paid),
            "guaranteed_trade": .truth(tender.isGuaranteed),
        ]
    }

    /// One text of terms for each way the terms can be.
    private static func termsHash(_ order: Order) -> String {
        var random = SplitMix64(
            seed: (order.isRefundable ? 1 : 0) + (order.activationCountsAsUsed ? 2 : 0)
                + UInt64(order.termsWindowHours ?? 0) * 4)
        return random.hexadecimal(words: 4)
    }
}
