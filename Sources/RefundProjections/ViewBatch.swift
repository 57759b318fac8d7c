public import RefundDomain
public import Units

/// A run of events, in order of position, on its way into the views.
///
/// It is bounded by the caller, who hands it to a store after so many events; an order that was
/// touched many times is written once. Views that nobody reads yet can have orders written even
/// more seldom: not before they are forgotten.
public struct ViewBatch {
    /// The position the views must be current to before this batch.
    public let after: Int64

    /// The position they are current to afterwards.
    public private(set) var through: Int64

    /// How many events it holds.
    public private(set) var count = 0

    private var recordedAt = Instant(milliseconds: 0)
    private var touched: [ViewOrder] = []
    private var appended = Views.events.map { _ in RowBuffer() }
    private var counts: [Int64] = Array(repeating: 0, count: EventKind.allCases.count + 1)

    /// An empty batch that follows a position; 0 for views without any event.
    public init(after position: Int64) {
        after = position
        through = position
    }

    /// The batch that follows another one, with the orders whose rows still wait.
    public init(following earlier: ViewBatch) {
        self.init(after: earlier.through)
        touched = earlier.touched.filter(\.isWaiting)
        appended = earlier.appended.map { RowBuffer(sizedLike: $0) }
    }

    /// Takes the next event and folds it into its order.
    ///
    /// - Parameters:
    ///   - entry: The event; its position is above that of the event before. Views of the whole
    ///     ledger take every position; views as of a moment leave out what came later.
    ///   - order: Its order before it, the same value for all of the order's events in a batch;
    ///     it must not be touched by another batch before ``changes()``. `nil` for whole-ledger
    ///     events.
    ///   - calendar: The working days known at this position.
    public mutating func add(_ entry: ViewEntry, to order: ViewOrder?, calendar: WorkingCalendar) {
        precondition(
            entry.header.position > through, "event \(entry.header.position) after \(through)")
        through = entry.header.position
        recordedAt = entry.header.recordedAt
        count += 1
        let kind = entry.event.kind
        counts[Int(kind.rawValue)] += 1
        guard let order else {
            let none = ViewOrder(Order(ledgerKeys: UsedKeys()))
            return project(
                entry, kind, EventEffect(of: entry.event, on: none), none, calendar)
        }
        var effect = EventEffect(of: entry.event, on: order)
        order.order.evolve(entry.event, entry.header)
        order.calendar = calendar
        if kind.movesMoney { order.sumMoney() }
        effect.complete(entry, order)
        project(entry, kind, effect, order, calendar)
        guard !order.isWaiting else { return }
        order.isWaiting = true
        touched.append(order)
    }

    /// Passes over events that do not count, up to a position.
    public mutating func skip(to position: Int64) { through = max(through, position) }

    private mutating func project(
        _ entry: ViewEntry, _ kind: EventKind, _ effect: EventEffect, _ order: ViewOrder,
        _ calendar: WorkingCalendar
    ) {
        for place in Views.interested[Int(kind.rawValue)] {
            Views.events[place].collect(entry, effect, order, calendar, &appended[place])
        }
    }

    /// Works out the rows.
    ///
    /// - Parameter isComplete: Whether all rows of orders are needed now; otherwise those of
    ///   orders that are remembered wait for a batch that follows.
    /// - Returns: What has to be written, table by table.
    public func changes(isComplete: Bool = true) -> ViewChanges {
        // In order of key: neighbours in a table are then written together.
        let sorted = touched.filter { isComplete || !$0.isRemembered }
            .sorted { $0.order.number < $1.order.number }
        var tables = Self.rows(of: sorted)
        for (projection, rows) in zip(Views.events, appended) {
            tables.append(TableChange(table: projection.table, adding: rows))
        }
        tables.append(
            TableChange(
                table: Views.counts, adding: EventCounts.rows(of: counts)))
        return ViewChanges(
            after: after, through: through, count: count, recordedAt: recordedAt,
            tables: tables.filter { !$0.isEmpty })
    }

    /// Works out the rows of some orders that still wait, when no more events follow.
    ///
    /// - Parameter ordersMax: The most orders; they are taken in order of key.
    /// - Returns: What has to be written; `nil` when no order waits.
    public mutating func takeWaiting(ordersMax: Int) -> ViewChanges? {
        precondition(count == 0, "events of a batch come before orders that wait")
        guard !touched.isEmpty else { return nil }
        // In order already, but for the first time.
        touched.sort { $0.order.number < $1.order.number }
        let taken = Array(touched.prefix(ordersMax))
        touched.removeFirst(taken.count)
        return ViewChanges(
            after: through, through: through, count: 0, recordedAt: recordedAt,
            tables: Self.rows(of: taken).filter { !$0.isEmpty })
    }

    private static func rows(of orders: [ViewOrder]) -> [TableChange] {
        for order in orders { order.isWaiting = false }
        return Views.orders.map { projection in
            var change = TableChange(table: projection.table)
            for order in orders { projection.collect(order, &change.rows) }
            return change
        }
    }
}

/// What a batch of events changes in the views.
public struct ViewChanges: Sendable {
    /// The position the views must be current to before.
    public let after: Int64
    /// The position they are current to afterwards.
    public let through: Int64
    /// How many events it stands for; none when it holds the rest of earlier ones.
    public private(set) var count: Int
    /// When the latest of them was recorded, in UTC milliseconds, by the ledger's clock.
    public private(set) var recordedAt: Instant
    /// The tables that change.
    public private(set) var tables: [TableChange]

    /// Takes in what another worker made of the rest of the same run of events.
    public mutating func add(_ other: ViewChanges) {
        precondition(other.after == after && other.through == through, "not the same events")
        count += other.count
        recordedAt = max(recordedAt, other.recordedAt)
        for change in other.tables {
            if let place = tables.firstIndex(where: { $0.table.name == change.table.name }) {
                tables[place].add(change)
            } else {
                tables.append(change)
            }
        }
    }

    /// The same changes in one table alone.
    public func only(_ name: String) -> ViewChanges {
        ViewChanges(
            after: after, through: through, count: count, recordedAt: recordedAt,
            tables: tables.filter { $0.table.name == name })
    }
}

extension EventKind {
    /// Whether an event of this kind may change what ``OrderSums`` adds up.
    fileprivate var movesMoney: Bool {
        switch self {
        case .orderRegistered, .verdictApproved, .verdictRejected, .verdictVoided,
            .payoutInitiated, .payoutAccepted, .payoutSucceeded, .payoutFailed, .payoutRetried,
            .payoutReissued, .payoutReversed:
            true
        case .orderStateChanged, .itemStateObserved, .refundApplied, .applicationAmended,
            .applicationWithdrawn, .extensionRequested, .extensionGranted, .extensionDenied,
            .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined, .evidenceErased,
            .supplementRequested, .supplementProvided, .supplementLapsed, .contactAttempted,
            .reviewAssigned, .negotiationRequested, .partialOfferMade, .partialOfferAccepted,
            .partialOfferDeclined, .partialOfferLapsed, .appealFiled, .appealDecided,
            .arrivalConfirmed, .arrivalPresumed, .arrivalDisputed, .statementLineMatched,
            .statementMismatchFound, .payoutChased, .chaseAnswered, .complaintFiled,
            .complaintAcknowledged, .complaintResponded, .complaintEscalated, .complaintResolved,
            .complaintWithdrawn, .actionRefused, .offPlatformContactReported, .riskSignalRaised,
            .listingFlagged, .slaBreachRecorded, .deadlineRecomputed, .caseClosed, .noteAdded,
            .correctionRecorded, .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            false
        }
    }
}
