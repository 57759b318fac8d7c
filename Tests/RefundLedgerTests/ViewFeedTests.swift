import EventLog
import EventLogSQLite
import GRDB
import LedgerTesting
import MerkleTree
import RefundDomain
import RefundLedger
import RefundProjections
import Testing
import Units
import ViewsSQLite

/// Views kept current from the log, as of now and as of any moment.
@Suite struct ViewFeedTests {
    /// Batches of 64 events, and so few orders in memory that most are forgotten, written, and folded
    /// again from the log.
    private static let small = {
        var limits = ViewFeed.Limits()
        limits.eventsPerPageMax = 16
        limits.eventsPerBatchMax = 64
        limits.ordersInMemoryMax = 24
        return limits
    }()

    @Test func `views brought forward step by step equal views made anew`() async throws {
        let store = try await Backend.memory.store().store
        let ledger = Ledger(store: store)
        let live = FedViews(views: try .inMemory())
        let feed = ViewFeed(store: store)
        var rest = try shopActions(700)[...]
        var size = 1
        while !rest.isEmpty {
            _ = try await ledger.handle(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
            size = size % 97 + 13
            try await feed.bringForward(live)
            #expect(try live.currentPosition() == (try await store.head().size))
        }
        #expect(try live.rows() == (try await FedViews.rows(of: store)))
        #expect(try live.rows().count > 1_000)
        #expect(try await feed.bringForward(live) == 0)
    }

    /// In memory sums stop at the ends of 64 bits; SQLite would go on with fractions.
    @Test func `a sum that is too large stops, however it was brought forward`() async throws {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        _ = try await ledger.handle(register())
        let live = FedViews(views: try .inMemory())
        let feed = ViewFeed(store: store)
        for (statement, amount) in [("s", Int64(1) << 53 - 1), ("t", 1 - Int64(1) << 53)] {
            for lines in [1..<1_020, 1_020..<1_040, 1_040..<1_041] {
                _ = try await ledger.handle(
                    lines.map {
                        try action(
                            "reconcile_line", .finance, minute: 1,
                            #""statement":"\#(statement)","line_no":\#($0),"#
                                + #""out_refund_no":"x","amount":\#(amount)"#)
                    })
                try await feed.bringForward(live)
            }
        }
        #expect(try live.rows() == (try await FedViews.rows(of: store)))
        let sums = try live.views.read {
            try Int64.fetchAll($0, sql: "SELECT statement_fen FROM recon_status ORDER BY 1")
        }
        #expect(sums == [.min, .max])
    }

    @Test func `a feed that goes on reads no order again, one that did not end does`() async throws
    {
        let store = WatchedStore(try await Backend.memory.store().store)
        let ledger = Ledger(store: store)
        let views = FedViews(views: try .inMemory())
        let feed = ViewFeed(store: store)
        _ = try await ledger.handle([register(), apply()])
        try await feed.bringForward(views)
        _ = try await ledger.handle(upload(minute: 2))
        let before = await store.streamsRead
        try await feed.bringForward(views)
        #expect(await store.streamsRead == before)

        // Folded by a feed whose views did not take it, the order must be read again.
        _ = try await ledger.handle(upload(minute: 3))
        await #expect(throws: CancellationError.self) {
            try await feed.bringForward(views) { _ in throw CancellationError() }
        }
        let current = try views.currentPosition()
        #expect(try await store.head().size > current)
        try await feed.bringForward(views)
        #expect(await store.streamsRead > before)
        #expect(try views.rows() == (try await FedViews.rows(of: store)))
    }

    @Test func `views under construction equal others when they are complete`() async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle(try shopActions(900))
        let new = FedViews(views: try .inMemory(), isUnderConstruction: true)
        try await ViewFeed(store: store, limits: Self.small).bringForward(new)
        #expect(try new.rows() == (try await FedViews.rows(of: store)))
    }

