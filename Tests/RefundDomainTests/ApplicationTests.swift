import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.2: applications and their withdrawal.
@Suite struct ApplicationTests {
    static let twoLines = RegisterOrder.sample(.other(paid: 6_000), .other("L2", paid: 4_000))

    @Test func `an application says what is claimed, until when, and when it is reviewed`() throws {
        let outcome = try Given(order: Self.twoLines).when(
            .apply {
                $0.lineIDs = ["L2"]
                $0.claimedFault = .platform
            }.at("2026-03-03T10:00"))
        let applied = try outcome.only(RefundApplied.self)
        #expect(applied.caseID == "C1")
        #expect(applied.revision == 1)
        #expect(applied.lineIDs == ["L2"])
        #expect(applied.reason == .notDelivered)
        #expect(applied.claimedFault == .platform)
        #expect(applied.requested == 4_000)
        #expect(applied.description?.text == "一直没有收到商品")
        #expect(applied.warnings == [])
        #expect(applied.route == .manual)
        #expect(applied.windowBasis == .standard)
        #expect(applied.windowDeadlineAt == clock("2026-03-05T09:00"))
        #expect(applied.reviewDueAt == clock("2026-03-07T00:00"))
        #expect(!applied.provisional)
        #expect(outcome.order.cases[0].status == .underReview)
    }

    @Test func `all lines with something left are claimed when none is named`() throws {
        let claimed = try Given(order: Self.twoLines).when(.apply()).only(RefundApplied.self)
        #expect(claimed.lineIDs == ["L1", "L2"])
        #expect(claimed.requested == 10_000)
        let rest = try Given(
            .apply { $0.lineIDs = ["L1"] }, .approve(), .initiate(), .succeeded(amount: 6_000),
            .confirm(), order: Self.twoLines
        ).when(.apply()).only(RefundApplied.self)
        #expect(rest.caseID == "C2")
        #expect(rest.lineIDs == ["L2"])
        #expect(rest.requested == 4_000)
    }

    @Test func `an open case stands in the way, before anything else does`() throws {
        let given = try Given(.apply(), .change(to: .closed))
        #expect(given.when(.apply()).refused == "case_already_open G24")
    }

    @Test func `an order in another state is not eligible, before it is late`() throws {
        let given = try Given(.change(to: .closed))
        let late = Step.apply().at("2026-04-01T09:00")
        #expect(given.when(late).refused == "order_state_not_eligible R21")
    }

    @Test func `a late application is refused before its lines are looked at`() throws {
        let late = Step.apply { $0.lineIDs = ["L9"] }.at("2026-03-05T09:00:00.001")
        #expect(try Given().when(late).refused == "window_expired R4")
    }

    @Test func `unknown lines are refused before the amount is looked at`() throws {
        let unknown = Step.apply {
            $0.lineIDs = ["L1", "L9"]
            $0.amount = -1
        }
        #expect(try Given().when(unknown).refused == "unknown_reference")
    }

    @Test(
        arguments: [
            (nil, nil), (1, nil), (9_999, nil), (10_000, nil), (0, "amount_not_positive R23"),
            (-1, "amount_not_positive R23"), (10_001, "exceeds_refundable R23"),
        ] as [(Int64?, String?)])
    func `an amount must lie between 1 fen and what is left`(amount: Int64?, refused: String?)
        throws
    {
        let outcome = try Given().when(.apply { $0.amount = amount.map { Fen($0) } })
        #expect(outcome.refused == refused)
    }

    @Test func `nothing is left after everything was approved`() throws {
        let given = try Given(
            .apply(), .approve(), .initiate(), .succeeded(), .confirm())
        #expect(given.when(.apply()).refused == "exceeds_refundable R23")
        let nothing = given.when(.apply { $0.amount = 0 })
        #expect(nothing.refused == "amount_not_positive R23", "comes first")
    }

    @Test func `less than everything is refused where the policy wants all or nothing`() throws {
        let given = try Given(policy: { $0.partialAllowed = false })
        #expect(given.when(.apply { $0.amount = 9_999 }).refused == "partial_not_allowed R23")
        let more = given.when(.apply { $0.amount = 10_001 })
        #expect(more.refused == "exceeds_refundable R23", "comes first")
        #expect(given.when(.apply { $0.amount = 10_000 }).refused == nil)
    }

    @Test func `a case takes a free name of its own, after all other guards`() throws {
        let given = try Given(.apply { $0.caseID = "C2" }, .withdraw())
        #expect(given.when(.apply { $0.caseID = "C2" }).refused == "id_in_use")
        let wrong = given.when(
            .apply {
                $0.caseID = "C2"
                $0.amount = 0
            })
        #expect(wrong.refused == "amount_not_positive R23")
        #expect(try given.when(.apply()).only(RefundApplied.self).caseID == "C3", "C2 is taken")
    }

    @Test func `an application is withdrawn`() throws {
        let outcome = try Given(.apply()).when(.withdraw { $0.note = FreeText("不退了") })
        let withdrawn = try outcome.only(ApplicationWithdrawn.self)
        #expect(withdrawn.caseID == "C1")
        #expect(withdrawn.note?.text == "不退了")
        #expect(outcome.order.cases[0].status == .withdrawn)
    }

    @Test func `a withdrawal needs a case that can be withdrawn`() throws {
        #expect(try Given().when(.withdraw()).refused == "no_case")
        let unknown = try Given(.apply()).when(.withdraw { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
        #expect(try Given(.apply(), .approve()).when(.withdraw()).refused == "wrong_status")
    }

    @Test func `only the appeal of a rejection can be withdrawn`() throws {
        let rejected = try Given(.apply(), .reject(), .appeal())
        #expect(rejected.when(.withdraw()).kinds == [.applicationWithdrawn])
        let approved = try Given(.apply(), .approve(), .appeal(.amountTooLow))
        #expect(approved.when(.withdraw()).refused == "wrong_status")
    }
}
