extension Story {
    /// Approved, but nobody pays: chases, a complaint, an escalation, a promise, the money.
    mutating func slowPayout() {
        begin()
        claimForPlatformFault()
        waitForBuyer(hours: 60...150)
        chase()
        if chance(75) { waitForOffice(hours: 1...30); answerChase() }
        if chance(40) { wait(hours: 1...30); recomputeDeadlines() }
        wait(hours: 24...80)
        sweep()
        if chance(50) { waitForBuyer(hours: 1...20); chase() }
        if chance(70) { quarrel() }
        payOut()
        if complaints > 0 { endQuarrel() }
    }

    private mutating func quarrel() {
        waitForBuyer(hours: 1...30)
        let channel = pick([
            "platform_online", "platform_online", "platform_email", "12321", "12315", "other",
        ])
        complain("payout_delayed", demand: "explain_and_deadline", channel: channel)
        if chance(70) { waitForOffice(hours: 1...20); acknowledgeComplaint() }
        if chance(35) { wait(hours: 70...140); sweep() }
        if chance(35) { waitForBuyer(hours: 1...40); escalateComplaint() }
        waitForOffice(hours: 1...30)
        if chance(6) {
            tell("respond_complaint", by: agent, ["explanation_code": "channel_delay"])
        }
        let codes = [
            "merchant_balance_insufficient", "channel_delay", "account_abnormal",
            "review_backlog", "system_fault",
        ]
        respondToComplaint(pick(codes), commitment: now + random.number(20...72) * Moment.hour)
    }

    private mutating func endQuarrel() {
        switch random.below(10) {
        case 0..<6:
            waitForBuyer(hours: 1...20)
            resolveComplaint("paid_in_full", by: buyer)
        case 6..<8:
            waitForOffice(hours: 1...20)
            resolveComplaint("paid_in_full", by: agent)
        case _:
            waitForBuyer(hours: 1...20)
            withdrawComplaint()
        }
        if chance(10) { tell("acknowledge_complaint", by: agent) }
        if chance(30) { wait(hours: 1...50); sweep() }
    }
}
