extension Story {
    /// A card partly used, by a check that says how much: the rest is paid back.
    mutating func unusedValue() {
        begin()
        claimed = [0]
        chooseBuyerReason()
        applyInTime()
        wait(minutes: 5...200)
        let line = order.lines[0]
        guard let face = line.face else { return withdraw() }
        let used = face * random.number(10...80) / 100
        check(line: 0, .partlyUsed, used: used)
        waitForOffice(hours: 1...30)
        let amount = order.policy.lessFixedCost(paid: line.paid, part: face - used, of: face)
        approve("unused_value", fault: "buyer", amount: amount)
        payOut()
    }
}
