public import RefundDomain
public import Units

/// A run of consecutive events on its way into the views.
///
/// It is bounded by the caller, who hands it to a store after so many events; an order that was
/// touched many times is written once.
public struct ViewBatch: Sendable {
    /// The position the views must be current to before this batch.
    public let after: Int64

    /// The position they are current to afterwards.
    public private(set) var through: Int64

    /// How many events it holds.
    public private(set) var count = 0

    private struct Touched {
        let before: Order
        var after: Order
        var calendar: WorkingCalendar
    }

    private var recordedAt = Instant(milliseconds: 0)
    private var places: [OrderID: Int] = [:]
    private var touched: [Touched] = []
    private var appended = Views.events.map { _ in [SQLValue]() }

    /// An empty batch that follows a position; 0 for views without any event.
    public init(after position: Int64) {
        after = position
        through = position
    }

    /// Takes the next event.
    ///
    /// - Parameters:
    ///   - entry: The event; its position is one more than that of the event before.
    ///   - before: Its order before it; for the first event of the order in this batch that is
    ///     the order as the views hold it. An order without history for whole-ledger events.
    ///   - after: Its order after it.
    ///   - calendar: The working days known at this position.
    public mutating func add(
        _ entry: ViewEntry, before: Order, after: Order, calendar: WorkingCalendar
    ) {
        precondition(
            entry.recorded.header.position == through + 1,
            "event \(entry.recorded.header.position) after \(through)")
        through = entry.recorded.header.position
        recordedAt = entry.recorded.header.recordedAt
        count += 1
        for (place, projection) in Views.events.enumerated() {
            projection.collect(entry, before, after, calendar, into: &appended[place])
        }
        guard let order = entry.order else { return }
        if let place = places[order] {
            touched[place].after = after
            touched[place].calendar = calendar
        } else {
            places[order] = touched.count
            touched.append(Touched(before: before, after: after, calendar: calendar))
        }
    }

    /// Passes over events that do not count, up to a position.
    public mutating func skip(to position: Int64) { through = max(through, position) }

    /// What has to be written, table by table.
    public func changes() -> ViewChanges {
        // In order of key: neighbours in a table are then written together.
        let orders = touched.sorted { $0.after.number < $1.after.number }
        var tables: [TableChange] = []
        for projection in Views.orders {
            var change = TableChange(table: Self.table(of: projection))
            var (old, new): ([SQLValue], [SQLValue]) = ([], [])
            for order in orders {
                old.removeAll(keepingCapacity: true)
                new.removeAll(keepingCapacity: true)
                if !order.before.positions.isEmpty {
                    projection.collect(order.before, nil, into: &old)
                }
                projection.collect(order.after, order.calendar, into: &new)
                change.add(from: old, to: new)
            }
            tables.append(change)
        }
        for (projection, values) in zip(Views.events, appended) {
            var change = TableChange(table: Self.table(of: projection))
            change.add(values)
            tables.append(change)
        }
        return ViewChanges(
            after: after, through: through, count: count, recordedAt: recordedAt,
            tables: tables.filter { !$0.isEmpty })
    }

    private static func table<P: Projection>(of projection: P.Type) -> ViewTable {
        projection.table.description
    }
}

/// What a batch of events changes in the views.
public struct ViewChanges: Sendable {
    /// The position the views must be current to before.
    public let after: Int64
    /// The position they are current to afterwards.
    public let through: Int64
    /// How many events it stands for.
    public let count: Int
    /// When the latest of them was recorded, in UTC milliseconds, by the ledger's clock.
    public let recordedAt: Instant
    /// The tables that change.
    public let tables: [TableChange]
}
