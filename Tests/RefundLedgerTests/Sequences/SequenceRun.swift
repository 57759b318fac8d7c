import EventLog
import GRDB
import JSONText
import LedgerTesting
import Records
import RefundDomain
import Units
import ViewsSQLite

@testable import RefundLedger

/// Plays lines on a ledger and checks after each what must always hold.
///
/// After every action: money, status from views, keys, positions. At the end, because they read
/// everything: answers given earlier, views made anew and of an earlier position, the bytes of
/// decoded and encoded events, export and import, and the audit.
final class SequenceRun {
    let store: any EventStore
    private let keep: TemporaryLedger?
    private var ledger: Ledger
    private let live: FedViews
    private var count = 0
    /// The orders after the latest action, and what was published by then, if it was read.
    private var orders: [OrderID: Order] = [:]
    private var facts: Facts?
    /// Content that was recorded under a key, by scope and key; it must record nothing again.
    private var recorded: [String: String] = [:]
    /// What was refused because its key counts for another action.
    private var refused: Set<String> = []
    /// What was answered: as of each position, and as of each time by the latest answer.
    private var byPosition: [(order: OrderID, position: Position, status: String)] = []
    private var byTime: [OrderID: [Instant: String]] = [:]
    /// The rows of the views at one position.
    private var then: (position: Position, rows: [String])?

    /// Starts a ledger: on SQLite with the built-in policy and calendar; in memory without any, so
    /// that the same defaults hold, working days are Monday to Friday, and it is quicker.
    init(backend: Backend) async throws {
        (store, keep) =
            switch backend {
            case .memory: (MemoryEventStore(), nil)
            case .sqlite: try await backend.store()
            }
        ledger = Ledger(store: store, ordersInMemoryMax: 2)
        live = FedViews(views: try .inMemory())
    }

    /// The orders, and what is published.
    func situation() async throws -> ([OrderID: Order], Facts) {
        if facts == nil {
            let books = try await Ledger.books(in: store, through: nil)
            facts = Facts(policies: books.policies, calendars: books.calendars)
        }
        return (orders, facts ?? .standard)
    }

    /// Records a line and checks what must hold after it.
    func play(_ line: String) async throws {
        let action = try parse(line)
        let before = try await store.head().size
        // A ledger that starts anew must know what the one before it knew.
        if count % 4 == 3 { ledger = Ledger(store: store, ordersInMemoryMax: 2) }
        let outcome = try await ledger.handle(action)
        count += 1
        try checkPositions(outcome, after: before)
        try checkKey(action, outcome, line)
        let end = try await store.head().size
        try await ViewFeed(store: store).bringForward(live)
        if action.order == nil { facts = nil }
        if action.body is PublishCalendar {
            // Answers as of later times may now count other working days.
            for id in byTime.keys { byTime[id] = byTime[id]?.filter { $0.key < action.at } }
        }
        for id in Set(outcome.events.compactMap(\.order) + [action.order].compactMap { $0 }) {
            try await check(id, at: action.at, through: end)
        }
        if count == 9 { then = (end, try live.rows()) }
    }

    /// Checks what reads the whole ledger.
    func finish() async throws {
        for (id, position, status) in byPosition {
            let again = try await self.status(id, .position(position))
            try Violation.unless(
                again == status, "as of a position as then",
                "\(id) at \(position): \(again ?? "nothing"), then \(status)")
        }
        for (id, answers) in byTime {
            for (time, status) in answers {
                let again = try await self.status(id, .instant(time), withPosition: false)
                try Violation.unless(
                    again == status, "as of a time as then",
                    "\(id) at \(time): \(again ?? "nothing"), then \(status)")
            }
        }
        let rows = try live.rows()
        try Violation.unless(
            rows, equals: try await FedViews.rows(of: store), "rebuilt views equal live ones")
        if let then {
            try Violation.unless(
                try await FedViews.rows(of: store, .position(then.position)), equals: then.rows,
                "views of a position equal those of then")
        }
        try await checkCopy()
        let deviations = try await audit(store).deviations
        try Violation.unless(deviations.isEmpty, "nothing deviates", "\(deviations)")
    }
}

extension SequenceRun {
    private func history(_ id: OrderID, _ moment: AsOf) async throws -> OrderHistory? {
        try await Ledger.history(of: id, asOf: moment, in: store)
    }

    /// The answer of `status`; without the position for a time, because a refusal that is recorded
    /// later may say an earlier time.
    private func status(
        _ id: OrderID, _ moment: AsOf, withPosition: Bool = true
    ) async throws -> String? {
        guard let history = try await history(id, moment) else { return nil }
        let text = text(OrderStatus(history))
        return withPosition ? text : text.replacing(/,"position":\d+/, with: "")
    }

    /// What is answered without any limit at the present moment, which is what must be answered
    /// as of that moment later; `nil` when something was recorded of later than that.
    private func statusNow(_ id: OrderID, at time: Instant) async throws -> String? {
        guard let latest = orders[id]?.latestEventAt, latest <= time else { return nil }
        return try await status(id, .now(time), withPosition: false)
    }

