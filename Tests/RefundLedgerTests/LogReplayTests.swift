import EventLog
import JSONText
import LedgerTesting
import Records
import RefundDomain
import RefundLedger
import Testing
import Units

/// The log in order, each event with its order as it was then.
@Suite struct LogReplayTests {
    /// What an event left behind, as a line of text.
    private func line(_ event: ReplayedEvent) -> String {
        var writer = JSONWriter()
        event.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func lines(
        of store: any EventStore, _ moment: AsOf = .now(.distantFuture),
        _ selection: EventSelection = EventSelection(), ordersInMemoryMax: Int = 1_000
    ) async throws -> [String] {
        var lines: [String] = []
        try await LogReplay(
            store: store, moment: moment, selection: selection,
            ordersInMemoryMax: ordersInMemoryMax
        ).run { lines.append(line($0)) }
        return lines
    }

    @Test func `each event comes with its order as the status of that position says`()
        async throws
    {
        let store = try await Self.shop.value
        var checked = 0
        var found: [(position: Position, order: OrderID, money: OrderMoney, status: String?)] = []
        try await LogReplay(store: store).run { event in
            guard event.entry.position % 7 == 0, let order = event.folded?.order else { return }
            found.append(
                (event.entry.position, order.number, order.money, order.cases.last?.status.name))
        }
        for (position, order, money, status) in found {
            let history = try #require(
                try await Ledger.history(of: order, asOf: .position(position), in: store))
            #expect(history.order.money == money)
            #expect(history.order.cases.last?.status.name == status)
            checked += 1
        }
        #expect(checked > 50)
    }

    @Test func `every event is there once, in order, however few orders fit in memory`()
        async throws
    {
        let store = try await Self.shop.value
        let all = try await lines(of: store)
        #expect(all.count == Int(try await store.head().size))
        #expect(try await lines(of: store, ordersInMemoryMax: 2) == all)
        var plain = 0
        try await LogReplay(store: store).run(folding: false) { event in
            #expect(event.folded == nil)
            plain += 1
        }
        #expect(plain == all.count)
    }

    @Test func `a selection shows fewer events and changes none`() async throws {
        let store = try await Self.shop.value
        let all = try await lines(of: store)
        let parsed = try all.map { try JSONValue.parse($0) }
        func expected(_ holds: (JSONValue) -> Bool) -> [String] {
            zip(all, parsed).filter { holds($0.1) }.map(\.0)
        }
        var byKind = EventSelection()
        byKind.kinds = [.payoutSucceeded, .verdictRejected]
        let names: [JSONValue?] = [.string("payout_succeeded"), .string("verdict_rejected")]
        let ofKind = expected { names.contains($0["type"]) }
        #expect(try await lines(of: store, ordersInMemoryMax: 4).count > ofKind.count)
        #expect(try await lines(of: store, .now(.distantFuture), byKind) == ofKind)
        #expect(!ofKind.isEmpty)

        var byActor = EventSelection()
        byActor.actor = "reviewer-1"
        let actors = parsed.compactMap { $0["context"]?["actor"] }
        guard case .string(let someone)? = actors.last else { throw NoSuchField() }
        byActor.actor = PersonID(someone)
        #expect(
            try await lines(of: store, .now(.distantFuture), byActor)
                == expected { $0["context"]?["actor"] == .string(someone) })

        guard case .string(let number)? = parsed[40]["order"] else { throw NoSuchField() }
        var byOrder = EventSelection()
        byOrder.order = OrderID(number)
        let ofOrder = expected { $0["order"] == .string(number) }
        #expect(ofOrder.count > 1)
        #expect(try await lines(of: store, .now(.distantFuture), byOrder) == ofOrder)

