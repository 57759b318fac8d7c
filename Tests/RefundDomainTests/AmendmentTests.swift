import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.2: amendments (R36, G13).
@Suite struct AmendmentTests {
    private func rejected(_ reasons: RejectionReason = .evidenceUnclear) throws -> Given {
        try Given(.apply(), .reject(reasons).at("2026-03-03T10:00"))
    }

    @Test func `an amendment is the next revision, reviewed anew`() throws {
        let outcome = try rejected().when(
            .amend {
                $0.reason = .other
                $0.amount = 5_000
                $0.description = FreeText("商品不好")
            }.at("2026-03-04T10:00"))
        let amended = try outcome.only(ApplicationAmended.self)
        #expect(amended.caseID == "C1")
        #expect(amended.revision == 2)
        #expect(amended.reason == .other)
        #expect(amended.requested == 5_000)
        #expect(amended.description?.text == "商品不好")
        #expect(amended.warnings == [.vagueDescription])
        #expect(amended.route == .manual)
        #expect(amended.reviewDueAt == clock("2026-03-10T00:00"))
        #expect(outcome.order.cases[0].status == .underReview)
        #expect(outcome.order.cases[0].requested == 5_000)
    }

    @Test func `what an amendment leaves out stays as it was`() throws {
        let outcome = try rejected().when(.amend { $0.reason = .itemUnusable })
        let amended = try outcome.only(ApplicationAmended.self)
        #expect(amended.requested == 10_000)
        #expect(amended.description == nil)
        #expect(amended.warnings == [])
    }

    @Test func `an amendment needs a rejected case`() throws {
        #expect(try Given().when(.amend()).refused == "no_case")
        let unknown = try rejected().when(.amend { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
        #expect(try Given(.apply()).when(.amend()).refused == "wrong_status")
    }

    @Test func `nothing is amended after an appeal, curable or not`() throws {
        for reason in [RejectionReason.evidenceUnclear, .alreadyUsed] {
            let given = try rejected(reason).and(.appeal(), .uphold())
            #expect(given.when(.amend()).refused == "verdict_final G13")
        }
    }

    @Test func `only curable reasons can be amended`() throws {
        let given = try Given(.apply(), .reject(.evidenceUnclear, .alreadyUsed))
        #expect(given.when(.amend()).refused == "reason_not_curable R36")
    }

    @Test func `a case is amended twice at most`() throws {
        let amend = Step.amend { $0.amount = 5_000 }
        let given = try rejected().and(amend, .reject(), amend, .reject())
        let late = amend.at("2026-03-20T10:00")
        #expect(given.when(late).refused == "amendments_exhausted G13", "before the window")
        #expect(
            given.order.verdicts.map { $0.rejection?.amendUntil == nil } == [false, false, true])
    }

    @Test func `an amendment comes before the end of its window`() throws {
        let given = try rejected()
        let inTime = Step.amend { $0.amount = 1 }.at("2026-03-06T09:59:59.999")
        #expect(given.when(inTime).kinds == [.applicationAmended])
        let late = Step.amend().at("2026-03-06T10:00")
        #expect(given.when(late).refused == "amend_window_passed G13")
    }

    @Test func `an amendment changes something or follows new evidence`() throws {
        let before = try Given(.apply(), .upload(file: 1), .reject())
        #expect(before.when(.amend()).refused == "nothing_changed R46")
        #expect(try before.and(.upload(file: 2)).when(.amend()).kinds == [.applicationAmended])
    }

    @Test(
        arguments: [
            (0, "amount_not_positive R23"), (10_001, "exceeds_refundable R23"), (1, nil),
        ] as [(Int64, String?)])
    func `an amended amount keeps the amount rules`(amount: Int64, refused: String?) throws {
        #expect(try rejected().when(.amend { $0.amount = Fen(amount) }).refused == refused)
    }

    @Test func `an amended amount is all or nothing where the policy says so`() throws {
        let given = try Given(.apply(), .reject(), policy: { $0.partialAllowed = false })
        #expect(given.when(.amend { $0.amount = 9 }).refused == "partial_not_allowed R23")
    }
}
