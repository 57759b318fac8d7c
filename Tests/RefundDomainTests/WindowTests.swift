import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.2: the time in which applications are taken, and extensions (R4, R43, R44).
@Suite struct WindowTests {
    /// Policy hours, hours of the terms, and the last instant in time after 2026-03-02 09:00.
    @Test(
        arguments: [
            (72, nil, "2026-03-05T09:00"), (72, 48, "2026-03-04T09:00"),
            (72, 24, "2026-03-03T09:00"),
            (72, 1, "2026-03-03T09:00"), (72, 96, "2026-03-05T09:00"), (48, 72, "2026-03-04T09:00"),
            (24, 1, "2026-03-03T09:00"),
        ] as [(Int64, Int64?, String)])
    func `the window is the shorter of policy and terms, but a day at least, inclusive`(
        policyHours: Int64, termsHours: Int64?, last: String
    ) throws {
        let given = try Given(
            order: .sample { $0.terms.windowHours = termsHours },
            policy: { $0.windowHours = policyHours })
        let applied = try given.when(.apply().at(last)).only(RefundApplied.self)
        #expect(applied.windowDeadlineAt == clock(last))
        let late = Step.apply().at(clock(last).adding(milliseconds: 1))
        #expect(given.when(late).refused == "window_expired R4")
    }

    @Test func `an undelivered order has no deadline`() throws {
        let given = try Given(order: .sample(state: .undelivered))
        let applied = try given.when(.apply().at("2026-12-01T09:00")).only(RefundApplied.self)
        #expect(applied.windowDeadlineAt == nil)
        #expect(applied.windowBasis == .standard)
    }

    @Test func `an extension is requested, granted and used to its last instant`() throws {
        let deadline = clock("2026-03-09T09:00")
        let asked = try Given().when(
            .requestExtension { $0.reason = .businessTrip }.at("2026-03-06T09:00"))
        let requested = try asked.only(ExtensionRequested.self)
        #expect(requested.requestID == "X1")
        #expect(requested.reason == .businessTrip)
        let answered = asked.after.when(.grantExtension(until: deadline))
        let granted = try answered.only(ExtensionGranted.self)
        #expect(granted.requestID == "X1")
        #expect(granted.newDeadlineAt == deadline)
        let applied = try answered.after.when(.apply().at(deadline)).only(RefundApplied.self)
        #expect(applied.windowBasis == .extension)
        #expect(applied.windowDeadlineAt == deadline)
        let late = answered.after.when(.apply().at(deadline.adding(milliseconds: 1)))
        #expect(late.refused == "window_expired R4")
    }

    @Test func `an extension does not matter in time, and the latest one counts`() throws {
        let given = try Given(
            .requestExtension(), .grantExtension(until: clock("2026-03-09T09:00")),
            .requestExtension(), .grantExtension(until: clock("2026-03-08T09:00")))
        let inTime = try given.when(.apply().at("2026-03-05T09:00")).only(RefundApplied.self)
        #expect(inTime.windowBasis == .standard)
        let late = try given.when(.apply().at("2026-03-08T20:00")).only(RefundApplied.self)
        #expect(late.windowDeadlineAt == clock("2026-03-09T09:00"))
    }

    @Test func `one request at a time`() throws {
        let given = try Given(.requestExtension())
        let again = Step.requestExtension { $0.requestID = "X1" }
        #expect(given.when(again).refused == "request_pending R43", "before id_in_use")
        #expect(try given.and(.denyExtension()).when(again).refused == "id_in_use")
    }

    @Test func `the ledger itself denies a request after the hard limit`() throws {
        let inTime = try Given().when(.requestExtension().at("2026-03-09T09:00"))
        #expect(inTime.kinds == [.extensionRequested])
        let late = try Given().when(.requestExtension().at("2026-03-09T09:00:00.001"))
        #expect(late.kinds == [.extensionRequested, .extensionDenied])
        #expect(try late.only(ExtensionDenied.self).reason == .beyondHardLimit)
        #expect(late.drafts.map(\.context.actor.id) == ["buyer-1", "ledger"])
        #expect(late.drafts.last?.context.actor.role == .system)
        #expect(late.after.when(.requestExtension()).kinds.count == 2, "none is pending")
    }

    @Test func `a grant names a pending request`() throws {
        let until = clock("2026-03-01T09:00")
        let unknown = try Given(.requestExtension()).when(
            .grantExtension(until: until) { $0.requestID = "X9" })
        #expect(unknown.refused == "unknown_reference")
        let none = try Given().when(.grantExtension(until: until))
        #expect(none.refused == "no_pending_request R43", "before deadline_in_past")
        let decided = try Given(.requestExtension(), .denyExtension()).when(
            .grantExtension(until: until) { $0.requestID = "X1" })
        #expect(decided.refused == "no_pending_request R43")
    }

    @Test(
        arguments: [
            ("2026-03-03T10:00", "deadline_in_past R43"), ("2026-03-03T10:00:00.001", nil),
            ("2026-03-09T09:00", nil), ("2026-03-09T09:00:00.001", "beyond_hard_limit R44"),
        ] as [(String, String?)])
    func `a new deadline is in the future and within the hard limit`(
        deadline: String, refused: String?
    ) throws {
        let grant = Step.grantExtension(until: clock(deadline)).at("2026-03-03T10:00")
        #expect(try Given(.requestExtension()).when(grant).refused == refused)
    }

    @Test func `a deadline in the past is past before it is beyond the limit`() throws {
        let grant = Step.grantExtension(until: clock("2026-03-10T09:00")).at("2026-03-11T09:00")
        #expect(try Given(.requestExtension()).when(grant).refused == "deadline_in_past R43")
    }

    @Test func `a request is denied, once`() throws {
        let outcome = try Given(.requestExtension()).when(
            .denyExtension { $0.reason = .itemStateUnverifiable })
        let denied = try outcome.only(ExtensionDenied.self)
        #expect(denied.requestID == "X1")
        #expect(denied.reason == .itemStateUnverifiable)
        #expect(outcome.after.when(.denyExtension()).refusal?.code == .noPendingRequest)
        let unknown = outcome.after.when(.denyExtension { $0.requestID = "X9" })
        #expect(unknown.refused == "unknown_reference")
        #expect(outcome.after.when(.apply().at("2026-03-06T09:00")).refused == "window_expired R4")
    }
}
