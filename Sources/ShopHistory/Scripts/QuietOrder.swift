extension Story {
    /// An order nobody asks a refund for: registered, delivered, perhaps checked.
    mutating func quietOrder() {
        begin()
        live()
    }

    /// One of the first orders of the shop, about which the chores of later days know one position.
    mutating func foundingOrder() {
        mayGoWrong = false
        write(
            "register_order", by: People.system, registration, key: nil, via: nil, client: nil)
        mayGoWrong = true
        now = now + Moment.hour
        live()
    }

    private mutating func live() {
        if chance(45) {
            wait(minutes: 1...600)
            check(line: random.below(order.lines.count), chance(60) ? .clean : usedUp)
        }
        if chance(5) { waitForBuyer(hours: 1...20); claimState(of: 0) }
        if chance(6) { wait(hours: 1...60); signalRisk() }
        if chance(5) { waitForBuyer(hours: 1...30); reportOffPlatform() }
        if chance(7) { waitForOffice(hours: 1...30); note(by: agent) }
        if chance(3) { waitForOffice(hours: 1...48); flagListing() }
        if chance(4) { complainWithoutCase() }
        if chance(5) { wait(hours: 20...100); sweep() }
        if chance(3) { wait(hours: 1...20); changeState(to: "closed"); applyAfterClosing() }
    }

    private var usedUp: Finding {
        mutating get {
            switch order.lines[0].category {
            case .gameCard, .other: .redeemed
            case .membership: .activated
            case .software: .activatedAndBound
            }
        }
    }

    /// A closed order is in no state for an application.
    private mutating func applyAfterClosing() {
        guard chance(20) else { return }
        waitForBuyer(hours: 1...10)
        tell("apply_refund", by: buyer, ["reason": "mistaken_purchase"])
    }

    /// A complaint about the shop rather than about a refund.
    private mutating func complainWithoutCase() {
        waitForBuyer(hours: 1...40)
        complain("other", demand: "other", channel: pick(["platform_online", "platform_email"]))
        waitForOffice(hours: 1...30)
        acknowledgeComplaint()
        waitForOffice(hours: 0...20)
        respondToComplaint("rule_explained", commitment: nil)
        waitForBuyer(hours: 1...20)
        resolveComplaint("explained", by: chance(50) ? buyer : agent)
    }
}
