public import RefundDomain
public import Units

/// Something that says what the rows of one table are, and nothing about how they are stored.
///
/// A projection is either an ``OrderProjection`` or an ``EventProjection``. To add one: write it
/// in a file of its own and add its name to ``Views``.
public protocol Projection: Sendable {
    /// What one row is made from.
    associatedtype Row

    /// The table; its columns apart.
    static var table: Table { get }

    /// Shows each column to a visitor, in order.
    static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row
}

extension Projection {
    /// The table with its columns, as a store and its users see it.
    public static var description: ViewTable {
        var describer = ColumnDescriber<Row>()
        columns(&describer)
        return ViewTable(
            table.name, doc: table.doc, growth: table.growth, columns: describer.columns,
            key: table.key, indexes: table.indexes)
    }
}

/// Rows that follow from an order as it stands: when the order changes, they are replaced.
///
/// A row keeps its key for as long as its order lives, and none is ever removed: the parts of an
/// order are added and changed, never taken away.
public protocol OrderProjection: Projection {
    /// Lists the rows of an order.
    ///
    /// - Parameters:
    ///   - folded: The order, folded from its events, with the working days known at the latest.
    ///     It is lent as it lies in memory: a copy of an order costs as much as all of its rows.
    ///   - rows: Where the rows go.
    static func rows(of folded: ViewOrder, into rows: inout Rows<Self>)
}

/// Rows that follow from a single event: appended to a table, or added to the sums of a key.
public protocol EventProjection: Projection {
    /// The kinds of events that it looks at; `nil` for all.
    static var kinds: Set<EventKind>? { get }

    /// Lists the rows that an event adds.
    ///
    /// - Parameters:
    ///   - entry: The event with its place.
    ///   - effect: What it changed.
    ///   - after: The order after it; an order without history for whole-ledger events.
    ///   - calendar: The working days known at the event.
    ///   - rows: Where the rows go.
    static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>)
}

/// An event on its way into the views.
///
/// A class, because every projection keeps the event while its row is written, and a structure of
/// this size would be copied each time, reference by reference.
public final class ViewEntry: Sendable {
    /// The event and its header.
    public let recorded: RecordedEvent

    /// The order whose stream it stands in; `nil` for the streams of policies and calendars.
    public let order: OrderID?

    /// Its number in that stream, from 1.
    public let version: Int64

    /// Its leaf hash in the log's Merkle tree.
    public let hash: ContentHash

    /// Creates an entry.
    public init(recorded: RecordedEvent, order: OrderID?, version: Int64, hash: ContentHash) {
        self.recorded = recorded
        self.order = order
        self.version = version
        self.hash = hash
    }

    var event: LedgerEvent { recorded.event }
    var header: EventHeader { recorded.header }
    var at: Instant { recorded.header.occurredAt }
}

/// What a table is, apart from its columns.
public struct Table: Sendable {
    let name: String
    let doc: String
    let growth: ViewTable.Growth
    let key: [String]
    let indexes: [[String]]

    init(
        _ name: String, _ doc: String, _ growth: ViewTable.Growth, key: [String],
        indexes: [[String]] = []
    ) {
        self.name = name
        self.doc = doc
        self.growth = growth
        self.key = key
        self.indexes = indexes
    }
}

/// Rows on their way into the table of a projection.
public struct Rows<P: Projection> {
    private var buffer = RowBuffer()

    private init() {}

    /// Appends to a buffer while `body` runs; the buffer is moved in and out, not copied.
    @inline(__always)
    static func append(to buffer: inout RowBuffer, _ body: (inout Rows<P>) -> Void) {
        var rows = Rows()
        swap(&rows.buffer, &buffer)
        body(&rows)
        swap(&rows.buffer, &buffer)
    }

    /// Adds a row.
    public mutating func add(_ row: P.Row) {
        var writer = ColumnWriter(row: row, buffer: RowBuffer())
        swap(&writer.buffer, &buffer)
        P.columns(&writer)
        writer.buffer.endRow()
        swap(&writer.buffer, &buffer)
    }
}

/// An order projection of any kind of row.
///
/// Made where the kind is known, so that the compiler writes the code for each kind.
struct AnyOrderProjection: Sendable {
    let table: ViewTable
    let collect: @Sendable (ViewOrder, inout RowBuffer) -> Void

    @inline(__always)
    init<P: OrderProjection>(_ projection: P.Type) {
        table = P.description
        collect = { folded, buffer in
            Rows<P>.append(to: &buffer) {
                P.rows(of: folded, into: &$0)
            }
        }
    }
}

/// An event projection of any kind of row.
struct AnyEventProjection: Sendable {
    typealias Collect =
        @Sendable (
            ViewEntry, EventEffect, ViewOrder, WorkingCalendar, inout RowBuffer
        ) -> Void

    let table: ViewTable
    let kinds: Set<EventKind>?
    let collect: Collect

    @inline(__always)
    init<P: EventProjection>(_ projection: P.Type) {
        table = P.description
        kinds = P.kinds
        collect = { entry, effect, after, calendar, buffer in
            Rows<P>.append(to: &buffer) {
                P.rows(for: entry, effect, after: after, calendar, into: &$0)
            }
        }
    }
}
