import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.6: chases and complaints.
@Suite struct ComplaintTests {
    private func complained(_ fill: (inout FileComplaint) -> Void = { _ in }) throws -> Given {
        try Given(.apply(), .complain(fill))
    }

    @Test func `a chase is answered within a day`() throws {
        let outcome = try Given(.apply()).when(
            .chase { $0.note = FreeText("到哪了") }.at("2026-03-03T10:00"))
        let chased = try outcome.only(PayoutChased.self)
        #expect(chased.chaseID == "H1")
        #expect(chased.caseID == "C1")
        #expect(!chased.overdue)
        #expect(chased.answerDueAt == clock("2026-03-04T10:00"))
        let answered = try outcome.after.when(.answer()).only(ChaseAnswered.self)
        #expect(answered.chaseID == "H1")
        #expect(answered.note.text == "正在处理")
    }

    @Test func `a chase is allowed in any status of a case that exists`() throws {
        #expect(try Given().when(.chase()).refused == "no_case")
        let given = try Given(.apply(), .withdraw())
        #expect(given.when(.chase { $0.caseID = "C9" }).refused == "unknown_reference")
        let named = Step.chase { $0.chaseID = "H1" }
        #expect(try given.and(named).when(named).refused == "id_in_use")
    }

    @Test func `a chase is overdue from the due date of a running payout on`() throws {
        let given = try Given(.apply(), .approve().at("2026-03-03T10:00"))
        let due = clock("2026-03-11T00:00")
        let early = given.when(.chase().at(due.adding(milliseconds: -1)))
        #expect(try !early.only(PayoutChased.self).overdue)
        #expect(try given.when(.chase().at(due)).only(PayoutChased.self).overdue)
        let paid = try given.and(.initiate(), .succeeded())
        #expect(try !paid.when(.chase().at(due)).only(PayoutChased.self).overdue)
    }

    @Test func `the latest unanswered chase is answered, each once`() throws {
        let given = try Given(.apply(), .chase(), .chase())
        #expect(try given.when(.answer()).only(ChaseAnswered.self).chaseID == "H2")
        let one = try given.and(.answer("H2"))
        #expect(try one.when(.answer()).only(ChaseAnswered.self).chaseID == "H1")
        #expect(one.when(.answer("H9")).refused == "unknown_reference")
        #expect(one.when(.answer("H2")).refused == "already_answered R39")
        #expect(try one.and(.answer()).when(.answer()).refused == "already_answered R39")
        #expect(try Given().when(.answer()).refused == "already_answered R39")
    }

    @Test func `a complaint to the platform is answered in working days`() throws {
        let outcome = try Given(.apply(), .chase(), .chase()).when(
            .complain {
                ($0.channel, $0.subject, $0.demand) = (.platformEmail, .rejected, .reopen)
                ($0.externalRef, $0.note) = ("EX-7", FreeText("不服"))
            }.at("2026-03-06T10:00"))
        let filed = try outcome.only(ComplaintFiled.self)
        #expect(filed.complaintID == "K1")
        #expect(filed.caseID == "C1")
        #expect(filed.channel == .platformEmail)
        #expect(filed.externalRef == "EX-7")
        #expect(filed.subject == .rejected)
        #expect(filed.demand == .reopen)
        #expect(filed.priorChaseID == "H2")
        #expect(filed.flags == [])
        #expect(filed.respondDueAt == clock("2026-03-12T00:00"))
    }

    @Test func `a complaint without a chase is flagged, one without a case is taken`() throws {
        let filed = try Given().when(.complain()).only(ComplaintFiled.self)
        #expect(filed.caseID == nil)
        #expect(filed.priorChaseID == nil)
        #expect(filed.flags == [.noPriorChase])
        let other = try Given(.apply(), .chase(), .withdraw(), .apply()).when(.complain())
        #expect(try other.only(ComplaintFiled.self).flags == [.noPriorChase], "of another case")
    }

    @Test(arguments: ComplaintChannel.allCases)
    func `only the platform's own channels have a due date`(channel: ComplaintChannel) throws {
        let filed = try Given().when(.complain { $0.channel = channel }).only(ComplaintFiled.self)
        let isOwn = [.platformOnline, .platformEmail].contains(channel)
        #expect((filed.respondDueAt != nil) == isOwn)
    }

