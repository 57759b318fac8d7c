import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.5: what channels and statements say of payouts, and whether money arrives.
@Suite struct PayoutReportTests {
    private func initiated(_ order: RegisterOrder = .sample()) throws -> Given {
        try PayoutTests.approved(order).and(.initiate())
    }

    @Test func `a channel takes a payout on`() throws {
        let outcome = try initiated().when(.accepted())
        let accepted = try outcome.only(PayoutAccepted.self)
        #expect(accepted.payoutID == "P1")
        #expect(accepted.attempt == 1)
        #expect(accepted.channelRefundID == "CR-1")
        #expect(outcome.order.payouts[0].status == .accepted)
        #expect(outcome.order.cases[0].status == .paying)
    }

    @Test func `a channel moves the money`() throws {
        let moved = clock("2026-03-03T10:00")
        let outcome = try initiated().when(
            .succeeded { $0.channelSuccessAt = moved }.at("2026-03-03T10:05"))
        let succeeded = try outcome.only(PayoutSucceeded.self)
        #expect(succeeded.payoutID == "P1")
        #expect(succeeded.attempt == 1)
        #expect(succeeded.channelRefundID == "CR-1")
        #expect(succeeded.amount == 10_000)
        #expect(succeeded.channelSuccessAt == moved)
        #expect(succeeded.arrivalExpectedBy == clock("2026-03-03T12:00"))
        #expect(outcome.order.cases[0].status == .paid)
        let now = try initiated().when(.succeeded().at("2026-03-03T10:05"))
        #expect(try now.only(PayoutSucceeded.self).channelSuccessAt == clock("2026-03-03T10:05"))
    }

    @Test func `a channel fails and says why`() throws {
        let outcome = try initiated().when(
            .failed(retryable: false) { ($0.channelStatus, $0.channelRefundID) = (.closed, "CR-9") }
        )
        let failed = try outcome.only(PayoutFailed.self)
        #expect(failed.payoutID == "P1")
        #expect(failed.attempt == 1)
        #expect(failed.channelRefundID == "CR-9")
        #expect(failed.channelStatus == .closed)
        #expect(failed.code == "SYSTEM_ERROR")
        #expect(!failed.retryable)
        #expect(outcome.order.cases[0].status == .payoutFailed)
        #expect(try initiated().and(.accepted()).when(.failed()).kinds == [.payoutFailed])
    }

    @Test func `a channel takes the money back`() throws {
        let outcome = try initiated().and(.succeeded()).when(.reversed())
        let reversed = try outcome.only(PayoutReversed.self)
        #expect(reversed.payoutID == "P1")
        #expect(reversed.amount == 10_000)
        #expect(reversed.reason == "ACCOUNT_CLOSED")
        #expect(outcome.order.cases[0].status == .payoutFailed)
        #expect(outcome.order.money.paidOut == 0)
    }

    @Test func `a payout is named by its name, its number or both`() throws {
        let given = try initiated()
        let reports: [(PayoutID?, RefundNumber?) -> Step] = [
            { name, number in .accepted(name) { $0.outRefundNo = number } },
            { name, number in .succeeded(name) { $0.outRefundNo = number } },
            { name, number in .failed(name) { $0.outRefundNo = number } },
        ]
        for report in reports {
            #expect(given.when(report(nil, "KM-1001-P1")).events.count == 1)
            #expect(given.when(report("P1", "KM-1001-P1")).events.count == 1)
            #expect(given.when(report("P1", "N-9")).refused == "unknown_reference")
            #expect(given.when(report("P9", nil)).refused == "unknown_reference")
            #expect(report(nil, nil).body.inputFault(at: Sample.paidAt)?.field == "payout")
        }
        let nameless = Step.reversed(nil)
        #expect(nameless.body.inputFault(at: Sample.paidAt)?.field == "payout")
        #expect(given.when(.reversed("P9")).refused == "unknown_reference")
    }

    @Test func `a success in the future is malformed`() {
        let report = Step.succeeded { $0.channelSuccessAt = Sample.paidAt }
        #expect(report.body.inputFault(at: Sample.paidAt) == nil)
        let early = Sample.paidAt.adding(milliseconds: -1)
        #expect(report.body.inputFault(at: early)?.field == "channel_success_at")
    }

    @Test func `a success may follow a failure, but not a replacement`() throws {
        let failed = try initiated().and(.failed(retryable: false))
        #expect(failed.when(.succeeded()).kinds == [.payoutSucceeded])
        let replaced = try failed.and(.reissue())
        #expect(replaced.when(.succeeded(amount: 1)).refused == "wrong_payout_status")
    }

