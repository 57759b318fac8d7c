import EventLog
import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

@testable import RefundLedger

/// What the shell looks up beyond an order: other orders, policies, calendars, all orders.
@Suite struct LedgerFactsTests {
    @Test(arguments: Backend.allCases, [true, false])
    func `a refund number ever used in another order is refused`(
        backend: Backend, together: Bool
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        for order in ["KM-1", "KM-2"] {
            _ = try await first.handle([register(order), apply(order), approve(order)])
        }
        let payouts = try [pay("KM-1", "R-1"), pay("KM-2", "R-1"), pay("KM-2", "R-2")]
        var outcomes: [Outcome] = []
        if together {
            outcomes = try await first.handle(payouts)
        } else {
            for payout in payouts { outcomes.append(try await Ledger(store: store).handle(payout)) }
        }
        #expect(
            outcomes.map(\.names) == [
                ["payout_initiated"], ["action_refused", "refund_no_reused"],
                ["payout_initiated"],
            ])
    }

    @Test(arguments: Backend.allCases, [true, false])
    func `evidence that stands in another order raises a signal`(
        backend: Backend, together: Bool
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let first = Ledger(store: store)
        for order in ["KM-1", "KM-2"] {
            _ = try await first.handle([register(order), apply(order)])
        }
        let uploads = try [
            upload("KM-1", minute: 2), upload("KM-2", minute: 3),
            upload("KM-2", minute: 4, file: "0b"),
        ]
        var outcomes: [Outcome] = []
        if together {
            outcomes = try await first.handle(uploads)
        } else {
            for upload in uploads { outcomes.append(try await Ledger(store: store).handle(upload)) }
        }
        #expect(
            outcomes.map(\.names) == [
                ["evidence_uploaded"], ["evidence_uploaded", "risk_signal_raised"],
                ["evidence_uploaded"],
            ])
    }

    @Test(arguments: Backend.allCases)
    func `a sweep takes orders as they were registered and leaves later ones alone`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledger = Ledger(store: store)
        // KM-2 has the oldest stream, because of a refusal, and the latest registration.
        _ = try await ledger.handle(apply("KM-2"))
        for order in ["KM-3", "KM-1", "KM-2", "KM-4"] {
            _ = try await ledger.handle([register(order), apply(order)])
        }
        let late = LedgerKeyTests.late
        _ = try await ledger.handle(
            action("add_note", .agent, minute: late + 1, order: "KM-4", #""text_ref":"n""#))
        let sweep = try action("sweep", .system, minute: late, order: nil)
        let outcome = try await ledger.handle(sweep)
        #expect(outcome.order == nil)
        #expect(outcome.events.map(\.order) == ["KM-3", "KM-1", "KM-2"])
        #expect(outcome.events.map(\.position) == Array(13...15))
        #expect(outcome.events.allSatisfy { $0.kind == .slaBreachRecorded })
        #expect(try await ledger.handle(sweep).events.isEmpty)
    }

    @Test(arguments: Backend.allCases)
    func `a policy governs from the instant it takes effect`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let ledger = Ledger(store: store)
        let from = Sample.paidAt.adding(minutes: 120).shanghaiText
        _ = try await ledger.handle([
            register("KM-1"), register("KM-2"),
            action(
                "publish_policy", .compliance, minute: 1, order: nil,
                #""version":"v2","effective_from":"\#(from)","params":{"review_wd":1}"#),
            apply("KM-1", minute: 119), apply("KM-2", minute: 120),
        ])
        let versions = try await store.readAll(after: 5, limit: 2).map {
            try EventCodec.decode($0).header.context.policy
        }
        #expect(versions == ["default-v1", "v2"])
        let before = try await Ledger.books(in: store, through: 4)
        let after = try await Ledger.books(in: store, through: nil)
        #expect(before.policies.publications.map(\.event.version) == ["default-v1"])
        #expect(after.policies.publications.map(\.event.version) == ["default-v1", "v2"])
    }

    @Test(arguments: Backend.allCases)
    func `an answer as of a position knows the calendars of that position`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let days = #""days":[{"date":"2026-03-04","kind":"holiday","name":"x"}]"#
        _ = try await Ledger(store: store).handle([
            register(), apply(),
            action(
                "publish_calendar", .compliance, minute: 2, order: nil,
                #""version":"cn-b","first_year":2026,"last_year":2026,\#(days)"#),
            action("recompute_deadlines", .system, minute: 3),
        ])
        let holiday = try #require(LocalDate("2026-03-04"))
        let old = try #require(try await history(store, .position(4)))
        let new = try #require(try await history(store, .position(6)))
        #expect(old.calendar.isWorkingDay(holiday))
        #expect(!new.calendar.isWorkingDay(holiday))
        #expect(old.order.clocks.map(\.dueAt) == [clock("2026-03-06T00:00")])
        #expect(new.order.clocks.map(\.dueAt) == [clock("2026-03-07T00:00")])
    }

    @Test(arguments: Backend.allCases)
    func `questions one after the other see what was published in between`(
        backend: Backend
    ) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        let questions = OrderQuestions(store: store)
        let later = AsOf.now(clock("2026-12-31T00:00"))
        let days = #""days":[{"date":"2026-03-05","kind":"holiday","name":"x"}]"#
        let actions = try [
            register(), apply(minute: 10),
            action(
                "publish_calendar", .compliance, minute: 15, order: nil,
                #""version":"cn-b","first_year":2026,"last_year":2026,\#(days)"#),
            approve("KM-1", minute: 20), pay("KM-1", "R-1", minute: 30),
        ]
        let ledger = Ledger(store: store)
        var calendars: Set<String> = []
        for recorded in actions {
            _ = try await ledger.handle(recorded)
            let end = try await store.head().size
            let moments = (1...end).map { AsOf.position($0) }
            for moment in moments + [later, .instant(Sample.paidAt.adding(minutes: 12)), later] {
                let kept = try await questions.trace(of: "KM-1", asOf: moment)
                let fresh = try await Ledger.trace(of: "KM-1", asOf: moment, in: store)
                #expect(kept?.history.calendar == fresh?.history.calendar)
                #expect(
                    kept.map { OrderStatus($0.history) } == fresh.map { OrderStatus($0.history) })
                #expect(kept?.steps.map(\.wait) == fresh?.steps.map(\.wait))
            }
            let history = try await questions.history(of: "KM-1", asOf: later)
            if let history { calendars.insert(history.calendar.version.text) }
        }
        #expect(calendars == ["cn-2022-2026", "cn-b"])
    }

    @Test(arguments: Backend.allCases)
    func `an order is answered as of any time and any position`(backend: Backend) async throws {
        let (store, keep) = try await backend.store()
        defer { withExtendedLifetime(keep) {} }
        _ = try await Ledger(store: store).handle([
            register(), apply(minute: 10), approve("KM-1", minute: 20),
            pay("KM-1", "R-1", minute: 30),
        ])
        func minute(_ minute: Int64) -> AsOf { .instant(Sample.paidAt.adding(minutes: minute)) }
        let statuses: [(AsOf, CaseStatus?)] = [
            (minute(9), nil), (minute(10), .underReview), (minute(19), .underReview),
            (minute(20), .approved), (minute(1_000), .paying), (.position(3), nil),
            (.position(4), .underReview), (.position(5), .approved), (.position(6), .paying),
            (.position(99), .paying), (.now(clock("2026-12-31T00:00")), .paying),
        ]
        for (moment, status) in statuses {
            let found = try #require(try await history(store, moment))
            #expect(OrderStatus(found).latestCase?.status == status, "\(moment)")
        }
        #expect(try await history(store, minute(-1)) == nil)
        #expect(try await history(store, .position(2)) == nil)
        #expect(
            try await history(store, .position(4))?.judgedAt
                == Sample.paidAt.adding(minutes: 10))
        #expect(try await history(store, minute(15))?.judgedAt == Sample.paidAt.adding(minutes: 15))
    }

    private func history(_ store: any EventStore, _ moment: AsOf) async throws -> OrderHistory? {
        try await Ledger.history(of: "KM-1", asOf: moment, in: store)
    }
}

/// An approval of everything.
func approve(_ order: String = "KM-1", minute: Int64 = 5) throws -> Action {
    try action("approve", .reviewer, minute: minute, order: order, #""basis":"full""#)
}

/// A payout under a number.
func pay(_ order: String, _ number: String, minute: Int64 = 6) throws -> Action {
    try action(
        "initiate_payout", .finance, minute: minute, order: order,
        #""out_refund_no":"\#(number)""#)
}
