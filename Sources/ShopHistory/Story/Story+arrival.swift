extension Story {
    /// The money arrives: the buyer says so, or nobody does and a sweep presumes it.
    mutating func arrive() {
        switch random.below(100) {
        case 0..<40:
            waitForBuyer(minutes: 4...110)
            confirmArrival()
        case 40..<44: disputeThenConfirm()
        case _:
            wait(minutes: 121...400)
            sweep()
        }
        isCaseOpen = false
    }

    mutating func confirmArrival() {
        guard let verdict else { return }
        let arrivedAt = now
        act(
            "confirm_arrival", by: buyer,
            [
                "amount": chance(60) ? .integer(verdict.amount) : nil,
                "arrived_at": chance(20) ? .moment(arrivedAt) : nil,
            ])
    }

    private mutating func disputeThenConfirm() {
        waitForBuyer(minutes: 20...100)
        let by = customer
        act(
            "dispute_arrival", by: by,
            [
                "amount": .integer((verdict?.amount ?? 100) / 2),
                "note": maybeOne(70, of: Phrases.disputes),
            ])
        waitForOffice(hours: 1...12)
        if chance(60) { contact() }
        waitForBuyer(hours: 1...20)
        confirmArrival()
    }

    /// Finance compares the channel's statement of the day with the payouts; mostly they agree.
    mutating func reconcile() {
        guard chance(14), let first = verdictPayouts.first else { return }
        now = .of(dayNumber: now.dayNumber + 1, hour: 9) + random.number(0...7200) * Moment.second
        let channel = order.tenders[payouts[first].tender].channel
        let statement = "ST-\(channel)-\(CivilDate(dayNumber: now.dayNumber - 1).text)"
        for index in verdictPayouts {
            if chance(2) {
                act(
                    "report_missing_line", by: treasurer,
                    ["statement": .text(statement), "payout": .text(payouts[index].id)])
                continue
            }
            let differs = chance(2)
            act(
                "reconcile_line", by: chance(60) ? treasurer : People.system,
                [
                    "statement": .text(statement), "line_no": .integer(random.number(1...999_999)),
                    "out_refund_no": .text(
                        chance(1) ? "RF-unknown-\(index)" : payouts[index].number),
                    "amount": .integer(payouts[index].amount + (differs ? 1 : 0)),
                ])
            wait(seconds: 0...2)
        }
    }
}
