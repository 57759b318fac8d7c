extension Story {
    /// A claim the rules do not carry; most buyers leave it at that.
    mutating func rejection() {
        begin()
        chooseLines()
        let codes = chooseRejection()
        applyInTime()
        if chance(40) { waitForBuyer(minutes: 2...60); upload(pick(["order_detail", "other"])) }
        wait(minutes: 5...300)
        finding(of: codes[0]).map { check(line: claimed[0], $0) }
        waitForOffice(hours: 1...40)
        if codes[0] == "evidence_tampered" { assess(unedited: "no"); wait(minutes: 1...9) }
        reject(codes)
        if chance(8) { withdrawOrComplain() }
        if isCaseOpen { letRejectionStand() }
    }

    /// Reasons that fit the goods, and an application that could meet them.
    private mutating func chooseRejection() -> [String] {
        chooseBuyerReason()
        let general = [
            "window_expired", "order_state_not_eligible", "evidence_insufficient",
            "evidence_unclear", "evidence_tampered", "reason_unclear", "amount_invalid",
            "not_refundable_by_terms", "fraud_suspected", "expired_item",
        ]
        let own =
            switch order.lines[claimed[0]].category {
            case .gameCard: ["already_used", "secret_leaked", "already_used"]
            case .membership: ["activated_counts_as_used"]
            case .software: ["activated_and_bound"]
            case .other: ["already_used"]
            }
        let code = pick(chance(60) ? own : general)
        if code.hasPrefix("evidence") || code == "reason_unclear" {
            reason = chance(50) ? "other" : "not_as_described"
        }
        return code == "evidence_unclear" && chance(50) ? [code, "reason_unclear"] : [code]
    }

    private func finding(of code: String) -> Finding? {
        switch code {
        case "already_used": .redeemed
        case "secret_leaked": .leaked
        case "activated_counts_as_used": .activated
        case "activated_and_bound": .activatedAndBound
        case "expired_item": .expired
        case _: nil
        }
    }

    private mutating func withdrawOrComplain() {
        waitForBuyer(hours: 1...20)
        if chance(50) { return withdraw() }
        complain("rejected", demand: "reopen", channel: pick(["platform_online", "12315"]))
        waitForOffice(hours: 1...40)
        if chance(5) { tell("resolve_complaint", by: agent, ["outcome": "not_upheld"]) }
        respondToComplaint("rule_explained", commitment: nil)
        waitForOffice(hours: 1...30)
        resolveComplaint("not_upheld", by: agent)
    }
}