    private func text(_ status: OrderStatus) -> String {
        var writer = JSONWriter()
        status.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func checkPositions(_ outcome: Outcome, after before: Position) throws {
        let expected = (0..<outcome.events.count).map { before + 1 + Position($0) }
        try Violation.unless(
            outcome.events.map(\.position) == expected, "positions follow one another",
            "\(outcome.events.map(\.position)) after \(before)")
    }

    /// The same content under the same key records nothing, other content is refused, once.
    private func checkKey(_ action: Action, _ outcome: Outcome, _ line: String) throws {
        guard let key = action.key else { return }
        let name = "\(action.order?.text ?? "") \(key.text)"
        let content = line.replacing(/"at":"[^"]*"/, with: "")
        if let known = recorded[name] {
            let isSame = known == content || !refused.insert(name + content).inserted
            try Violation.unless(
                isSame ? outcome.events.isEmpty : outcome.refusal?.code == .keyConflict,
                "a key counts once", "\(outcome) for \(line)")
        } else if !outcome.events.isEmpty {
            recorded[name] = content
        }
    }

    private func check(_ id: OrderID, at time: Instant, through end: Position) async throws {
        guard let history = try await history(id, .position(end)) else { return }
        let order = history.order
        orders[id] = order
        try checkMoney(order)
        try checkViews(order, judgedAt: history.judgedAt)
        byTime[id] = byTime[id]?.filter { $0.key < time }
        // Asked again at the end, every second answer one way and every second the other.
        if count % 2 == 0 {
            byPosition.append((id, end, text(OrderStatus(history))))
        } else {
            byTime[id, default: [:]][time] = try await statusNow(id, at: time)
        }
    }

    /// `0 <= paid_out + in_flight <= approved <= paid`, for the order, each line and each tender.
    private func checkMoney(_ order: Order) throws {
        guard let registration = order.registration else { return }
        let money = order.money
        let property = "money adds up"
        let moving = money.paidOut + money.inFlight
        try Violation.unless(
            .zero <= moving && moving <= money.approved && money.approved <= money.paid, property,
            "\(order.number): \(money)")
        for line in registration.lines {
            try Violation.unless(
                (Fen.zero...line.paid).contains(order.left(on: line)), property,
                "\(order.number) \(line.id): \(order.left(on: line)) left")
        }
        for tender in registration.tenders {
            let left = order.left(on: tender)
            let payouts = order.payouts.filter {
                $0.tenderID == tender.id && ($0.isInFlight || $0.status == .succeeded)
            }
            try Violation.unless(
                (Fen.zero...tender.paid).contains(left)
                    && payouts.map(\.amount).sum() <= tender.paid - left,
                property, "\(order.number) \(tender.id): \(left) left")
        }
    }

    /// The views say of an order what its events amount to.
    private func checkViews(_ order: Order, judgedAt: Instant) throws {
        let (number, money) = (order.number.text, order.money)
        var expected: [String] = []
        if order.registration != nil {
            expected.append(
                [
                    order.state.name, "\(money.paid.amount)", "\(money.approved.amount)",
                    "\(money.inFlight.amount)", "\(money.paidOut.amount)",
                    "\(money.refundable.amount)", money.refundStatus.name,
                    order.cases.last?.status.name ?? "", "\(order.positions.last ?? 0)",
                ].joined(separator: " "))
        }
        expected += order.cases.map { "\($0.id) \($0.status.name)" }
        expected += order.clocks.map {
            "\($0.name.name) \($0.cycle) \($0.dueAt.milliseconds) \($0.outcome(at: judgedAt).name)"
        }
        let found = try live.views.read { db in
            try Self.statusQueries.flatMap {
                try String.fetchAll(db, sql: $0, arguments: [number])
            }
        }
        try Violation.unless(
            found.sorted(), equals: expected.sorted(), "status from views equals the folded one")
    }

    /// What the views say of an order, one text a row.
    private static let statusQueries = [
        """
        SELECT order_state || ' ' || paid_fen || ' ' || approved_fen || ' ' || in_flight_fen
            || ' ' || paid_out_fen || ' ' || refundable_fen || ' ' || refund_status
            || ' ' || ifnull(latest_case_status, '') || ' ' || last_position
        FROM order_status WHERE order_no = ?1
        """,
        "SELECT case_id || ' ' || status FROM refund_case WHERE order_no = ?1",
        """
        SELECT clock || ' ' || cycle || ' ' || due_at || ' ' || outcome
        FROM sla_clock WHERE order_no = ?1
        """,
    ]

    /// Decoded and encoded events have the same bytes; an import of the export has the same root.
    private func checkCopy() async throws {
        for entry in try await store.readAll(after: 0, limit: 65_536) {
            let recorded = try EventCodec.decode(entry)
            let again = EventCodec.encode(
                EventDraft(event: recorded.event, context: recorded.header.context),
                at: recorded.header.occurredAt, key: recorded.header.key)
            let isSameContent = again.payload == entry.payload && again.context == entry.context
            try Violation.unless(
                isSameContent && again.key == entry.key && again.type == entry.type,
                "decoded and encoded is the same", "position \(entry.position)")
        }
        let expected = try await store.head()
        guard expected.size > 0 else { return }
        let lines = try await ImportTests.lines(of: store)
        let found = try await ImportTests.import(lines, into: MemoryEventStore())
        try Violation.unless(
            found == expected, "an import of the export has the same root",
            "\(found), \(expected)")
    }
}
