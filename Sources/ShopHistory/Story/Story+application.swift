extension Story {
    /// Chooses the lines of the coming claim: one, or all that have something left.
    mutating func chooseLines(one: Bool = false) {
        let open = order.lines.indices.filter { lineLeft[$0] > 0 }
        guard !one, open.count == 1 || random.chance(35) else {
            claimed = [random.pick(open)]
            return
        }
        claimed = open
    }

    /// The categories of the claimed lines.
    var claimedCategories: [Category] { claimed.map { order.lines[$0].category } }

    /// A reason for which the platform answers and that fits the goods.
    mutating func choosePlatformReason() {
        guard Set(claimedCategories).count == 1 else { return reason = "not_as_described" }
        reason =
            switch claimedCategories[0] {
            case .gameCard: pick(["not_as_described", "item_unusable", "topup_not_credited"])
            case .membership: pick(["not_as_described", "item_unusable", "not_effective"])
            case .software: pick(["not_as_described", "item_unusable", "activation_failed"])
            case .other: pick(["not_as_described", "topup_not_credited"])
            }
    }

    mutating func chooseBuyerReason() {
        reason = pick(["mistaken_purchase", "demand_changed"])
    }

    /// Waits as buyers do, well within the window, then applies.
    ///
    /// - Parameter amount: Fen; everything left on the claimed lines when nil.
    mutating func applyInTime(amount: Int64? = nil) {
        let last = (order.windowHours - 10) * 60
        let soon: Int64 = random.chance(70) ? min(600, last) : last
        waitForBuyer(minutes: 3...soon)
        apply(amount: amount)
    }

    /// Applies for the claimed lines and the chosen reason; the case is then the latest.
    mutating func apply(amount: Int64? = nil) {
        let left = claimed.reduce(0) { $0 + lineLeft[$1] }
        let all = order.lines.indices.filter { lineLeft[$0] > 0 }
        requested = amount ?? left
        reviewer = pick(People.reviewers)
        let said: String? = random.chance(4) ? "C-\(cases + 1)" : nil
        let by = customer
        appliedAt = act(
            "apply_refund", by: by,
            [
                "case": .text(said),
                "line_ids": claimed != all || chance(15)
                    ? .texts(claimed.map { order.lines[$0].id }) : nil,
                "reason": .text(reason),
                "claimed_fault": chance(20) ? .text(Self.fault(of: reason) ?? "platform") : nil,
                "amount": amount != nil || chance(60) ? .integer(requested) : nil,
                "description": .text(Phrases.description(reason, &random)),
            ])
        cases += 1
        isCaseOpen = true
        isUnderReview = true
        verdict = nil
    }

    /// Whose fault a reason is unless someone says otherwise.
    static func fault(of reason: String) -> String? {
        switch reason {
        case "mistaken_purchase", "demand_changed": "buyer"
        case "other": nil
        case _: "platform"
        }
    }

    /// The buyer gives up.
    mutating func withdraw() {
        act(
            "withdraw_application", by: buyer,
            ["note": maybeOne(50, of: Phrases.withdrawals)])
        isCaseOpen = false
        isUnderReview = false
    }

    /// A change of a rejected application; the review starts again.
    mutating func amend(reason newReason: String? = nil) {
        if let newReason { reason = newReason }
        act(
            "amend_application", by: buyer,
            [
                "reason": .text(newReason),
                "description": .text(Phrases.description(reason, &random)),
            ])
        isUnderReview = true
    }

    /// The sweep that looks after this order.
    mutating func sweep() {
        act("sweep", by: People.system)
    }
}
