extension Story {
    /// After the deadline only an extension helps; some get one.
    mutating func lateApplication() {
        order.state = "completed"
        begin()
        let deadline = order.paidAt + order.windowHours * Moment.hour
        now = max(now, deadline)
        waitForBuyer(minutes: 5...600)
        claimed = order.lines.indices.filter { lineLeft[$0] > 0 }
        reason = "mistaken_purchase"
        if chance(60) {
            tell("apply_refund", by: buyer, ["reason": .text(reason)])
            wait(minutes: 1...60)
        }
        if chance(12) { return askFarTooLate() }
        let name = requestExtension()
        if chance(8) { tell("request_extension", by: buyer, ["reason": "illness"]) }
        waitForOffice(hours: 0...2)
        let last = order.paidAt + Policy.hardLimitHours * Moment.hour
        guard now + 3 * Moment.hour < last, chance(75) else { return denyExtension(name) }
        let until = min(last, now + random.number(24...48) * Moment.hour)
        act(
            "grant_extension", by: supervisor,
            ["extension": chance(60) ? .text(name) : nil, "new_deadline_at": .moment(until)])
        wait(minutes: 5...100)
        apply()
        review()
        approveLessFee()
        payOut()
    }

    private mutating func requestExtension() -> String {
        let (id, said) = newID("X", extensions)
        let by = customer
        act(
            "request_extension", by: by,
            [
                "extension": .text(said),
                "reason": .text(pick(["business_trip", "illness", "discovered_late", "other"])),
                "note": chance(50) ? "因出差未及时处理" : nil,
            ])
        extensions += 1
        return id
    }

    private mutating func denyExtension(_ name: String) {
        act(
            "deny_extension", by: supervisor,
            [
                "extension": chance(60) ? .text(name) : nil,
                "reason": .text(
                    pick(["reason_not_accepted", "item_state_unverifiable", "other"])),
            ])
    }

    /// Past the hard limit the ledger denies by itself.
    private mutating func askFarTooLate() {
        now = max(now, order.paidAt + Policy.hardLimitHours * Moment.hour)
        waitForBuyer(hours: 1...40)
        _ = requestExtension()
    }
}
