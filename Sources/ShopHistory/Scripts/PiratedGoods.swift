extension Story {
    /// Pirated goods are never refunded, and their listing is flagged.
    mutating func piratedGoods() {
        begin()
        claimed = order.lines.indices.filter { lineLeft[$0] > 0 }
        choosePlatformReason()
        applyInTime()
        if chance(40) { uploadRequired() }
        if chance(40) { waitForBuyer(hours: 1...10); reportOffPlatform() }
        waitForOffice(hours: 1...30)
        if chance(30) { tell("approve", by: reviewer, ["basis": "full", "fault": "platform"]) }
        reject(["pirated_ineligible"])
        if chance(50) {
            waitForBuyer(hours: 1...30)
            tell("amend_application", by: buyer, ["reason": "other", "description": "商品与描述不一致"])
        }
        letRejectionStand()
    }
}