    @Test func `a complaint is refused only for what it points to or is called`() throws {
        let given = try complained()
        #expect(given.when(.complain { $0.caseID = "C9" }).refused == "unknown_reference")
        let chase = Step.complain { ($0.priorChaseID, $0.complaintID) = ("H9", "K1") }
        #expect(given.when(chase).refused == "unknown_reference", "before id_in_use")
        #expect(given.when(.complain { $0.complaintID = "K1" }).refused == "id_in_use")
    }

    @Test func `a complaint is acknowledged once`() throws {
        let outcome = try complained().when(.acknowledge())
        #expect(try outcome.only(ComplaintAcknowledged.self).complaintID == "K1")
        #expect(outcome.order.complaints[0].state == .acknowledged)
        #expect(outcome.after.when(.acknowledge()).refused == "wrong_status")
    }

    @Test func `a response explains and commits`() throws {
        let promised = clock("2026-03-20T10:00")
        let outcome = try complained { $0.demand = .explainAndDeadline }.when(
            .respond(by: promised) { $0.note = FreeText("渠道延迟") })
        let responded = try outcome.only(ComplaintResponded.self)
        #expect(responded.complaintID == "K1")
        #expect(responded.explanationCode == .channelDelay)
        #expect(responded.commitmentAt == promised)
        #expect(outcome.order.complaints[0].state == .responded)
    }

    @Test func `a response commits where that was demanded, and to the future`() throws {
        let given = try complained { $0.demand = .explainAndDeadline }
        #expect(given.when(.respond()).refused == "commitment_required R49")
        #expect(try complained().when(.respond()).kinds == [.complaintResponded])
        let at = clock("2026-03-03T10:00")
        #expect(given.when(.respond(by: at).at(at)).refused == "deadline_in_past R49")
        let next = Step.respond(by: at.adding(milliseconds: 1)).at(at)
        #expect(given.when(next).kinds == [.complaintResponded])
    }

    @Test func `a complaint is taken further`() throws {
        let outcome = try complained().when(.escalate())
        let escalated = try outcome.only(ComplaintEscalated.self)
        #expect(escalated.complaintID == "K1")
        #expect(escalated.toChannel == .hotline12315)
        #expect(escalated.externalRef == "EX-1")
        #expect(outcome.order.complaints[0].state == .escalated)
    }

    @Test func `a complaint is resolved by the buyer, or by others after a response`() throws {
        let given = try complained()
        #expect(given.when(.resolve().by(.agent)).refused == "not_responded R49")
        let outcome = given.when(.resolve())
        #expect(try outcome.only(ComplaintResolved.self).outcome == .explained)
        #expect(outcome.order.complaints[0].state == .resolved)
        let answered = try given.and(.respond(), .escalate())
        #expect(answered.when(.resolve().by(.supervisor)).kinds == [.complaintResolved])
        #expect(answered.when(.resolve().by("buyer-2", .buyer)).refused == "not_owner R19")
    }

    @Test func `a complaint is taken back`() throws {
        let outcome = try complained().when(.withdrawComplaint())
        #expect(try outcome.only(ComplaintWithdrawn.self).complaintID == "K1")
        #expect(outcome.order.complaints[0].state == .withdrawn)
    }

    /// Every action on a complaint finds it in the same way.
    @Test func `a complaint is the latest or the named one, and still open`() throws {
        let steps: [(ComplaintID?) -> Step] = [
            { .acknowledge($0) }, { id in .respond { $0.complaintID = id } }, { .escalate($0) },
            { .resolve($0).by(.agent) }, { .withdrawComplaint($0) },
        ]
        for step in steps {
            #expect(try Given(.apply()).when(step(nil)).refused == "no_complaint")
            let given = try complained { $0.demand = .explainAndDeadline }
            #expect(given.when(step("K9")).refused == "unknown_reference")
            let closed = try given.and(.complain(), .withdrawComplaint("K1"), .resolve("K2"))
            #expect(closed.when(step("K1")).refused == "complaint_closed R48")
            #expect(closed.when(step(nil)).refused == "complaint_closed R48", "the latest is K2")
        }
    }
}
