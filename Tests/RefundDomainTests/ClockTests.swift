import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 8: how each clock starts, and how it stops a millisecond before and at its due date.
@Suite struct ClockTests {
    /// A clock by name and cycle: `payout#2`.
    private func find(_ name: String, _ order: Order) throws -> Clock {
        try #require(order.clocks.last { "\($0.name.name)#\($0.cycle)" == name })
    }

    /// A row: the past, the clock, its start and due date, the stopping step, and the outcome when
    /// the step comes in time and at the due date.
    private typealias Row = (
        given: Given, clock: String, start: String, due: String, stop: Step?,
        inTime: ClockOutcome, late: ClockOutcome
    )

    private func check(_ rows: [Row]) throws {
        for row in rows {
            let running = try find(row.clock, row.given.order)
            let due = clock(row.due)
            #expect(running.startedAt == clock(row.start), "\(row.clock)")
            #expect(running.dueAt == due, "\(row.clock)")
            #expect(running.outcome(at: due.adding(milliseconds: -1)) == .running)
            let silent: ClockOutcome = running.name == .arrival ? .running : .breached
            #expect(running.outcome(at: due) == silent, "\(row.clock)")
            guard let stop = row.stop else { continue }
            for (instant, outcome) in [(due.adding(milliseconds: -1), row.inTime), (due, row.late)]
            {
                let after = row.given.when(stop.at(instant))
                #expect(after.refused == nil, "\(row.clock) \(stop.body)")
                let stopped = try find(row.clock, after.order)
                #expect(stopped.stop?.outcome == outcome, "\(row.clock) \(stop.body)")
                #expect(stopped.stop?.at == instant)
            }
        }
    }

    private let applied = Step.apply().at("2026-03-03T10:00")

    @Test func `a review clock`() throws {
        let proof = try Given(applied, .upload(.remainingValueProof), order: .sample(.gameCard()))
        let start = "2026-03-03T10:00"
        let due = "2026-03-07T00:00"
        let automatic = try Given(applied, policy: { $0.reviewMode = .realtime })
        try check([
            (try Given(applied), "review#1", start, due, .approve(), .met, .breached),
            (try Given(applied), "review#1", start, due, .reject(), .met, .breached),
            (
                try Given(applied), "review#1", start, due, .requestSupplement(), .suspended,
                .breached
            ),
            (proof, "review#1", start, due, .negotiate(), .suspended, .breached),
            (try Given(applied), "review#1", start, due, .withdraw(), .cancelled, .breached),
            (automatic, "review#1", start, "2026-03-03T10:05", .assign(), .suspended, .breached),
        ])
    }

    @Test func `a review clock starts again`() throws {
        let next = "2026-03-04T10:00"
        let due = "2026-03-10T00:00"
        let request = Step.requestSupplement()
        let card = RegisterOrder.sample(.gameCard())
        let negotiation = try Given(
            applied, .upload(.remainingValueProof), .negotiate(), .offer(), order: card)
        let rows: [(Given, Step, String)] = [
            (try Given(applied, .reject()), .amend { $0.amount = 1 }, due),
            (try Given(applied, request, .upload()), .provideSupplement("E1"), due),
            (negotiation, .decline(), due),
            (try Given(applied, policy: { $0.reviewMode = .realtime }), .assign(), due),
            (
                try Given(applied, request, .upload(), policy: { $0.reviewMode = .realtime }),
                .provideSupplement("E1"), "2026-03-04T10:05"
            ),
        ]
        for (given, step, due) in rows {
            let after = try given.and(step.at(next))
            try check([(after, "review#2", next, due, nil, .met, .breached)])
        }
        let lapsed = try Given(applied, request).and(.sweep().at("2026-03-06T10:01"))
        try check([(lapsed, "review#2", "2026-03-06T10:01", "2026-03-12T00:00", nil, .met, .met)])
        let offered = try negotiation.and(.sweep().at("2026-03-06T10:03"))
        try check([(offered, "review#2", "2026-03-06T10:03", "2026-03-12T00:00", nil, .met, .met)])
        let rejected = try Given(
            applied, .upload(.remainingValueProof), .reject(), .negotiate(), .offer(), .decline(),
            order: card)
        #expect(rejected.order.clocks.count { $0.name == .review } == 1)
    }

