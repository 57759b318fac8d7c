extension Story {
    /// The indices of payouts under the latest verdict begin here.
    var verdictPayouts: [Int] {
        guard let verdict else { return [] }
        let wanted = verdict.tenders.filter { $0 > 0 }.count
        return Array(payouts.indices.suffix(wanted))
    }

    /// Finance starts the payout of every tender, together or one by one.
    mutating func initiate(by actor: Actor? = nil) {
        guard let verdict else { return }
        let tenders = verdict.tenders.indices.filter { verdict.tenders[$0] > 0 }
        let payer = actor ?? (chance(70) ? treasurer : People.system)
        guard let first = tenders.first else { return }
        guard tenders.count > 1 else { return initiate(tender: first, by: payer) }
        if chance(25) {
            for tender in tenders {
                initiate(tender: tender, by: payer, isOneOfSeveral: true)
                wait(seconds: 1...30)
            }
            return
        }
        act("initiate_payout", by: payer)
        for tender in tenders { add(payout: "P\(payouts.count + 1)", tender, number: nil) }
    }

    private mutating func initiate(tender: Int, by payer: Actor, isOneOfSeveral: Bool = false) {
        let (id, said) = newID("P", payouts.count)
        let number: String? =
            chance(15) ? "RF\(order.number.dropFirst(3))*\(payouts.count + 1)" : nil
        act(
            "initiate_payout", by: payer,
            [
                "tender": isOneOfSeveral ? .text(order.tenders[tender].id) : nil,
                "payout": .text(said),
                "destination": chance(15) ? "original" : nil, "out_refund_no": .text(number),
            ])
        add(payout: id, tender, number: number)
    }

    mutating func add(payout id: String, _ tender: Int, number: String?) {
        guard let verdict else { return }
        let number = number ?? "\(order.number)-\(id)"
        payouts.append(
            Payout(
                id: id, tender: tender, amount: verdict.tenders[tender], number: number,
                channelNumber: "CR-\(order.number)-\(payouts.count + 1)"))
    }

    /// How a notification of the channel names the payout: by its id, its number, or both.
    mutating func naming(_ payout: Payout) -> (id: Field?, number: Field?) {
        switch random.below(4) {
        case 0: (nil, .text(payout.number))
        case 1: (.text(payout.id), .text(payout.number))
        case _: (.text(payout.id), nil)
        }
    }

    mutating func reportAccepted(_ index: Int, attempt: Int64? = nil) {
        let payout = payouts[index]
        let name = naming(payout)
        act(
            "report_payout_accepted", by: People.channel,
            [
                "payout": name.id, "out_refund_no": name.number, "attempt": .integer(attempt),
                "channel_refund_id": .text(payout.channelNumber),
            ])
    }

    mutating func reportSucceeded(_ index: Int, attempt: Int64? = nil) {
        let payout = payouts[index]
        let name = naming(payout)
        let lag = random.number(1...9) * Moment.second
        act(
            "report_payout_succeeded", by: People.channel,
            [
                "payout": name.id, "out_refund_no": name.number, "attempt": .integer(attempt),
                "channel_refund_id": .text(payout.channelNumber),
                "amount": .integer(payout.amount),
                "channel_success_at": chance(30)
                    ? .moment(Moment(milliseconds: now.milliseconds - lag)) : nil,
            ])
        payouts[index].isPaid = true
    }

    mutating func reportFailed(
        _ index: Int, status: String, code: String, isRetryable: Bool, attempt: Int64? = nil
    ) {
        let payout = payouts[index]
        let name = naming(payout)
        act(
            "report_payout_failed", by: People.channel,
            [
                "payout": name.id, "out_refund_no": name.number, "attempt": .integer(attempt),
                "channel_refund_id": chance(60) ? .text(payout.channelNumber) : nil,
                "channel_status": .text(status), "code": .text(code),
                "retryable": .truth(isRetryable),
            ])
    }

    /// The same message again, as channels send it; the ledger has nothing to add.
    mutating func duplicateSuccess(_ index: Int) {
        let payout = payouts[index]
        tell(
            "report_payout_succeeded", by: People.channel,
            [
                "payout": .text(payout.id), "channel_refund_id": .text(payout.channelNumber),
                "amount": .integer(payout.amount),
            ])
    }

    /// The channel's messages about payouts that just go through, in good order or not.
    mutating func settle(_ indices: [Int]) {
        for index in indices {
            let comesLate = chance(5)
            if !comesLate && chance(45) { wait(seconds: 1...20); reportAccepted(index) }
            if chance(75) { wait(seconds: 5...900) } else { wait(minutes: 15...300) }
            reportSucceeded(index)
            if comesLate { wait(seconds: 1...60); reportAccepted(index) }
            if chance(6) { wait(seconds: 1...600); duplicateSuccess(index) }
        }
    }

    /// From the approval to the buyer's account without trouble.
    mutating func payOut(by actor: Actor? = nil) {
        if actor == nil { waitForOffice(hours: 0...40) }
        initiate(by: actor)
        settle(verdictPayouts)
        arrive()
        reconcile()
    }
}
