extension Story {
    /// A rejection goes to appeal, and stands or falls.
    mutating func appealOfRejection() {
        begin()
        chooseLines(one: true)
        choosePlatformReason()
        applyInTime()
        uploadRequired()
        wait(minutes: 5...200)
        check(order.lines[claimed[0]].category == .software ? .activatedAndBound : .redeemed)
        waitForOffice(hours: 1...40)
        let isSoftware = order.lines[claimed[0]].category == .software
        reject([isSoftware ? "activated_and_bound" : "already_used"])
        let rejectedBy = reviewer
        waitForBuyer(hours: 2...100)
        let letter = upload("vendor_letter")
        wait(minutes: 0...20)
        fileAppeal(pick(["new_evidence", "wrong_facts", "rule_misapplied"]), evidence: [letter])
        if chance(8) {
            waitForOffice(hours: 1...8)
            tell(
                "decide_appeal", by: Actor(rejectedBy.id, "appeals"),
                ["outcome": "verdict_upheld", "reason": "维持原结论"])
        }
        waitForOffice(hours: 4...70)
        if chance(45) {
            upholdVerdict()
            if chance(15) { appealAgain() }
            return letRejectionStand()
        }
        overturnVerdict()
        payOut()
    }

    /// One appeal is all there is.
    private mutating func appealAgain() {
        waitForBuyer(hours: 1...10)
        tell("file_appeal", by: buyer, ["grounds": "other"])
    }

    /// Approved less a fee; the buyer says it was the platform's fault, before any payout starts.
    mutating func appealOfAmount() {
        begin()
        claimForBuyerFault()
        waitForBuyer(hours: 1...40)
        fileAppeal("amount_too_low")
        waitForOffice(hours: 4...60)
        if chance(50) { overturnVerdict() } else { upholdVerdict() }
        payOut()
    }
}
