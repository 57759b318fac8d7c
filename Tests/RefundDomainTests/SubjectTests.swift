import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Erasing and restricting what is held about a person (R56).
@Suite struct SubjectTests {
    private let at = clock("2026-03-10T10:00")

    private func decide(
        _ body: any ActionBody, isHeld: Bool = true, _ book: SubjectBook = SubjectBook(),
        at instant: Instant? = nil, by role: Role = .compliance
    ) -> Decision {
        var facts = Facts(policies: PolicyBook(), calendars: CalendarBook(), subjects: book)
        if isHeld { facts.answeredYes.insert(.isSubjectHeld("buyer-1")) }
        let action = Action(
            at: instant ?? at, actor: Actor("dpo-1", role), order: nil, body: body)
        return Order("unused").decide(action, facts)
    }

    private func refusal(_ decision: Decision) -> RefusalCode? {
        guard case .refused(let refusal, _) = decision else { return nil }
        return refusal.code
    }

    private func events(_ decision: Decision) -> [LedgerEvent]? {
        guard case .accepted(let drafts) = decision else { return nil }
        return drafts.map(\.event)
    }

    private let erase = EraseSubject {
        $0.subject = "buyer-1"
        $0.ground = .buyerRequest
    }

    private func restrict(until: Instant) -> RestrictSubject {
        RestrictSubject {
            $0.subject = "buyer-1"
            $0.ground = .legalRetention
            $0.until = until
        }
    }

    private func book(_ events: LedgerEvent...) -> SubjectBook {
        var book = SubjectBook()
        for (place, event) in events.enumerated() {
            let header = EventHeader(
                position: Int64(10 + place), recordedAt: at, occurredAt: at,
                context: EventContext())
            book.evolve(RecordedEvent(header: header, event: event))
        }
        return book
    }

    private func restricted(until: Instant) -> LedgerEvent {
        SubjectRestricted {
            $0.subject = "buyer-1"
            $0.ground = .legalRetention
            $0.until = until
        }.event
    }

    private var erased: LedgerEvent { SubjectErased { $0.subject = "buyer-1" }.event }

    @Test func `what is held is erased, on the ground that is given`() {
        let expected = SubjectErased {
            $0.subject = "buyer-1"
            $0.ground = .buyerRequest
        }
        #expect(events(decide(erase)) == [expected.event])
    }

    @Test func `nothing held: refused for a name never held, a repeat for one erased before`() {
        #expect(refusal(decide(erase, isHeld: false)) == .nothingHeld)
        #expect(events(decide(erase, isHeld: false, book(erased))) == [])
        #expect(events(decide(erase, book(erased)))?.count == 1)
    }

    @Test func `nothing is erased before a restriction ends`() {
        let until = at.adding(hours: 1)
        let book = book(restricted(until: until))
        #expect(refusal(decide(erase, book)) == .subjectRestricted)
        let before = until.adding(milliseconds: -1)
        #expect(refusal(decide(erase, book, at: before)) == .subjectRestricted)
        #expect(events(decide(erase, book, at: until))?.count == 1)
    }

    @Test func `the latest restriction counts, and one that ends now lifts it`() {
        let year = at.adding(hours: 24 * 365)
        let lifted = book(restricted(until: year), restricted(until: at))
        #expect(events(decide(erase, lifted))?.count == 1)
        #expect(events(decide(restrict(until: at), book(restricted(until: year))))?.count == 1)
        #expect(events(decide(restrict(until: year), book(restricted(until: year)))) == [])
        let past = at.adding(milliseconds: -1)
        #expect(refusal(decide(restrict(until: past))) == .deadlineInPast)
    }

    @Test func `nobody but compliance and the system may`() {
        for role in Role.allCases {
            let isAllowed = role == .compliance || role == .system
            #expect((refusal(decide(erase, by: role)) == .roleNotAllowed) == !isAllowed)
            let restriction = restrict(until: at.adding(hours: 1))
            #expect((refusal(decide(restriction, by: role)) == .roleNotAllowed) == !isAllowed)
        }
    }

    @Test func `evidence is for those who judge or examine, and for its buyer`() throws {
        let given = try Given(.apply(), .upload())
        let order = given.order
        let evidence = try #require(order.evidence.first)
        func denial(_ role: Role, _ id: PersonID = "buyer-1") -> Order.EvidenceDenial? {
            order.denial(of: evidence, to: Actor(id, role))
        }
        let allowed: Set<Role> = [
            .buyer, .reviewer, .supervisor, .appeals, .compliance, .auditor, .investigator,
        ]
        for role in Role.allCases { #expect((denial(role) == nil) == allowed.contains(role)) }
        #expect(denial(.buyer, "buyer-2") == .role)
    }
}
