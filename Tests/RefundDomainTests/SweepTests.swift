import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 9: what a sweep records, from which instant on, and in which order.
@Suite struct SweepTests {
    /// A sweep finds nothing a millisecond before, and these events at the instant.
    private func check(_ given: Given, at text: String, _ kinds: [EventKind]) {
        let due = clock(text)
        let early = given.when(.sweep().at(due.adding(milliseconds: -1)))
        #expect(early.kinds == [])
        #expect(early.refused == nil)
        let outcome = given.when(.sweep().at(due))
        #expect(outcome.kinds == kinds)
        #expect(outcome.after.when(.sweep().at(due)).kinds == [], "each is recorded once")
    }

    private let applied = Step.apply().at("2026-03-03T10:00")

    @Test func `a supplement that was not given lapses`() throws {
        let given = try Given(applied, .requestSupplement().at("2026-03-03T12:00"))
        check(given, at: "2026-03-06T12:00", [.supplementLapsed])
        let outcome = given.when(.sweep().at("2026-03-07T12:00"))
        let lapsed = try outcome.only(SupplementLapsed.self)
        #expect(lapsed.requestID == "Q1")
        #expect(lapsed.reviewDueAt == clock("2026-03-12T00:00"))
        #expect(outcome.order.cases[0].status == .underReview)
    }

    @Test func `an unanswered negotiation or offer lapses`() throws {
        let waiting = try Given(
            applied, .upload(.remainingValueProof), .negotiate().at("2026-03-03T12:00"),
            order: .sample(.gameCard()))
        check(waiting, at: "2026-03-06T12:00", [.partialOfferLapsed])
        let nothing = waiting.when(.sweep().at("2026-03-06T12:00"))
        #expect(try nothing.only(PartialOfferLapsed.self).offerID == nil)
        #expect(nothing.order.cases[0].status == .underReview)
        let offered = try waiting.and(.offer().at("2026-03-05T12:00"))
        check(offered, at: "2026-03-08T12:00", [.partialOfferLapsed])
        let lapsed = offered.when(.sweep().at("2026-03-08T12:00"))
        #expect(try lapsed.only(PartialOfferLapsed.self).offerID == "O1")
        #expect(try lapsed.only(PartialOfferLapsed.self).reviewDueAt == clock("2026-03-12T00:00"))
    }

    @Test func `a lapsed negotiation after a rejection leads back to it, and on to the end`() throws
    {
        let given = try Given(
            applied, .upload(.remainingValueProof), .reject().at("2026-03-03T11:00"),
            .negotiate().at("2026-03-09T12:00"), order: .sample(.gameCard()))
        check(given, at: "2026-03-12T12:00", [.partialOfferLapsed, .caseClosed])
        let outcome = given.when(.sweep().at("2026-03-12T12:00"))
        #expect(try outcome.only(PartialOfferLapsed.self).reviewDueAt == nil)
        #expect(outcome.order.cases[0].status == .closedUnpaid)
    }

    @Test func `arrival is presumed unless it was disputed`() throws {
        let paid = try Given(.apply(), .approve(), .initiate(), .succeeded().at("2026-03-03T10:00"))
        check(paid, at: "2026-03-03T12:00", [.arrivalPresumed])
        let outcome = paid.when(.sweep().at("2026-03-03T12:00"))
        #expect(try outcome.only(ArrivalPresumed.self).caseID == "C1")
        #expect(outcome.order.cases[0].status == .completed)
        let disputed = try paid.and(.dispute())
        #expect(disputed.when(.sweep().at("2026-05-03T12:00")).kinds == [])
    }

    @Test func `a rejection is final after the time to appeal`() throws {
        let given = try Given(applied, .reject().at("2026-03-03T12:00"))
        check(given, at: "2026-03-10T12:00", [.caseClosed])
        let outcome = given.when(.sweep().at("2026-03-10T12:00"))
        #expect(try outcome.only(CaseClosed.self).outcome == .rejected)
        #expect(outcome.order.cases[0].status == .closedUnpaid)
    }

    @Test func `a missed due date is recorded, once, and decides nothing`() throws {
        let review = try Given(applied)
        check(review, at: "2026-03-07T00:00", [.slaBreachRecorded])
        let outcome = review.when(.sweep().at("2026-03-07T00:00"))
        let breach = try outcome.only(SlaBreachRecorded.self)
        #expect(breach.caseID == "C1")
        #expect(breach.clock == .review)
        #expect(breach.cycle == 1)
        #expect(breach.dueAt == clock("2026-03-07T00:00"))
        #expect(outcome.after.when(.approve()).kinds == [.verdictApproved])
        let payout = try Given(.apply(), .approve().at("2026-03-03T10:00"))
        check(payout, at: "2026-03-11T00:00", [.slaBreachRecorded])
        let appeal = try Given(.apply(), .reject(), .appeal().at("2026-03-03T10:00"))
        check(appeal, at: "2026-03-07T00:00", [.slaBreachRecorded])
        let chase = try Given(.apply(), .withdraw(), .chase().at("2026-03-03T10:00"))
        check(chase, at: "2026-03-04T10:00", [.slaBreachRecorded])
        let complaint = try Given(.complain().at("2026-03-03T10:00"))
        check(complaint, at: "2026-03-07T00:00", [.slaBreachRecorded])
        let promised = try Given(.complain(), .respond(by: clock("2026-03-03T10:00")))
        check(promised, at: "2026-03-03T10:00", [.slaBreachRecorded])
    }