        guard case .string(let from)? = parsed[100]["at"],
            case .string(let to)? = parsed[200]["at"], let first = Instant(from),
            let last = Instant(to)
        else { throw NoSuchField() }
        var byTime = EventSelection()
        byTime.from = min(first, last)
        byTime.to = max(first, last)
        let ofTime = expected { event in
            guard case .string(let at)? = event["at"], let instant = Instant(at) else {
                return false
            }
            return byTime.from ?? .distantPast <= instant && instant <= byTime.to ?? .distantFuture
        }
        #expect(ofTime.count > 1)
        #expect(try await lines(of: store, .now(.distantFuture), byTime) == ofTime)
    }

    private struct NoSuchField: Error {}

    @Test func `as of a position is what was replayed then`() async throws {
        let store = try await Self.shop.value
        let all = try await lines(of: store)
        #expect(try await lines(of: store, .position(150)) == Array(all.prefix(150)))
        #expect(try await lines(of: store, .position(0)).isEmpty)
    }

    @Test func `as of a time leaves out what happened later, also from the orders`() async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle([
            register(), apply(minute: 90), register("KM-2", minute: 5), apply("KM-2", minute: 10),
        ])
        let moment = AsOf.instant(Sample.paidAt.adding(minutes: 20))
        for memory in [1, 1_000] {
            let kinds = try await lines(of: store, moment, ordersInMemoryMax: memory).map {
                try JSONValue.parse($0)["type"]
            }
            #expect(kinds.count == 5)
            #expect(kinds.last == .string("refund_applied"))
        }
    }

    @Test func `an order folded again leaves out what had not happened`() async throws {
        let store = try await Backend.memory.store().store
        // The last is refused, because it would go back in time, but it happened.
        _ = try await Ledger(store: store).handle([
            register(), apply(minute: 90), register("KM-2"), register("KM-3"), register("KM-4"),
            action("change_order_state", .system, minute: 10, #""to":"unused""#),
        ])
        let moment = AsOf.instant(Sample.paidAt.adding(minutes: 20))
        for memory in [1, 1_000] {
            let last = try await lines(of: store, moment, ordersInMemoryMax: memory).last ?? ""
            let event = try JSONValue.parse(last)
            #expect(event["type"] == .string("action_refused"))
            #expect(event["after"]?["case"] == .null, "\(memory)")
        }
    }

    @Test func `known at a time is what the ledger answered then`() async throws {
        let store = MemoryEventStore()
        let clock = Sample.paidAt
        func handle(_ actions: [Action], at minute: Int64) async throws {
            _ = try await Ledger(store: store) { clock.adding(minutes: minute) }.handle(actions)
        }
        try await Ledger(store: store) { clock }.initialize()
        try await handle([register(), apply(minute: 1)], at: 10)
        let before = try await lines(of: store)
        let known = AsOf.known(by: clock.adding(minutes: 19), happenedBy: nil)
        func status(_ moment: AsOf) async throws -> OrderStatus {
            OrderStatus(
                try #require(try await Ledger.history(of: "KM-1", asOf: moment, in: store)))
        }
        let then = try await status(.now(clock.adding(minutes: 19)))
        // Recorded later, although it had happened by then.
        try await handle(
            [action("approve", .reviewer, minute: 5, #""basis":"full""#)], at: 20)
        #expect(try await lines(of: store, known) == before)
        #expect(try await status(known) == then)
        #expect(then.latestCase?.status == .underReview)
        let later = AsOf.known(by: clock.adding(minutes: 20), happenedBy: nil)
        #expect(try await status(later).latestCase?.status == .approved)
        let both = AsOf.known(
            by: clock.adding(minutes: 20), happenedBy: clock.adding(minutes: 4))
        #expect(try await status(both).latestCase?.status == .underReview)
        #expect(
            try await Ledger.history(
                of: "KM-1", asOf: .known(by: clock, happenedBy: nil), in: store
            )?.events.count == nil)
    }

    @Test(arguments: [false, true])
    func `summed up side by side the numbers are the same`(folding: Bool) async throws {
        let store = try await Self.shop.value
        let end = try await store.head().size
        for moment in [AsOf.now(.distantFuture), .position(end / 2), .position(1)] {
            for ordersInMemoryMax in [2, 1_000] {
                let replay = LogReplay(
                    store: store, moment: moment, ordersInMemoryMax: ordersInMemoryMax)
                var expected = ReplaySummary()
                try await replay.run { expected.add($0.recorded) }
                #expect(try await replay.summary(folding: folding) == expected)
            }
        }
    }

    @Test func `a summary counts and adds up`() async throws {
        let store = try await Self.shop.value
        var summary = ReplaySummary()
        try await LogReplay(store: store).run(folding: false) { summary.add($0.recorded) }
        #expect(summary.events == (try await store.head().size))
        #expect(summary.first?.position == 1 && summary.last?.position == summary.events)
        let parsed = try await lines(of: store).map { try JSONValue.parse($0) }
        func sum(_ type: String, _ field: String) -> Int64 {
            parsed.reduce(0) { sum, event in
                guard event["type"] == .string(type),
                    case .integer(let fen)? = event["payload"]?[field]
                else { return sum }
                return sum + fen
            }
        }
        #expect(summary.amounts.paid.amount == sum("order_registered", "paid_fen"))
        #expect(summary.amounts.approved.amount == sum("verdict_approved", "amount_fen"))
        #expect(summary.amounts.succeeded.amount == sum("payout_succeeded", "amount_fen"))
        #expect(summary.amounts.succeeded > .zero)
        #expect(
            summary.kinds.map(\.count).reduce(0, +) == Int64(parsed.count))
    }

    @Test func `every kind of event that names a sum is added to it`() throws {
        var summary = ReplaySummary()
        func fen(_ kind: EventKind, _ field: String) throws -> Int64 {
            let golden = try GoldenEvent(kind)
            summary.add(try EventCodec.decode(golden.entry()))
            guard case .integer(let fen)? = try JSONValue.parse(golden.json)["payload"]?[field]
            else { throw NoSuchField() }
            return fen
        }
        let paid = try fen(.orderRegistered, "paid_fen")
        let approved = try fen(.verdictApproved, "amount_fen")
        let initiated = try fen(.payoutInitiated, "amount_fen")
        let reissued = try fen(.payoutReissued, "amount_fen")
        let succeeded = try fen(.payoutSucceeded, "amount_fen")
        let reversed = try fen(.payoutReversed, "amount_fen")
        #expect(summary.amounts.paid.amount == paid)
        #expect(summary.amounts.approved.amount == approved)
        #expect(summary.amounts.initiated.amount == initiated + reissued)
        #expect(summary.amounts.succeeded.amount == succeeded)
        #expect(summary.amounts.reversed.amount == reversed)
        #expect(summary.amounts.net.amount == succeeded - reversed)
        #expect(summary.events == 6)
    }

    private static let shop = Task {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle(shopActions(500))
        return store
    }
}