    @Test(arguments: [1, 3, 7])
    func `views under construction are whole when somebody asks to stop, and can be gone on with`(
        batches: Int
    ) async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle(try shopActions(900))
        let new = FedViews(views: try .inMemory(), isUnderConstruction: true)
        var left = batches
        await #expect(throws: CancellationError.self) {
            try await ViewFeed(store: store, limits: Self.small).bringForward(new) { _ in
                left -= 1
                if left == 0 { throw CancellationError() }
            }
        }
        // The batch that was folded when somebody asked is written, too.
        let reached = try new.currentPosition()
        #expect(reached == Int64(64 * batches))
        #expect(try new.rows() == (try await FedViews.rows(of: store, .position(reached))))
        try await ViewFeed(store: store, limits: Self.small).bringForward(new)
        #expect(try new.rows() == (try await FedViews.rows(of: store)))
    }

    @Test func `orders that wait for events to come are written in parts at the end`() async throws
    {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle(try shopActions(900))
        var limits = ViewFeed.Limits()
        limits.waitingOrdersMax = 6
        let new = FedViews(views: try .inMemory(), isUnderConstruction: true)
        try await ViewFeed(store: store, limits: limits).bringForward(new)
        #expect(try new.rows() == (try await FedViews.rows(of: store)))
    }

    @Test func `views as of a time pass over whole batches that happened later`() async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle([
            register("KM-2"), apply("KM-2", minute: 90), register("KM-1"), apply("KM-1", minute: 5),
        ])
        var limits = ViewFeed.Limits()
        (limits.eventsPerPageMax, limits.eventsPerBatchMax) = (1, 1)
        let moment = Sample.paidAt.adding(minutes: 10)
        let views = FedViews(views: try .inMemory())
        try await ViewFeed(store: store, moment: .instant(moment), limits: limits)
            .bringForward(views)
        #expect(try views.views.report(judgedAt: moment).cases == 1)
        #expect(try views.currentPosition() == (try await store.head().size))
    }

    @Test func `workers side by side give the rows that one fold gives`() async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle(try shopActions(900))
        var orders: [StreamID: ViewOrder] = [:]
        var calendars = CalendarBook()
        var batch = ViewBatch(after: 0)
        for entry in try await store.readAll(after: 0, limit: EventLogLimits.pageMax) {
            let recorded = try EventCodec.decode(entry, withKey: false)
            if let number = entry.name.flatMap(Streams.order) {
                orders[entry.stream] = ViewOrder(Order(number))
            }
            if case .calendarPublished(let event) = recorded.event {
                calendars.add(event, at: entry.occurredAt)
            }
            let order = orders[entry.stream]
            let leaf = MerkleTree.leafHash(entry.bytes)
            let view = ViewEntry(
                recorded: recorded, order: order?.order.number, version: entry.version,
                hash: try #require(ContentHash(bytes: leaf.bytes)))
            batch.add(view, to: order, calendar: calendars.inForce(at: entry.occurredAt))
        }
        #expect(orders.count > 100)
        let alone = FedViews(views: try .inMemory())
        try alone.views.write(batch)
        #expect(try alone.rows() == (try await FedViews.rows(of: store)))
    }

    @Test func `views as of a position equal the views of that time`() async throws {
        let store = try await Backend.memory.store().store
        let ledger = Ledger(store: store)
        let actions = try shopActions(400)
        var then: [(position: Position, rows: [String])] = []
        for part in 0..<4 {
            _ = try await ledger.handle(Array(actions[(part * 100)..<(part * 100 + 100)]))
            then.append((try await store.head().size, try await FedViews.rows(of: store)))
        }
        for (position, rows) in then {
            #expect(try await FedViews.rows(of: store, .position(position)) == rows)
        }
        let none = FedViews(views: try .inMemory())
        #expect(try await ViewFeed(store: store, moment: .position(0)).bringForward(none) == 0)
    }

    @Test func `views as of a time count what had happened by then`() async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle([
            register("KM-1"), apply("KM-1", minute: 30), register("KM-2", minute: 60),
            apply("KM-2", minute: 90),
        ])
        func report(_ minute: Int64) async throws -> Report {
            let moment = Sample.paidAt.adding(minutes: minute)
            let views = FedViews(views: try .inMemory())
            try await ViewFeed(store: store, moment: .instant(moment)).bringForward(views)
            return try views.views.report(judgedAt: moment)
        }
        let counts: [(Int64, Int64, Int64)] = [
            (-1, 0, 0), (0, 1, 0), (29, 1, 0), (30, 1, 1), (60, 2, 1), (90, 2, 2),
        ]
        for (minute, orders, cases) in counts {
            let found = try await report(minute)
            #expect(found.orders == orders && found.cases == cases, "minute \(minute)")
        }
    }

    @Test func `views as of a time leave out what was recorded earlier but happened later`()
        async throws
    {
        let store = try await Backend.memory.store().store
        // Orders are independent of one another: KM-2 is recorded first and happens later.
        _ = try await Ledger(store: store).handle([
            register("KM-2"), apply("KM-2", minute: 90), register("KM-1"), apply("KM-1", minute: 5),
        ])
        let moment = Sample.paidAt.adding(minutes: 10)
        let views = FedViews(views: try .inMemory())
        try await ViewFeed(store: store, moment: .instant(moment)).bringForward(views)
        #expect(try views.views.report(judgedAt: moment).cases == 1)
        let cases = try views.views.read { db in
            try String.fetchAll(db, sql: "SELECT order_no FROM refund_case")
        }
        #expect(cases == ["KM-1"])
    }

    @Test func `any SQL tool reads the views while the ledger writes`() async throws {
        let directory = try TemporaryLedger()
        let store = try directory.create()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        let views = FedViews(views: try .create(directory.path))
        try await ViewFeed(store: store).bringForward(views)

        let actions = try shopActions(600)
        let writing = Task {
            for start in stride(from: 0, to: actions.count, by: 20) {
                _ = try await ledger.handle(Array(actions[start..<(start + 20)]))
                try await ViewFeed(store: store).bringForward(views)
            }
        }
        var configuration = Configuration()
        configuration.readonly = true
        let reader = try DatabaseQueue(
            path: "\(directory.path)/views.sqlite", configuration: configuration)
        var seen: [Int64] = [0]
        for _ in 1...60 {
            let (position, counted) = try await reader.read { db in
                (
                    try Int64.fetchOne(db, sql: "SELECT position FROM views_position") ?? -1,
                    try Int64.fetchOne(db, sql: "SELECT sum(count) FROM event_count") ?? -1
                )
            }
            #expect(position == counted && position >= seen.last ?? 0)
            seen.append(position)
            try await Task.sleep(for: .milliseconds(5))
        }
        try await writing.value
        #expect(throws: DatabaseError.self) {
            try reader.write { try $0.execute(sql: "DELETE FROM views_position") }
        }
        try reader.close()
        try views.views.close()
        try store.close()
    }
}
