extension Story {
    /// A card partly used, or redeemed by mistake: buyer and shop agree on a part.
    mutating func negotiatedOffer() {
        begin()
        claimed = [0]
        chooseBuyerReason()
        applyInTime()
        wait(minutes: 10...200)
        check(order.lines[0].face == nil ? .activated : .partlyUsed)
        let comesAfterRejection = chance(50)
        if comesAfterRejection {
            waitForOffice(hours: 1...20)
            reject([order.lines[0].face == nil ? "activated_counts_as_used" : "already_used"])
        }
        let ceiling = negotiate()
        waitForOffice(hours: 1...12)
        answerOffer(ceiling: ceiling, comesAfterRejection: comesAfterRejection)
    }

    /// The buyer proves what is left and asks for an offer; gives the most that can be offered.
    private mutating func negotiate() -> Int64 {
        waitForBuyer(hours: 1...30)
        if chance(5) {
            let fields: Fields = [
                "evidence_ids": .texts(["E99"]), "unused": 100, "non_malicious": false,
            ]
            tell("request_negotiation", by: buyer, fields)
        }
        let proof = upload("remaining_value_proof")
        wait(minutes: 0...10)
        let line = order.lines[0]
        let whole = line.face ?? line.product.term ?? 1
        let unused = max(1, whole * random.number(20...90) / 100)
        act(
            "request_negotiation", by: buyer,
            [
                "evidence_ids": .texts([proof]), "unused": .integer(unused),
                "unit": line.face == nil ? "day" : chance(60) ? "fen" : nil, "non_malicious": true,
                "note": chance(30) ? "并非恶意,只是买错了" : nil,
            ])
        isUnderReview = false
        return min(
            requested,
            order.policy.lessFixedCost(paid: line.paid, part: unused, of: whole))
    }

    private mutating func answerOffer(ceiling: Int64, comesAfterRejection: Bool) {
        if chance(6) { tell("make_offer", by: reviewer, ["amount": .integer(requested + 1)]) }
        let offered = offer(ceiling: ceiling, isLower: chance(40))
        switch random.below(100) {
        case 0..<70: accept(offered)
        case 70..<85:
            waitForBuyer(hours: 1...30)
            act("decline_offer", by: buyer)
            isUnderReview = !comesAfterRejection
            afterNegotiation(comesAfterRejection: comesAfterRejection)
        case _:
            wait(hours: 73...90)
            sweep()
            isUnderReview = !comesAfterRejection
            afterNegotiation(comesAfterRejection: comesAfterRejection)
        }
    }

    private mutating func offer(ceiling: Int64, isLower: Bool) -> Int64 {
        let amount = isLower ? max(1, ceiling * 9 / 10) : ceiling
        act(
            "make_offer", by: reviewer,
            [
                "amount": isLower || chance(50) ? .integer(amount) : nil,
                "note": maybeOne(30, of: Phrases.offers),
            ])
        offers += 1
        return amount
    }

    private mutating func accept(_ amount: Int64) {
        waitForBuyer(hours: 1...40)
        act("accept_offer", by: buyer, ["offer": chance(60) ? .text("O\(offers)") : nil])
        approved(amount, by: reviewer)
        payOut()
    }

    /// Without an agreement the case is as it was: to be decided, or rejected already.
    private mutating func afterNegotiation(comesAfterRejection: Bool) {
        if !comesAfterRejection {
            waitForOffice(hours: 2...30)
            reject(["already_used"])
        }
        letRejectionStand()
    }
}
