import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Sections 5.7 and 13: published policies and calendars.
@Suite struct PublicationTests {
    private let from = clock("2026-04-01T00:00")

    @Test func `a policy is published with all its parameters`() throws {
        let base = try Given(.publishPolicy("v2", from: from) { $0.params.windowHours = 48 })
        let published = try base.when(
            .publishPolicy("v3", from: from) {
                ($0.basedOn, $0.platform, $0.params.payoutWorkingDays) = ("v2", "plat-1", 3)
            }
        ).only(PolicyPublished.self)
        #expect(published.version == "v3")
        #expect(published.platform == "plat-1")
        #expect(published.effectiveFrom == from)
        var expected = Policy.standard.parameters
        (expected.windowHours, expected.payoutWorkingDays) = (48, 3)
        #expect(published.params == expected)
    }

    @Test func `the guards of a policy come in order`() throws {
        let given = try Given(.publishPolicy(from: from))
        let late = from.adding(milliseconds: 1)
        let unknown = Step.publishPolicy(from: from) {
            ($0.basedOn, $0.params.windowHours) = ("v9", 1)
        }.at(late)
        #expect(given.when(unknown.by(.system)).refused == "role_not_allowed")
        #expect(given.when(unknown).refused == "unknown_reference")
        let other = Step.publishPolicy(from: from) { $0.params.windowHours = 1 }.at(late)
        #expect(given.when(other).refused == "version_exists R59")
        let bad = Step.publishPolicy("v3", from: from) { $0.params.windowHours = 1 }.at(late)
        #expect(given.when(bad).refused == "policy_out_of_bounds R4")
        #expect(
            given.when(.publishPolicy("v3", from: from).at(late)).refused == "effective_in_past R59"
        )
        #expect(given.when(.publishPolicy("v3", from: from).at(from)).refused == nil)
    }

    @Test func `the built-in version exists`() throws {
        let again = Step.publishPolicy("default-v1", from: from) { $0.params.windowHours = 48 }
        #expect(try Given().when(again).refused == "version_exists R59")
    }

    @Test(
        arguments: [
            (23, 3, 5), (73, 3, 5), (24, 0, 5), (24, 4, 5), (24, 3, 0), (24, 3, 6), (-1, 3, 5),
            (72, -1, 5), (72, 3, 2_000),
        ] as [(Int64, Int64, Int64)])
    func `a policy out of bounds is refused, not malformed`(
        hours: Int64, review: Int64, payout: Int64
    )
        throws
    {
        let step = Step.publishPolicy(from: from) {
            $0.params.windowHours = hours
            $0.params.reviewWorkingDays = review
            $0.params.payoutWorkingDays = payout
        }
        #expect(step.body.inputFault(at: Sample.paidAt) == nil)
        #expect(try Given().when(step).refused == "policy_out_of_bounds R4")
    }

    @Test func `other parameters that make no sense as numbers are malformed`() {
        let changes: [(Bool, (inout PolicyParameters) -> Void)] = [
            (true, { $0.appealReviewWorkingDays = 0 }), (false, { $0.appealReviewWorkingDays = 1 }),
            (true, { $0.complaintResponseWorkingDays = 0 }), (true, { $0.fixedCost = -1 }),
            (true, { $0.buyerFaultFeeBasisPoints = 10_001 }), (false, { $0.maxAppeals = 0 }),
            (true, { $0.buyerFaultFeeMaximum = .atMost(-1) }),
            (false, { $0.buyerFaultFeeMaximum = Limit.none }),
        ]
        for (isMalformed, change) in changes {
            let step = Step.publishPolicy(from: from) { change(&$0.params) }
            #expect((step.body.inputFault(at: Sample.paidAt) != nil) == isMalformed)
        }
    }

    @Test(arguments: [(24, 1, 1), (72, 3, 5)] as [(Int64, Int64, Int64)])
    func `the bounds themselves are allowed`(hours: Int64, review: Int64, payout: Int64) throws {
        let step = Step.publishPolicy(from: from) {
            $0.params.windowHours = hours
            $0.params.reviewWorkingDays = review
            $0.params.payoutWorkingDays = payout
        }
        #expect(try Given().when(step).kinds == [.policyPublished])
    }

    /// Platform, from which day of April, published in this order; the one in force on a day.
    @Test(
        arguments: [
            (1, "plat-1", "default-v1"), (2, "plat-1", "all-2"), (3, "plat-1", "own-3"),
            (5, "plat-1", "own-3"), (6, "plat-1", "own-6-again"), (9, "plat-1", "own-6-again"),
            (3, "plat-2", "all-2"), (5, "plat-2", "all-5"), (9, nil, "all-5"),
        ] as [(Int, Name?, PolicyVersion)])
    func `the platform's own policy first, then the latest effective, then the latest published`(
        day: Int, platform: Name?, version: PolicyVersion
    ) {
        var book = PolicyBook.builtIn
        let publications: [(PolicyVersion, Name?, Int)] = [
            ("all-5", nil, 5), ("own-6", "plat-1", 6), ("all-2", nil, 2), ("own-3", "plat-1", 3),
            ("own-6-again", "plat-1", 6),
        ]
        for (version, platform, day) in publications {
            book.add(
                PolicyPublished {
                    ($0.version, $0.platform) = (version, platform)
                    $0.effectiveFrom = clock("2026-04-0\(day)T00:00")
                })
        }
        let start = clock("2026-04-0\(day)T00:00")
        #expect(book.inForce(at: start, platform: platform).version == version)
        if day == 2 {
            let before = book.inForce(at: start.adding(milliseconds: -1), platform: platform)
            #expect(before.version == "default-v1", "effective to the millisecond")
        }
    }

    @Test func `the policy of the first application governs the case, amendments included`() throws
    {
        let published = clock("2026-03-03T00:00")
        let given = try Given(
            .publishPolicy(from: published) { $0.params.reviewMode = .realtime },
            .apply().at(published.adding(milliseconds: -1)),
            .reject().at("2026-03-04T10:00"))
        let amended = given.when(.amend { $0.amount = 1 })
        #expect(try amended.only(ApplicationAmended.self).route == .manual)
        #expect(amended.drafts.first?.context.policy == "default-v1")
        let other = try given.and(.appeal(), .withdraw()).when(.apply())
        #expect(try other.only(RefundApplied.self).route == .auto)
        #expect(other.drafts.first?.context.policy == "v2")
    }

    @Test func `a registration is recorded under the policy of its platform`() throws {
        let given = try Given(
            .publishPolicy("own", from: Sample.paidAt) { $0.platform = "plat-1" }
                .at(Sample.paidAt), order: nil)
        let outcome = given.when(.register())
        #expect(outcome.drafts.first?.context.policy == "own")
    }

    @Test func `a calendar is published`() throws {
        let outcome = try Given().when(.publishCalendar(holidays: ["2027-01-01", "2027-02-08"]))
        let published = try outcome.only(CalendarPublished.self)
        #expect(published.version == "cn-2027")
        #expect([published.firstYear, published.lastYear] == [2027, 2027])
        #expect(published.days.map(\.date.text) == ["2027-01-01", "2027-02-08"])
        let other = Step.publishCalendar(holidays: ["2027-01-04"])
        #expect(outcome.after.when(other).refused == "version_exists R59")
        #expect(try Given().when(.publishCalendar("cn-2022-2026")).refused == "version_exists R59")
        #expect(try Given().when(other.by(.supervisor)).refused == "role_not_allowed")
    }

    @Test func `a calendar that makes no sense is malformed`() {
        let workday: (String) -> (inout PublishCalendar) -> Void = { text in
            {
                $0.days[0].kind = .workday
                $0.days[0].date = LocalDate(text) ?? $0.days[0].date
            }
        }
        let rows: [(Step, Bool)] = [
            (.publishCalendar(), true), (.publishCalendar(holidays: ["2027-01-02"]), true),
            (.publishCalendar(holidays: ["2027-01-01", "2027-01-01"]), false),
            (.publishCalendar(holidays: ["2026-12-31"]), false),
            (.publishCalendar(holidays: ["2028-01-01"]), false),
            (.publishCalendar(years: 2027...2028, holidays: ["2028-01-01"]), true),
            (.publishCalendar("w") { workday("2027-01-02")(&$0) }, true),
            (.publishCalendar("w") { workday("2027-01-03")(&$0) }, true),
            (.publishCalendar("w") { workday("2027-01-04")(&$0) }, false),
            (.publishCalendar("w") { ($0.firstYear, $0.lastYear) = (2028, 2027) }, false),
        ]
        for (step, isFine) in rows {
            #expect((step.body.inputFault(at: Sample.paidAt) == nil) == isFine)
        }
    }
}
