extension Story {
    /// The buyer also goes to the channel; no payout may start while that is open.
    mutating func chargeback() {
        begin()
        claimForPlatformFault()
        let reference = "CB-\(order.number)-1"
        wait(hours: 1...20)
        reportChargeback(reference, "inquiry")
        if chance(50) { wait(hours: 1...20); reportChargeback(reference, "opened") }
        if chance(5) { wait(hours: 1...20); reportChargeback(reference, "pre_arbitration") }
        waitForOffice(hours: 1...10)
        if chance(60) { tell("initiate_payout", by: treasurer) }
        wait(hours: 20...90)
        reportChargeback(reference, pick(["won", "closed", "closed", "lost"]))
        payOut()
    }
}
