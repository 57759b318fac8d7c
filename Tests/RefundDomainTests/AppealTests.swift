import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.4: reviewers, appeals, voided verdicts.
@Suite struct AppealTests {
    private func approved(fee: Bool = true) throws -> Given {
        try Given(
            .apply { $0.reason = .demandChanged },
            .approve(fee ? .lessFee : .full, fault: fee ? .buyer : .platform))
    }

    @Test func `a reviewer is assigned to an open review`() throws {
        let outcome = try Given(.apply()).when(.assign { $0.reviewer = "reviewer-7" })
        let assigned = try outcome.only(ReviewAssigned.self)
        #expect(assigned.caseID == "C1")
        #expect(assigned.reviewer == "reviewer-7")
        #expect(assigned.reviewDueAt == nil, "the way was manual already")
        #expect(outcome.order.cases[0].reviewer == "reviewer-7")
        #expect(try Given().when(.assign()).refused == "no_case")
        let unknown = outcome.after.when(.assign { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
        #expect(try approved().when(.assign()).refused == "wrong_status")
        let waiting = try Given(.apply(), .requestSupplement())
        #expect(waiting.when(.assign()).kinds == [.reviewAssigned])
    }

    @Test func `assigning a reviewer turns an automatic review manual`() throws {
        let given = try Given(.apply(), policy: { $0.reviewMode = .realtime })
        let outcome = given.when(.assign().at("2026-03-03T10:00"))
        #expect(try outcome.only(ReviewAssigned.self).reviewDueAt == clock("2026-03-07T00:00"))
        #expect(outcome.order.cases[0].route == .manual)
        let waiting = try given.and(.requestSupplement()).when(.assign())
        #expect(try waiting.only(ReviewAssigned.self).reviewDueAt == nil)
        #expect(waiting.order.cases[0].route == .auto)
    }

    @Test func `an appeal names the verdict and is due in working days`() throws {
        let given = try Given(.apply(), .upload(), .reject())
        let outcome = given.when(
            .appeal(.newEvidence) { $0.evidenceIDs = ["E1"] }.at("2026-03-03T10:00"))
        let filed = try outcome.only(AppealFiled.self)
        #expect(filed.appealID == "A1")
        #expect(filed.verdictID == "V1")
        #expect(filed.grounds == .newEvidence)
        #expect(filed.evidenceIDs == ["E1"])
        #expect(filed.reviewDueAt == clock("2026-03-07T00:00"))
        #expect(outcome.order.cases[0].status == .appealing)
    }

    @Test func `an appeal needs a verdict that is not being paid`() throws {
        #expect(try Given().when(.appeal()).refused == "no_case")
        let unknown = try approved().when(.appeal { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
        #expect(try Given(.apply()).when(.appeal()).refused == "wrong_status")
        let paying = try approved().and(.initiate())
        #expect(paying.when(.appeal(.amountTooLow)).refused == "wrong_status")
    }

    @Test func `an amount is appealed as too low, a rejection on other grounds`() throws {
        let rejected = try Given(.apply(), .reject())
        for grounds in AppealGrounds.allCases {
            let isAmount = grounds == .amountTooLow
            let wrong = "grounds_not_allowed G14"
            #expect(rejected.when(.appeal(grounds)).refused == (isAmount ? wrong : nil))
            #expect(try approved().when(.appeal(grounds)).refused == (isAmount ? nil : wrong))
        }
        let negotiated = try Given(
            .apply(), .upload(.remainingValueProof), .negotiate(), .offer(), .accept(),
            order: .sample(.gameCard()))
        #expect(negotiated.when(.appeal(.amountTooLow)).refused == "grounds_not_allowed G14")
    }

    @Test func `one appeal, in time, with evidence that exists`() throws {
        let given = try Given(.apply(), .reject().at("2026-03-03T10:00"))
        let late = clock("2026-03-10T10:00")
        let upheld = try given.and(.appeal(), .uphold())
        #expect(upheld.when(.appeal(.amountTooLow).at(late)).refused == "grounds_not_allowed G14")
        #expect(upheld.when(.appeal().at(late)).refused == "appeals_exhausted G13")
        let unknown = Step.appeal { $0.evidenceIDs = ["E9"] }
        #expect(given.when(unknown.at(late)).refused == "appeal_window_passed G13")
        #expect(given.when(unknown).refused == "unknown_reference")
        let last = Step.appeal().at(late.adding(milliseconds: -1))
        #expect(given.when(last).kinds == [.appealFiled])
    }

    @Test func `an upheld verdict is final, even where the policy allows two appeals`() throws {
        let given = try Given(
            .apply { $0.reason = .demandChanged }, .reject(), .appeal(),
            policy: { $0.maxAppeals = 2 })
        let upheld = try given.and(.uphold())
        #expect(upheld.when(.appeal()).refused == "appeals_exhausted G13")
        let overturned = try given.and(.overturn(.lessFee))
        #expect(overturned.when(.appeal(.amountTooLow)).kinds == [.appealFiled])
    }

    @Test func `an appeal takes a free name`() throws {
        let given = try Given(.apply(), .reject(), .appeal(), .withdraw(), .apply(), .reject())
        #expect(given.when(.appeal { $0.appealID = "A1" }).refused == "id_in_use")
        #expect(try given.when(.appeal()).only(AppealFiled.self).appealID == "A2")
    }

    @Test func `an upheld verdict stands, and an approval is paid from then on`() throws {
        let rejection = try Given(.apply(), .reject(), .appeal()).when(.uphold())
        let decided = try rejection.only(AppealDecided.self)
        #expect(decided.appealID == "A1")
        #expect(decided.outcome == .verdictUpheld)
        #expect(decided.reason.text == "维持原判")
        #expect(decided.payoutDueAt == nil)
        #expect(rejection.order.cases[0].status == .rejected)
        let approval = try approved().and(.appeal(.amountTooLow)).when(
            .uphold().at("2026-03-05T10:00"))
        #expect(approval.kinds == [.appealDecided])
        #expect(try approval.only(AppealDecided.self).payoutDueAt == clock("2026-03-13T00:00"))
        #expect(approval.order.cases[0].status == .approved)
    }

    @Test func `an overturned verdict is followed by a new one`() throws {
        let outcome = try approved().and(.appeal(.amountTooLow)).when(
            .overturn { $0.fault = .platform })
        #expect(outcome.kinds == [.appealDecided, .verdictApproved])
        let verdict = try outcome.only(VerdictApproved.self)
        #expect(verdict.supersedes == "V1")
        #expect(verdict.amount == 10_000, "what is left leaves the appealed verdict out")
        #expect(verdict.decider == "appeals-1")
        #expect(outcome.order.cases[0].status == .approved)
        #expect(outcome.order.money.approved == 10_000)
        #expect(outcome.after.when(.appeal(.amountTooLow)).refused == "appeals_exhausted G13")
    }

    @Test func `an appeal is decided by another person under the approval guards`() throws {
        #expect(try Given().when(.uphold()).refused == "no_case")
        #expect(try approved().when(.uphold { $0.caseID = "C9" }).refused == "unknown_reference")
        #expect(try approved().when(.uphold()).refused == "wrong_status")
        let given = try approved().and(.appeal(.amountTooLow))
        let same = Step.overturn(.full).by("reviewer-1", .appeals)
        #expect(given.when(same).refused == "same_decider R36", "before the approval guards")
        #expect(given.when(.uphold().by("reviewer-1", .appeals)).refused == "same_decider R36")
        #expect(given.when(.overturn(.full)).refused == "basis_not_allowed R6")
        let expected = Step.overturn(.lessFee) { $0.amount = 1 }
        #expect(given.when(expected).refused == "amount_mismatch R1", "before amount_not_higher")
        #expect(given.when(.overturn(.lessFee)).refused == "amount_not_higher G14")
    }

    @Test func `an overturned verdict needs a basis`() {
        let overturn = DecideAppeal { $0.outcome = .verdictOverturned }
        #expect(overturn.inputFault(at: Sample.paidAt)?.field == "basis")
        let uphold = DecideAppeal { $0.outcome = .verdictUpheld }
        #expect(uphold.inputFault(at: Sample.paidAt) == nil)
    }

    @Test func `an approval is voided before anything was paid`() throws {
        let outcome = try approved().when(.void())
        let voided = try outcome.only(VerdictVoided.self)
        #expect(voided.verdictID == "V1")
        #expect(voided.reason.text == "重复审批")
        #expect(voided.confirmedBy == "supervisor-1")
        #expect(outcome.order.cases[0].status == .closedUnpaid)
        #expect(outcome.order.money.approved == 0)
        let failed = try approved().and(.initiate(), .failed())
        #expect(failed.when(.void()).kinds == [.verdictVoided])
    }

    @Test func `a verdict that cannot be voided`() throws {
        #expect(try Given().when(.void()).refused == "no_case")
        #expect(try approved().when(.void { $0.caseID = "C9" }).refused == "unknown_reference")
        let own = Step.void { $0.confirmedBy = "finance-1" }
        #expect(try approved().and(.initiate()).when(own).refused == "wrong_status")
        #expect(try approved().when(own).refused == "four_eyes R58")
        let order = RegisterOrder.sample(
            .other(),
            tenders: [
                .sample(paid: 5_000), .sample("T2", paid: 3_000), .sample("T3", paid: 2_000),
            ])
        let started = try Given(
            .apply(), .approve(), .initiate(), .failed(), .succeeded("P2", amount: 3_000),
            order: order)
        #expect(started.when(own).refused == "four_eyes R58")
        #expect(started.when(.void()).refused == "payout_outstanding G23", "before partly_paid")
        let partly = try started.and(.failed("P3"))
        #expect(partly.when(.void()).refused == "partly_paid G23")
    }
}
