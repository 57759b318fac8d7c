extension Story {
    /// Lets time pass, mostly to a whole second.
    mutating func wait(milliseconds range: ClosedRange<Int64>) {
        now = now + random.number(range)
        guard random.chance(70) else { return }
        let rest = now.milliseconds % Moment.second
        if rest > 0 { now = now + (Moment.second - rest) }
    }

    mutating func wait(seconds range: ClosedRange<Int64>) {
        wait(milliseconds: range.lowerBound * Moment.second...range.upperBound * Moment.second)
    }

    mutating func wait(minutes range: ClosedRange<Int64>) {
        wait(milliseconds: range.lowerBound * Moment.minute...range.upperBound * Moment.minute)
    }

    mutating func wait(hours range: ClosedRange<Int64>) {
        wait(milliseconds: range.lowerBound * Moment.hour...range.upperBound * Moment.hour)
    }

    /// Lets time pass until someone at work gets round to it.
    mutating func waitForOffice(hours range: ClosedRange<Int64>) {
        wait(hours: range)
        let next = now.inOfficeHours
        if next > now { now = next + random.number(0...90) * Moment.minute }
    }

    /// Lets time pass until a buyer is awake.
    mutating func waitForBuyer(minutes range: ClosedRange<Int64>) {
        wait(minutes: range)
        now = now.inWakingHours
    }

    mutating func waitForBuyer(hours range: ClosedRange<Int64>) {
        waitForBuyer(minutes: range.lowerBound * 60...range.upperBound * 60)
    }
}

extension Story {
    mutating func chance(_ percent: Int) -> Bool { random.chance(percent) }

    mutating func pick<Element>(_ choices: [Element]) -> Element { random.pick(choices) }

    /// So many times of a hundred one of the texts, else nothing.
    mutating func maybeOne(_ percent: Int, of texts: [String]) -> Field? {
        random.chance(percent) ? .text(random.pick(texts)) : nil
    }

    /// The id the ledger gives, and at times an own one which has to be said.
    mutating func newID(_ letter: String, _ count: Int) -> (id: String, said: String?) {
        guard random.chance(10) else { return ("\(letter)\(count + 1)", nil) }
        let own = "\(letter)-\(random.hexadecimal(words: 1).prefix(8))"
        return (own, own)
    }

    var buyer: Actor { Actor(order.buyer, "buyer") }

    /// The buyer, or now and then an agent acting for the buyer.
    var customer: Actor {
        mutating get {
            guard random.chance(6) else { return buyer }
            let agent = random.pick(People.agents)
            return Actor(agent.id, agent.role, for: order.buyer)
        }
    }

    var agent: Actor { mutating get { random.pick(People.agents) } }
    var supervisor: Actor { mutating get { random.pick(People.supervisors) } }
    var treasurer: Actor { mutating get { random.pick(People.finance) } }
}
