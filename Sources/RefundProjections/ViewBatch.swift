public import RefundDomain
public import Units

/// A run of events, in order of position, on its way into the views.
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

        func change(_ projection: AnyOrderProjection) -> RowsChange {
            before.positions.isEmpty ? .all : projection.change(before, after)
        }
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
    ///   - entry: The event; its position is above that of the event before. Views of the whole
    ///     ledger take every position; views as of a moment leave out what came later.
    ///   - before: Its order before it; for the first event of the order in this batch that is
    ///     the order as the views hold it. An order without history for whole-ledger events.
    ///   - after: Its order after it.
    ///   - calendar: The working days known at this position.
    public mutating func add(
        _ entry: ViewEntry, before: Order, after: Order, calendar: WorkingCalendar
    ) {
        precondition(
            entry.recorded.header.position > through,
            "event \(entry.recorded.header.position) after \(through)")
        through = entry.recorded.header.position
        recordedAt = entry.recorded.header.recordedAt
        count += 1
        let projections = Views.events
        for place in projections.indices {
            projections[place].collect(entry, before, after, calendar, &appended[place])
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
        let sorted = places.sorted { $0.key < $1.key }.map(\.value)
        var tables = Views.orders.map { TableChange(table: $0.table) }
        var (old, new): ([SQLValue], [SQLValue]) = ([], [])
        for place in sorted {
            let order = touched[place]
            for (table, projection) in Views.orders.enumerated() {
                switch order.change(projection) {
                case .none: continue
                case .all:
                    projection.collect(order.after, order.calendar, &tables[table].rows)
                case .some:
                    old.removeAll(keepingCapacity: true)
                    new.removeAll(keepingCapacity: true)
                    projection.collect(order.before, nil, &old)
                    projection.collect(order.after, order.calendar, &new)
                    tables[table].add(from: old, to: new)
                }
            }
        }
        for (projection, values) in zip(Views.events, appended) {
            tables.append(TableChange(table: projection.table, adding: values))
        }
        return ViewChanges(
            after: after, through: through, count: count, recordedAt: recordedAt,
            tables: tables.filter { !$0.isEmpty })
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