    @Test func `a payout clock`() throws {
        let approve = Step.approve(.lessFee).at("2026-03-04T10:00")
        let given = try Given(.apply { $0.reason = .demandChanged }, approve)
        let start = "2026-03-04T10:00"
        let due = "2026-03-12T00:00"
        let paying = try given.and(.initiate())
        let failed = try paying.and(.failed())
        let appeal = Step.appeal(.amountTooLow)
        let upheld = try given.and(appeal, .uphold().at("2026-03-05T10:00"))
        let overturned = try given.and(
            appeal, .overturn { $0.fault = .platform }.at("2026-03-05T10:00"))
        try check([
            (paying, "payout#1", start, due, .succeeded(amount: 9_500), .met, .breached),
            (failed, "payout#1", start, due, .void(), .cancelled, .breached),
            (upheld, "payout#2", "2026-03-05T10:00", "2026-03-13T00:00", nil, .met, .met),
            (overturned, "payout#2", "2026-03-05T10:00", "2026-03-13T00:00", nil, .met, .met),
        ])
        let patient = try Given(
            .apply { $0.reason = .demandChanged }, approve, policy: { $0.appealWindowHours = 999 })
        try check([(patient, "payout#1", start, due, appeal, .suspended, .breached)])
    }

    @Test func `a payout clock stops at the latest success of the channels`() throws {
        let given = try PayoutTests.approved(PayoutTests.twoTenders).and(
            .initiate(),
            .succeeded(amount: 7_000) { $0.channelSuccessAt = clock("2026-03-05T10:00") }
                .at("2026-03-05T11:00"),
            .succeeded("P2", amount: 3_000) { $0.channelSuccessAt = clock("2026-03-04T10:00") }
                .at("2026-03-20T10:00"))
        let payout = try find("payout#1", given.order)
        #expect(payout.stop?.at == clock("2026-03-05T10:00"))
        #expect(payout.stop?.outcome == .met)
        let arrival = try find("arrival#1", given.order)
        #expect(arrival.startedAt == clock("2026-03-20T10:00"))
        #expect(arrival.dueAt == clock("2026-03-05T12:00"))
    }

    @Test func `a reversal reopens the same payout cycle and ends the arrival`() throws {
        let paid = try Given(.apply(), .approve(), .initiate(), .succeeded().at("2026-03-03T10:00"))
        for at in ["2026-03-03T11:00", "2026-03-03T12:00"] {
            let reversed = try paid.and(.reversed().at(at))
            let payout = try find("payout#1", reversed.order)
            #expect(payout.isRunning)
            #expect(payout.dueAt == clock("2026-03-10T00:00"))
            #expect(try find("arrival#1", reversed.order).stop?.outcome == .cancelled)
            let again = try reversed.and(.reissue(), .succeeded("P2").at("2026-03-10T00:00"))
            #expect(try find("payout#1", again.order).stop?.outcome == .breached)
            #expect(try find("arrival#2", again.order).isRunning)
            #expect(again.order.clocks.count { $0.name == .payout } == 1)
        }
    }

    @Test func `a supplement clock`() throws {
        let given = try Given(applied, .requestSupplement().at("2026-03-03T12:00"), .upload())
        let due = "2026-03-06T12:00"
        try check([
            (given, "supplement#1", "2026-03-03T12:00", due, .withdraw(), .cancelled, .breached)
        ])
        let provided = given.when(.provideSupplement("E1").at("2026-03-06T11:59:59.999"))
        #expect(try find("supplement#1", provided.order).stop?.outcome == .met)
        let lapsed = given.when(.sweep().at(due))
        #expect(try find("supplement#1", lapsed.order).stop?.outcome == .breached)
    }

    @Test func `an appeal clock`() throws {
        let given = try Given(applied, .reject(), .appeal().at("2026-03-04T10:00"))
        let start = "2026-03-04T10:00"
        let due = "2026-03-10T00:00"
        try check([
            (given, "appeal#1", start, due, .uphold(), .met, .breached),
            (given, "appeal#1", start, due, .overturn(), .met, .breached),
            (given, "appeal#1", start, due, .withdraw(), .cancelled, .breached),
        ])
    }

    @Test func `an arrival clock is never breached by silence`() throws {
        let given = try Given(
            .apply(), .approve(), .initiate(), .succeeded().at("2026-03-03T10:00"))
        let start = "2026-03-03T10:00"
        let due = "2026-03-03T12:00"
        try check([
            (given, "arrival#1", start, due, .confirm(), .met, .breached),
            (given, "arrival#1", start, due, .dispute(), .breached, .breached),
            (given, "arrival#1", start, due, .reversed(), .cancelled, .cancelled),
        ])
        let early = given.when(
            .confirm { $0.arrivedAt = clock("2026-03-03T11:00") }.at("2026-03-09T10:00"))
        #expect(try find("arrival#1", early.order).stop?.outcome == .met, "the instant of arrival")
        let presumed = given.when(.sweep().at("2026-03-05T10:00"))
        #expect(try find("arrival#1", presumed.order).stop?.outcome == .met)
        let disputed = try presumed.after.and(.dispute())
        #expect(try find("arrival#1", disputed.order).stop?.outcome == .met, "it had ended")
    }

