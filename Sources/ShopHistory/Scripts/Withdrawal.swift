extension Story {
    /// The buyer applies and thinks better of it.
    mutating func withdrawal() {
        begin()
        chooseLines()
        if chance(50) { choosePlatformReason() } else { chooseBuyerReason() }
        applyInTime()
        if chance(40) { uploadRequired() }
        if chance(30) { waitForOffice(hours: 1...10); requestSupplement(["order_detail"]) }
        waitForBuyer(minutes: 10...1200)
        withdraw()
    }
}