    @Test func `reports that do not fit the payout's status or amount`() throws {
        let given = try initiated()
        #expect(given.when(.succeeded(amount: 9_999)).refused == "amount_mismatch R40")
        #expect(given.when(.reversed(amount: 1)).refused == "wrong_payout_status", "first")
        let paid = try given.and(.succeeded())
        let other = Step.succeeded(amount: 1) { $0.channelRefundID = "CR-2" }
        #expect(paid.when(other).refused == "wrong_payout_status", "before amount_mismatch")
        #expect(paid.when(.failed()).refused == "wrong_payout_status")
        #expect(paid.when(.reversed(amount: 9_999)).refusal?.code == .amountMismatch)
        let failed = try given.and(.failed())
        #expect(
            failed.when(.failed { $0.channelRefundID = "CR-2" }).refused == "wrong_payout_status")
        #expect(failed.when(.reversed()).refused == "wrong_payout_status")
    }

    @Test func `the buyer confirms what arrived`() throws {
        let arrived = clock("2026-03-03T11:00")
        let given = try initiated().and(.succeeded().at("2026-03-03T10:00"))
        let outcome = given.when(
            .confirm { ($0.amount, $0.arrivedAt) = (10_000, arrived) }.at("2026-03-03T12:00"))
        let confirmed = try outcome.only(ArrivalConfirmed.self)
        #expect(confirmed.caseID == "C1")
        #expect(confirmed.arrivedAt == arrived)
        #expect(confirmed.amount == 10_000)
        #expect(outcome.order.cases[0].status == .completed)
        let now = try given.when(.confirm().at("2026-03-03T12:00")).only(ArrivalConfirmed.self)
        #expect(now.arrivedAt == clock("2026-03-03T12:00"))
        #expect(now.amount == 10_000)
    }

    @Test func `a confirmation needs a paid case and its amount`() throws {
        let given = try initiated()
        let wrong = Step.confirm { $0.amount = 9_999 }
        #expect(try Given().when(.confirm()).refused == "no_case")
        #expect(given.when(.confirm { $0.caseID = "C9" }).refused == "unknown_reference")
        #expect(given.when(wrong).refused == "wrong_status")
        #expect(try given.and(.succeeded()).when(wrong).refused == "amount_mismatch R40")
    }

    @Test func `the buyer disputes, also after the case was completed`() throws {
        let paid = try initiated().and(.succeeded())
        let outcome = paid.when(.dispute { ($0.amount, $0.note) = (0, FreeText("没到账")) })
        let disputed = try outcome.only(ArrivalDisputed.self)
        #expect(disputed.caseID == "C1")
        #expect(disputed.claimed == 0)
        #expect(disputed.note?.text == "没到账")
        let later = try paid.and(.confirm()).when(.dispute())
        #expect(later.order.cases[0].status == .paid)
        #expect(later.order.cases[0].isDisputed)
        #expect(later.after.when(.confirm()).order.cases[0].isDisputed == false)
        let settled = try paid.and(.dispute()).and(.confirm()).order.cases[0]
        #expect(!settled.isDisputed && settled.wasDisputed, "R40: what went wrong is not forgotten")
        #expect(try !paid.and(.confirm()).order.cases[0].wasDisputed)
        #expect(try Given().when(.dispute()).refused == "no_case")
        #expect(paid.when(.dispute { $0.caseID = "C9" }).refused == "unknown_reference")
        #expect(try initiated().when(.dispute()).refused == "wrong_status")
    }

    @Test func `a line of a statement matches a succeeded payout`() throws {
        let outcome = try initiated().and(.succeeded()).when(.reconcile())
        let matched = try outcome.only(StatementLineMatched.self)
        #expect(matched.statementID == "S-1")
        #expect(matched.lineNo == 1)
        #expect(matched.payoutID == "P1")
        #expect(matched.statement == 10_000)
        #expect(matched.ledger == 10_000)
    }

    @Test func `a line that does not match says what is wrong, in order`() throws {
        let given = try initiated()
        let unknown = Step.reconcile(amount: 1) { $0.outRefundNo = "N-9" }
        let missing = try given.when(unknown).only(StatementMismatchFound.self)
        #expect(missing.kind == .missingInLedger)
        #expect(missing.payoutID == nil)
        #expect(missing.statement == 1)
        let early = try given.when(.reconcile(amount: 1)).only(StatementMismatchFound.self)
        #expect(early.kind == .notSucceeded)
        #expect(early.payoutID == "P1")
        let paid = try given.and(.succeeded())
        let other = try paid.when(.reconcile(amount: 9_999)).only(StatementMismatchFound.self)
        #expect(other.kind == .amountDiffers)
        #expect([other.statement, other.ledger] == [9_999, 10_000])
        let back = try paid.and(.reversed()).when(.reconcile()).only(StatementMismatchFound.self)
        #expect(back.kind == .notSucceeded)
    }

    @Test func `a payout that a statement does not show is a mismatch`() throws {
        let outcome = try initiated().when(.reportMissing())
        let missing = try outcome.only(StatementMismatchFound.self)
        #expect(missing.kind == .missingInStatement)
        #expect(missing.payoutID == "P1")
        #expect(missing.lineNo == nil)
        #expect(missing.ledger == 10_000)
        #expect(try initiated().when(.reportMissing("P9")).refused == "unknown_reference")
    }
}
