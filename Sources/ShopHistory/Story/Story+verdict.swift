extension Story {
    /// A reviewer takes the case, or is given it.
    mutating func assign() {
        act(
            "assign_reviewer", by: pick([supervisor, People.system]),
            ["reviewer": .text(reviewer.id)])
    }

    /// What usually precedes a verdict: an assignment, a look at the evidence, a note.
    mutating func review(_ finding: Finding = .clean) {
        if chance(20) { wait(minutes: 1...30); assign() }
        if chance(60) { wait(minutes: 1...90) } else { waitForOffice(hours: 0...6) }
        check(finding)
        waitForOffice(hours: 0...30)
        if chance(25) { assess(); wait(minutes: 1...20) }
        if chance(6) { contact(); wait(minutes: 1...20) }
        if chance(4) { note(by: reviewer) }
    }

    /// The reviewer approves.
    ///
    /// - Parameters:
    ///   - basis: The basis of the amount.
    ///   - fault: Whose fault it is found to be.
    ///   - amount: What the basis gives, fen.
    mutating func approve(_ basis: String, fault: String, amount: Int64) {
        act(
            "approve", by: reviewer,
            [
                "basis": .text(basis),
                "fault": Self.fault(of: reason) != fault || chance(70) ? .text(fault) : nil,
                "amount": chance(50) ? .integer(amount) : nil,
                "note": maybeOne(15, of: Phrases.approvals),
            ])
        approved(amount, by: reviewer)
    }

    mutating func approveFull() { approve("full", fault: "platform", amount: requested) }

    mutating func approveLessFee() {
        approve("less_fee", fault: "buyer", amount: order.policy.lessFee(requested))
    }

    /// Books an approval as the ledger does: over the claimed lines and over the tenders.
    mutating func approved(_ amount: Int64, by decider: Actor) {
        let lines = split(amount, over: claimed.map { lineLeft[$0] })
        let tenders = split(amount, over: tenderLeft)
        for (index, share) in zip(claimed, lines) { lineLeft[index] -= share }
        for index in tenders.indices { tenderLeft[index] -= tenders[index] }
        verdict = Verdict(at: now, amount: amount, lines: lines, tenders: tenders, decider: decider)
        isUnderReview = false
    }

    /// Takes the latest approval out of the books, when it is voided or about to be superseded.
    mutating func unbook() {
        guard let verdict, verdict.amount > 0 else { return }
        for (index, share) in zip(claimed, verdict.lines) { lineLeft[index] += share }
        for index in verdict.tenders.indices { tenderLeft[index] += verdict.tenders[index] }
    }

    /// The reviewer rejects.
    mutating func reject(_ codes: [String]) {
        act(
            "reject", by: reviewer,
            [
                "reason_codes": .texts(codes),
                "explanation": .text(Phrases.explanation(codes[0], &random)),
            ])
        verdict = Verdict(at: now, amount: 0, lines: [], tenders: [], decider: reviewer)
        isUnderReview = false
    }

    /// Nobody objects to a rejection; a sweep closes the case after the appeal window.
    mutating func letRejectionStand() {
        guard let verdict else { return }
        let end = verdict.at + 168 * Moment.hour
        now = max(now, end)
        wait(hours: 1...12)
        sweep()
        isCaseOpen = false
    }

    mutating func fileAppeal(_ grounds: String, evidence ids: [String] = []) {
        act(
            "file_appeal", by: buyer,
            [
                "appeal": nil, "grounds": .text(grounds),
                "evidence_ids": ids.isEmpty ? nil : .texts(ids),
                "note": maybeOne(60, of: Phrases.appeals),
            ])
    }

    mutating func upholdVerdict() {
        act(
            "decide_appeal", by: pick(People.appeals),
            ["outcome": "verdict_upheld", "reason": .text(pick(Phrases.upheld))])
    }

    /// The appeal succeeds in full: the platform's fault, everything asked for.
    mutating func overturnVerdict() {
        let decider = pick(People.appeals)
        act(
            "decide_appeal", by: decider,
            [
                "outcome": "verdict_overturned", "reason": .text(pick(Phrases.overturned)),
                "basis": "full", "fault": "platform",
                "amount": chance(50) ? .integer(requested) : nil,
            ])
        unbook()
        approved(requested, by: decider)
    }
}
