extension Story {
    /// The goods do not work or never came; everything is paid back.
    mutating func platformFault() {
        if chance(15) { return neverDelivered() }
        begin()
        claimForPlatformFault()
        payOut()
    }

    /// Choice, application, evidence, check, approval in full.
    mutating func claimForPlatformFault() {
        chooseLines()
        choosePlatformReason()
        let left = claimed.reduce(0) { $0 + lineLeft[$1] }
        applyInTime(amount: chance(6) ? max(100, left * 6 / 10) : nil)
        uploadRequired()
        review(chance(70) ? .clean : claimedCategories.contains(.gameCard) ? .redeemed : .clean)
        approveFull()
    }

    /// The order still waits for its delivery, so there is nothing to check and no deadline.
    private mutating func neverDelivered() {
        order.state = "undelivered"
        reason = "not_delivered"
        begin()
        claimed = order.lines.indices.filter { lineLeft[$0] > 0 }
        waitForBuyer(hours: 2...120)
        apply()
        waitForOffice(hours: 1...30)
        approveFull()
        payOut()
    }
}
