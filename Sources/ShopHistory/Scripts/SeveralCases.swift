extension Story {
    /// One line after the other: a second case once the first is over.
    mutating func severalCases() {
        begin()
        claimed = [0]
        choosePlatformReason()
        waitForBuyer(minutes: 3...300)
        apply()
        uploadRequired()
        wait(minutes: 5...60)
        check(.clean)
        waitForOffice(hours: 0...2)
        if isLate(inHours: 14) { return decideAndPay() }
        approveFull()
        initiate(by: treasurer)
        settle(verdictPayouts)
        wait(minutes: 121...180)
        sweep()
        isCaseOpen = false
        guard !isLate(inHours: 2) else { return }
        claimed = [1]
        chooseBuyerReason()
        wait(minutes: 1...60)
        if chance(15) {
            let amount = Field.integer(lineLeft[1] + 1)
            let line = Field.texts([order.lines[1].id])
            tell(
                "apply_refund", by: buyer,
                ["line_ids": line, "reason": .text(reason), "amount": amount])
        }
        apply()
        decideLessFeeAndPay()
    }

    /// Whether the application window will be over in so many hours.
    private func isLate(inHours hours: Int64) -> Bool {
        order.state != "undelivered"
            && now + hours * Moment.hour > order.paidAt + order.windowHours * Moment.hour
    }

    private mutating func decideAndPay() {
        approveFull()
        payOut()
    }

    private mutating func decideLessFeeAndPay() {
        review()
        approveLessFee()
        payOut()
    }
}
