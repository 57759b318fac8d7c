extension Story {
    /// Approved by mistake; finance and a supervisor void it before any money moves.
    mutating func voidedVerdict() {
        begin()
        claimForBuyerFault()
        waitForOffice(hours: 1...20)
        let payer = treasurer
        if chance(15) {
            tell(
                "void_verdict", by: payer,
                ["reason": .text(pick(Phrases.voids)), "confirmed_by": .text(payer.id)])
        }
        act(
            "void_verdict", by: payer,
            ["reason": .text(pick(Phrases.voids)), "confirmed_by": .text(supervisor.id)])
        unbook()
        isCaseOpen = false
        if chance(50) { wait(minutes: 5...100); note(by: payer) }
    }
}
