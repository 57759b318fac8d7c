extension Story {
    /// The buyer changed their mind; the item is untouched and a fee is kept.
    mutating func buyerFault() {
        begin()
        claimForBuyerFault()
        payOut()
    }

    mutating func claimForBuyerFault() {
        chooseLines()
        chooseBuyerReason()
        let left = claimed.reduce(0) { $0 + lineLeft[$1] }
        applyInTime(amount: chance(8) ? max(100, left / 2) : nil)
        if chance(15) { claimState(of: claimed[0]) }
        if chance(10) { wait(minutes: 1...20); upload("order_detail") }
        review()
        if chance(4) {
            tell("approve", by: reviewer, ["basis": "full", "fault": "buyer"])
            wait(minutes: 1...9)
        }
        approveLessFee()
    }
}
