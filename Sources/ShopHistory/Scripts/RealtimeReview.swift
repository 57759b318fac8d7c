extension Story {
    /// On the platform that reviews in real time a machine decides within seconds.
    mutating func realtimeReview() {
        begin()
        claimed = order.lines.indices.filter { lineLeft[$0] > 0 }
        let isPlatformFault = chance(40)
        if isPlatformFault { choosePlatformReason() } else { chooseBuyerReason() }
        let isClear = chance(85)
        if !isClear { reason = "other" }
        applyInTime()
        for kind in requiredKinds { wait(seconds: 1...5); upload(kind) }
        wait(seconds: 1...5)
        check(.clean)
        wait(milliseconds: 200...4000)
        let amount = isPlatformFault ? requested : order.policy.lessFee(requested)
        guard isClear, amount < Policy.fourEyesMin else { return reviewByHand() }
        act("auto_review", by: People.automaton)
        approved(amount, by: People.automaton)
        wait(seconds: 1...4)
        payOut(by: People.system)
    }

    /// The machine declines to decide, and a person does.
    private mutating func reviewByHand() {
        tell("auto_review", by: People.automaton)
        wait(minutes: 1...4)
        assign()
        waitForOffice(hours: 1...30)
        if reason == "other" || Self.fault(of: reason) == "buyer" {
            approve("less_fee", fault: "buyer", amount: order.policy.lessFee(requested))
        } else {
            approveFull()
        }
        payOut()
    }
}
