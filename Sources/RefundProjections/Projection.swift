public import RefundDomain
public import Units

/// Something that says what the rows of one table are, and nothing about how they are stored.
///
/// A projection is either an ``OrderProjection`` or an ``EventProjection``. To add one: write it
/// in a file of its own and add its name to ``Views``.
public protocol Projection: Sendable {
    /// What one row is made from.
    associatedtype Row

    /// The table, with the source of each column.
    static var table: Table<Row> { get }
}

/// Rows that follow from an order as it stands: when the order changes, they are replaced.
///
/// A row keeps its key for as long as its order lives.
public protocol OrderProjection: Projection {
    /// Lists the rows of an order.
    ///
    /// - Parameters:
    ///   - order: The order, folded from its events.
    ///   - calendar: The working days known at the order's latest event; `nil` when only the
    ///     rows' identity matters, and columns that depend on it must be null then.
    ///   - rows: Where the rows go.
    static func rows(of order: Order, _ calendar: WorkingCalendar?, into rows: inout Rows<Row>)

    /// How much of the rows may differ between two states of an order.
    ///
    /// Only speed depends on it; ``RowsChange/some`` is always right.
    static func change(from before: Order, to after: Order) -> RowsChange
}

/// How much of an order's rows may have changed.
public enum RowsChange: Sendable {
    /// Nothing: what they are made from is the same.
    case none
    /// Some: old and new rows are compared, and those that differ are written.
    case some
    /// Everything: comparing would be a waste.
    case all
}

extension OrderProjection {
    public static func change(from before: Order, to after: Order) -> RowsChange { .some }
}

/// Rows that follow from a single event: appended to a table, or added to the sums of a key.
public protocol EventProjection: Projection {
    /// Lists the rows that an event adds.
    ///
    /// - Parameters:
    ///   - entry: The event with its place.
    ///   - before: The order before it; an order without history for whole-ledger events.
    ///   - after: The order after it.
    ///   - calendar: The working days known at the event.
    ///   - rows: Where the rows go.
    static func rows(
        for entry: ViewEntry, before: Order, after: Order, _ calendar: WorkingCalendar,
        into rows: inout Rows<Row>)
}

/// An event on its way into the views.
public struct ViewEntry: Sendable {
    /// The event and its header.
    public var recorded: RecordedEvent

    /// The order whose stream it stands in; `nil` for the streams of policies and calendars.
    public var order: OrderID?

    /// Its number in that stream, from 1.
    public var version: Int64

    /// Its leaf hash in the log's Merkle tree.
    public var hash: [UInt8]

    /// Creates an entry.
    public init(recorded: RecordedEvent, order: OrderID?, version: Int64, hash: [UInt8]) {
        self.recorded = recorded
        self.order = order
        self.version = version
        self.hash = hash
    }

    var event: LedgerEvent { recorded.event }
    var header: EventHeader { recorded.header }
    var at: Instant { recorded.header.occurredAt }
}

/// A table together with the source of each of its columns.
public struct Table<Row>: Sendable {
    /// The table as a store and its users see it.
    public let description: ViewTable

    let values: [@Sendable (Row) -> SQLValue]

    init(
        _ name: String, _ doc: String, _ growth: ViewTable.Growth, key: [String],
        indexes: [[String]] = [], _ columns: [Column<Row>]
    ) {
        description = ViewTable(
            name, doc: doc, growth: growth, columns: columns.map(\.column), key: key,
            indexes: indexes)
        values = columns.filter { $0.column.derivation == nil }.map(\.value)
    }
}

/// Rows on their way into a table, one after the other in a flat list of values.
public struct Rows<Row> {
    var values: [SQLValue]
    private let sources: [@Sendable (Row) -> SQLValue]

    init(_ table: Table<Row>, taking values: inout [SQLValue]) {
        sources = table.values
        self.values = []
        swap(&self.values, &values)
    }

    /// Adds a row.
    public mutating func add(_ row: Row) {
        for source in sources { values.append(source(row)) }
    }
}