    @Test func `a chase clock`() throws {
        let given = try Given(applied, .chase().at("2026-03-04T10:00"), .chase())
        try check([
            (
                given, "chase#1", "2026-03-04T10:00", "2026-03-05T10:00", .answer("H1"), .met,
                .breached
            )
        ])
        let answered = try given.and(.answer("H1"))
        #expect(try find("chase#2", answered.order).isRunning, "each has its own")
    }

    @Test func `a complaint clock`() throws {
        let given = try Given(applied, .complain().at("2026-03-04T10:00"))
        let start = "2026-03-04T10:00"
        let due = "2026-03-10T00:00"
        let later = clock("2026-04-01T00:00")
        try check([
            (given, "complaint#1", start, due, .respond(by: later), .met, .breached),
            (given, "complaint#1", start, due, .resolve(), .met, .breached),
            (given, "complaint#1", start, due, .withdrawComplaint(), .cancelled, .breached),
        ])
        let other = try Given(applied, .complain { $0.channel = .hotline12315 })
        #expect(!other.order.clocks.contains { $0.name == .complaint })
    }

    @Test func `a commitment clock`() throws {
        let due = "2026-03-08T12:00"
        let given = try Given(
            .apply(), .approve(), .initiate(), .complain(),
            .respond(by: clock(due)).at("2026-03-04T10:00"))
        let start = "2026-03-04T10:00"
        let next = Step.respond(by: clock("2026-04-01T00:00"))
        try check([
            (given, "commitment#1", start, due, .succeeded(), .met, .breached),
            (given, "commitment#1", start, due, .resolve(), .met, .breached),
            (given, "commitment#1", start, due, .withdrawComplaint(), .cancelled, .breached),
            (given, "commitment#1", start, due, next, .cancelled, .breached),
        ])
        let renewed = try given.and(next.at("2026-03-05T10:00"))
        #expect(try find("commitment#2", renewed.order).isRunning)
        let other = try given.and(.complain(), .respond(by: clock("2026-04-01T00:00")))
        #expect(try find("commitment#1", other.order).isRunning, "of another complaint")
        let bare = try given.and(.respond())
        #expect(try find("commitment#1", bare.order).isRunning, "no new commitment")
    }

    @Test func `a commitment is kept by the money, not by its report`() throws {
        let given = try Given(
            .apply(), .approve(), .initiate(), .complain(), .respond(by: clock("2026-03-08T12:00")))
        let reported = given.when(
            .succeeded { $0.channelSuccessAt = clock("2026-03-08T11:59:59.999") }
                .at("2026-03-09T10:00"))
        #expect(try find("commitment#1", reported.order).stop?.outcome == .met)
        #expect(
            try find("commitment#1", reported.order).stop?.at == clock("2026-03-08T11:59:59.999"))
    }

    @Test func `deadlines inside a case follow the case's policy, outside the one in force`() throws
    {
        let given = try Given(
            .apply(),
            .publishPolicy(from: clock("2026-03-03T00:00")) {
                ($0.params.chaseResponseHours, $0.params.complaintResponseWorkingDays) = (1, 1)
            })
        let chased = given.when(.chase().at("2026-03-04T10:00"))
        #expect(try chased.only(PayoutChased.self).answerDueAt == clock("2026-03-05T10:00"))
        let filed = given.when(.complain().at("2026-03-04T10:00"))
        #expect(try filed.only(ComplaintFiled.self).respondDueAt == clock("2026-03-10T00:00"))
        let caseless = try Given(
            .publishPolicy(from: clock("2026-03-03T00:00")) {
                $0.params.complaintResponseWorkingDays = 1
            }
        ).when(.complain().at("2026-03-04T10:00"))
        #expect(try caseless.only(ComplaintFiled.self).respondDueAt == clock("2026-03-06T00:00"))
    }

    @Test func `cycles count from 1 for each case and name`() throws {
        let given = try Given(
            .complain(), .complain(), .apply(), .withdraw(), .apply(), .complain(), .complain())
        let names = given.order.clocks.map {
            "\($0.caseID?.text ?? "-") \($0.name.name)#\($0.cycle)"
        }
        #expect(
            names == [
                "- complaint#1", "- complaint#2", "C1 review#1", "C2 review#1", "C2 complaint#1",
                "C2 complaint#2",
            ])
    }
}
