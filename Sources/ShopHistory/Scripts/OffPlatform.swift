extension Story {
    /// Someone proposes to settle it privately; the platform records it and pays the official way.
    mutating func offPlatform() {
        begin()
        if chance(50) { waitForBuyer(minutes: 5...60); reportOffPlatform() }
        claimForPlatformFault()
        wait(minutes: 5...100)
        reportOffPlatform()
        wait(minutes: 1...30)
        tell("initiate_payout", by: agent, ["destination": "private_transfer"])
        if chance(50) { wait(minutes: 1...30); note(by: pick(People.investigators)) }
        if chance(50) { wait(minutes: 1...30); signalRisk() }
        payOut()
    }
}