    @Test func `a clock that ended late is recorded too, one that was met never`() throws {
        let late = try Given(applied, .approve().at("2026-03-09T10:00"))
        let outcome = late.when(.sweep().at("2026-03-09T11:00"))
        #expect(try outcome.only(SlaBreachRecorded.self).clock == .review)
        let withdrawn = try Given(applied, .withdraw().at("2026-03-09T10:00"))
        #expect(withdrawn.when(.sweep()).kinds == [.slaBreachRecorded], "cancelled late")
        let met = try Given(applied, .withdraw())
        #expect(met.when(.sweep().at("2026-05-01T00:00")).kinds == [])
    }

    @Test func `a reopened cycle is not recorded again`() throws {
        let given = try Given(
            .apply(), .approve(), .initiate(), .succeeded().at("2026-03-20T10:00"),
            .sweep(), .reversed())
        #expect(given.when(.sweep().at("2026-04-20T10:00")).kinds == [])
    }

    @Test func `everything due is recorded, the earliest first`() throws {
        let given = try Given(
            .complain().at("2026-03-02T10:00"), applied, .chase().at("2026-03-03T11:00"),
            .requestSupplement().at("2026-03-03T12:00"))
        let outcome = given.when(.sweep().at("2026-03-20T10:00"))
        #expect(
            outcome.kinds == [
                .slaBreachRecorded, .slaBreachRecorded, .supplementLapsed,
            ])
        #expect(outcome.all(SlaBreachRecorded.self).map(\.clock) == [.chase, .complaint])
        #expect(outcome.all(SlaBreachRecorded.self).map(\.caseID) == ["C1", nil])
        let policy = try given.and(.sweep().at("2026-03-06T12:00"))
        #expect(
            policy.when(.sweep().at("2026-03-20T10:00")).all(SlaBreachRecorded.self).map(\.cycle)
                == [2])
    }

    @Test func `what is due at the same instant comes by kind, then by start`() throws {
        let due = clock("2026-03-06T12:00")
        let given = try Given(
            applied, .requestSupplement().at("2026-03-03T12:00"), .complain(), .complain(),
            .respond(by: due) { $0.complaintID = "K2" },
            .respond(by: due) { $0.complaintID = "K1" }, .chase().at("2026-03-05T12:00"))
        let outcome = given.when(.sweep().at(due))
        #expect(
            outcome.kinds == [
                .supplementLapsed, .slaBreachRecorded, .slaBreachRecorded, .slaBreachRecorded,
            ])
        let breaches = outcome.all(SlaBreachRecorded.self)
        #expect(breaches.map(\.clock) == [.commitment, .commitment, .chase])
        #expect(breaches.map(\.cycle) == [1, 2, 1])
    }

    @Test func `sweeping cannot go back in time`() throws {
        #expect(
            try Given(applied).when(.sweep().at("2026-03-03T09:00")).refused == "time_goes_back")
    }

    // MARK: recompute_deadlines

    private let holidays = Step.publishCalendar(
        "cn-2026-b", years: 2026...2026, holidays: ["2026-03-05", "2026-03-06"])

    @Test func `due dates follow a new calendar, in order of the old ones`() throws {
        let given = try Given(
            applied, .complain(), .approve(.lessFee, fault: .buyer).at("2026-03-03T12:00"),
            .complain(), holidays.at("2026-03-04T10:00"))
        let outcome = given.when(.recompute())
        let changed = outcome.all(DeadlineRecomputed.self)
        #expect(changed.map(\.clock) == [.complaint, .complaint, .payout])
        #expect(changed.map(\.cycle) == [1, 2, 1])
        #expect(
            changed.map(\.oldDueAt.description.prefix10) == [
                "2026-03-07", "2026-03-07", "2026-03-11",
            ])
        #expect(
            changed.map(\.newDueAt.description.prefix10) == [
                "2026-03-11", "2026-03-11", "2026-03-13",
            ])
        #expect(changed.allSatisfy { $0.calendarVersion == "cn-2026-b" && !$0.provisional })
        #expect(outcome.after.when(.recompute()).events == [])
        #expect(outcome.order.clocks.last?.dueAt == clock("2026-03-11T00:00"))
    }

    @Test func `ties go to review, payout, appeal, complaint`() throws {
        let given = try Given(
            .complain().at("2026-03-03T09:00"), applied, holidays.at("2026-03-04T10:00"))
        let changed = given.when(.recompute()).all(DeadlineRecomputed.self)
        #expect(changed.map(\.clock) == [.review, .complaint])
        #expect(changed.map(\.caseID) == ["C1", nil])
    }

    @Test func `only running working-day clocks before their due date move`() throws {
        let at = clock("2026-03-07T00:00")
        let given = try Given(applied, .chase(), holidays.at("2026-03-04T10:00"))
        let inTime = given.when(.recompute().at(at.adding(milliseconds: -1)))
        #expect(inTime.all(DeadlineRecomputed.self).map(\.clock) == [.review])
        #expect(given.when(.recompute().at(at)).events == [])
        #expect(given.when(.recompute().at("2026-03-04T09:59")).events == [], "not yet known")
        #expect(try given.and(.withdraw()).when(.recompute()).events == [])
        let automatic = try Given(
            .apply(), holidays.at(Sample.paidAt.adding(minutes: 2)),
            policy: { ($0.reviewMode, $0.realtimeReviewSeconds) = (.realtime, 999_999) })
        #expect(automatic.when(.recompute()).events == [])
    }

    @Test func `a due date that stays may become certain`() throws {
        let given = try Given(
            .apply().at("2026-12-31T10:00"),
            .publishCalendar(holidays: ["2027-05-01"]).at("2026-12-31T11:00"),
            order: .sample(state: .undelivered))
        let changed = try given.when(.recompute()).only(DeadlineRecomputed.self)
        #expect(changed.oldDueAt == changed.newDueAt)
        #expect(!changed.provisional)
    }
}

extension String {
    fileprivate var prefix10: String { String(prefix(10)) }
}
