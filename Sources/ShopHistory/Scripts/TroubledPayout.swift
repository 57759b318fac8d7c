extension Story {
    /// The money does not go through at once, or comes back.
    mutating func troubledPayout() {
        begin()
        if chance(60) { claimForPlatformFault() } else { claimForBuyerFault() }
        waitForOffice(hours: 1...30)
        tryForbiddenPayer()
        initiate()
        let all = verdictPayouts
        guard let troubled = all.first else { return }
        settle(Array(all.dropFirst()))
        switch random.below(10) {
        case 0..<4: failAndRetry(troubled)
        case 4..<7: failForGood(troubled)
        case _:
            settle([troubled])
            if chance(50) { arrive(); isCaseOpen = true }
            comeBack(troubled)
        }
        arrive()
        reconcileNothing()
    }

    /// Who decided may not pay out, when the amount needs four eyes.
    private mutating func tryForbiddenPayer() {
        guard let verdict, verdict.amount >= Policy.fourEyesMin, chance(60) else { return }
        tell("initiate_payout", by: Actor(verdict.decider.id, "finance"))
        wait(minutes: 1...30)
    }

    /// A failure that can be tried again under the same number; the old failure may come late.
    private mutating func failAndRetry(_ index: Int) {
        var attempt: Int64 = 1
        repeat {
            wait(seconds: 2...60)
            let isAbnormal = chance(50)
            reportFailed(
                index, status: isAbnormal ? "ABNORMAL" : "ERROR",
                code: isAbnormal ? "USER_ACCOUNT_ABNORMAL" : "SYSTEM_ERROR", isRetryable: true,
                attempt: chance(40) ? attempt : nil)
            waitForOffice(hours: 1...20)
            act(
                "retry_payout", by: treasurer,
                [
                    "payout": .text(payouts[index].id),
                    "remedy": isAbnormal ? chance(60) ? "user_bank_card" : nil : nil,
                    "out_refund_no": chance(40) ? .text(payouts[index].number) : nil,
                    "amount": chance(30) ? .integer(payouts[index].amount) : nil,
                ])
            attempt += 1
        } while attempt < 4 && chance(25)
        wait(seconds: 5...1200)
        if chance(20) {
            reportFailed(
                index, status: "ERROR", code: "SYSTEM_ERROR", isRetryable: true, attempt: 1)
        }
        if chance(50) { reportAccepted(index); wait(seconds: 1...90) }
        reportSucceeded(index, attempt: chance(40) ? attempt : nil)
    }

    /// A failure that is final for this number; a new one is issued.
    private mutating func failForGood(_ index: Int) {
        if chance(50) { wait(seconds: 1...20); reportAccepted(index) }
        wait(seconds: 20...3000)
        reportFailed(index, status: "CLOSED", code: "REFUND_CLOSED", isRetryable: false)
        if chance(10) {
            tell("retry_payout", by: treasurer, ["payout": .text(payouts[index].id)])
        }
        waitForOffice(hours: 1...20)
        reissue(index)
    }

    /// Paid, and sent back by the bank a day or two later.
    private mutating func comeBack(_ index: Int) {
        wait(hours: 5...50)
        act(
            "report_payout_reversed", by: People.channel,
            [
                "payout": .text(payouts[index].id), "amount": .integer(payouts[index].amount),
                "reason": .text(pick(["returned_by_bank", "account_closed"])),
            ])
        waitForOffice(hours: 1...20)
        reissue(index)
    }

    private mutating func reissue(_ index: Int) {
        let old = payouts[index]
        let (id, said) = newID("P", payouts.count)
        let number: String? = chance(50) ? "RF\(order.number.dropFirst(3))-\(id)" : nil
        act(
            "reissue_payout", by: treasurer,
            [
                "payout": .text(old.id), "new_payout": .text(said),
                "out_refund_no": .text(number), "amount": chance(30) ? .integer(old.amount) : nil,
            ])
        add(payout: id, old.tender, number: number)
        settle([payouts.count - 1])
    }

    /// The statement lists a number this order does not know.
    private mutating func reconcileNothing() {
        guard chance(10) else { return }
        wait(hours: 10...20)
        act(
            "reconcile_line", by: treasurer,
            [
                "statement": .text("ST-\(CivilDate(dayNumber: now.dayNumber).text)"),
                "line_no": .integer(random.number(1...9999)),
                "out_refund_no": .text("XX-\(random.number(1...99_999))"), "amount": 100,
            ])
    }
}
