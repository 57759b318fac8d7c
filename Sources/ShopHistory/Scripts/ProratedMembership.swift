extension Story {
    /// A membership already running is paid back for the days that are left.
    mutating func proratedMembership() {
        begin()
        let activatedAt = now + random.number(1...90) * Moment.minute
        claimed = [0]
        now = activatedAt + random.number(0...60) * Moment.minute
        check(line: 0, .activated, observedAt: activatedAt)
        reason = "demand_changed"
        applyInTime()
        if chance(30) { waitForBuyer(minutes: 5...60); upload("membership_status") }
        if chance(20) { wait(minutes: 2...30); assign() }
        waitForOffice(hours: 1...40)
        guard let amount = proratedAmount(from: activatedAt), amount > 0 else {
            reject(["activated_counts_as_used"])
            return letRejectionStand()
        }
        approve("prorata", fault: "buyer", amount: amount)
        payOut()
    }

    /// Started days count as used, as of the application.
    private func proratedAmount(from activatedAt: Moment) -> Int64? {
        let line = order.lines[0]
        guard let term = line.product.term else { return nil }
        let used = max(0, (appliedAt - activatedAt + Moment.day - 1) / Moment.day)
        return order.policy.lessFixedCost(
            paid: line.paid, part: max(0, term - used), of: term)
    }
}
