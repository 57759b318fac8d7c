import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.1: the order and its items.
@Suite struct OrderActionTests {
    @Test func `an order is registered with everything it says`() throws {
        let order = RegisterOrder.sample(.gameCard())
        let registered = try Given(order: nil).when(.register(order)).only(OrderRegistered.self)
        #expect(registered.buyer == "buyer-1")
        #expect(registered.platform.platformID == "plat-1")
        #expect(registered.lines == order.lines)
        #expect(registered.tenders == order.tenders)
        #expect(registered.paid == 10_000)
        #expect(registered.currency == .cny)
        #expect(registered.paidAt == Sample.paidAt)
        #expect(registered.state == .completed)
        #expect(registered.terms.refundable)
    }

    @Test func `an order registered with other content exists`() throws {
        let other = RegisterOrder.sample { $0.buyer = "buyer-2" }
        #expect(try Given().when(.register(other)).refused == "order_exists")
    }

    @Test func `an order that was refused an action can still be registered`() throws {
        let unknown = try Given(order: nil).when(.apply())
        #expect(unknown.refused == "unknown_order")
        #expect(unknown.after.when(.register()).kinds == [.orderRegistered])
    }

    @Test func `an order that does not add up is malformed`() {
        let changes: [(String, String, (inout RegisterOrder) -> Void)] = [
            ("another sum than the lines", "paid_fen", { $0.lines[0].paid = 9_999 }),
            ("another sum than the tenders", "paid_fen", { $0.tenders[0].paid = 9_999 }),
            ("another sum than both", "paid_fen", { $0.paid = 9_999 }),
            (
                "nothing paid", "paid_fen",
                { ($0.lines[0].paid, $0.tenders[0].paid, $0.paid) = (0, 0, 0) }
            ),
            ("a line twice", "lines", { $0.lines.append(.other(paid: 0)) }),
            ("a tender twice", "tenders", { $0.tenders.append(.sample(paid: 0)) }),
            ("a line of less than nothing", "paid_fen", { $0.lines[0].paid = -1 }),
        ]
        for (what, field, change) in changes {
            var order = RegisterOrder.sample()
            change(&order)
            #expect(order.inputFault(at: Sample.paidAt)?.field == field, "\(what)")
        }
    }

    @Test func `an order that adds up is not malformed`() {
        let order = RegisterOrder.sample(.gameCard(), .other("L2", paid: 0))
        #expect(order.inputFault(at: Sample.paidAt) == nil)
    }

    @Test func `the state of an order changes`() throws {
        let outcome = try Given().when(.change(to: .closed))
        let changed = try outcome.only(OrderStateChanged.self)
        #expect(changed.from == .completed)
        #expect(changed.to == .closed)
        #expect(outcome.order.state == .closed)
    }

    @Test func `a check is recorded with all its facets`() throws {
        let outcome = try Given(order: .sample(.gameCard())).when(
            .check {
                $0.facets.usage = .partlyUsed
                $0.facets.secret = .revealed
                $0.used = 3_000
                $0.total = 10_000
                $0.unit = .fen
            }.at("2026-03-03T10:00"))
        let observed = try outcome.only(ItemStateObserved.self)
        #expect(observed.line == "L1")
        #expect(observed.facets.usage == .partlyUsed)
        #expect(observed.facets.secret == .revealed)
        #expect(observed.source == .platformCheck)
        #expect(observed.observedAt == clock("2026-03-03T10:00"))
        #expect([observed.used, observed.total] == [3_000, 10_000])
        #expect(observed.unit == .fen)
    }

    @Test func `the item state of a facet is its latest check, and claims never count`() throws {
        let given = try Given(
            .check {
                $0.facets.usage = .unused
                $0.facets.secret = .sealed
            }, .check { $0.facets.usage = .redeemed }, .claim { $0.facets.usage = .unused })
        #expect(given.order.items[0].checked.usage == .redeemed)
        #expect(given.order.items[0].checked.secret == .sealed)
    }

    @Test func `a buyer only claims, and nobody else does`() throws {
        let check = Step.check { $0.facets.usage = .unused }
        let claim = Step.claim { $0.facets.usage = .unused }
        #expect(try Given().when(check.by(.buyer)).refused == "role_not_allowed")
        #expect(try Given().when(claim.by(.reviewer)).refused == "role_not_allowed")
        #expect(try Given().when(claim).kinds == [.itemStateObserved])
    }

    @Test func `a check of an order of several lines names one of them`() throws {
        let given = try Given(order: .sample(.gameCard(), .other("L2")))
        let check = Step.check { $0.facets.usage = .unused }
        let unknown = Step.check {
            $0.line = "L9"
            $0.facets.usage = .unused
        }
        #expect(given.when(check).refused == "line_required")
        #expect(given.when(check.by(.buyer)).refused == "role_not_allowed", "comes first")
        #expect(given.when(unknown).refused == "unknown_reference")
    }
}
