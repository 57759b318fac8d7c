import RefundDomain

/// An order projection of any kind of row.
///
/// Made where the kind is known, so that the compiler writes the code for each kind.
struct AnyOrderProjection: Sendable {
    let table: ViewTable
    let change: @Sendable (Order, Order) -> RowsChange
    let collect: @Sendable (Order, WorkingCalendar?, inout [SQLValue]) -> Void

    @inline(__always)
    init<P: OrderProjection>(_ projection: P.Type) {
        table = P.table.description
        change = { P.change(from: $0, to: $1) }
        collect = { order, calendar, values in
            var rows = Rows(P.table, taking: &values)
            P.rows(of: order, calendar, into: &rows)
            swap(&rows.values, &values)
        }
    }
}

/// An event projection of any kind of row.
struct AnyEventProjection: Sendable {
    let table: ViewTable
    let collect: @Sendable (ViewEntry, Order, Order, WorkingCalendar, inout [SQLValue]) -> Void

    @inline(__always)
    init<P: EventProjection>(_ projection: P.Type) {
        table = P.table.description
        collect = { entry, before, after, calendar, values in
            var rows = Rows(P.table, taking: &values)
            P.rows(for: entry, before: before, after: after, calendar, into: &rows)
            swap(&rows.values, &values)
        }
    }
}
