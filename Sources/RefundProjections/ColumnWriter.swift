import Units

/// Writes the values of one row, column by column.
struct ColumnWriter<Row>: ColumnVisitor {
    let row: Row
    var buffer: RowBuffer

    @inline(__always)
    mutating func text(_ name: String, _ doc: String, _ value: (Row) -> String) {
        buffer.text(value(row))
    }

    @inline(__always)
    mutating func textOrNull(_ name: String, _ doc: String, _ value: (Row) -> String?) {
        guard let found = value(row) else { return buffer.null() }
        buffer.text(found)
    }

    @inline(__always)
    mutating func list(_ name: String, _ doc: String, _ value: (Row) -> [String]) {
        buffer.json(value(row))
    }

    @inline(__always)
    mutating func count(_ name: String, _ doc: String, _ value: (Row) -> Int64) {
        buffer.integer(value(row))
    }

    @inline(__always)
    mutating func countOrNull(_ name: String, _ doc: String, _ value: (Row) -> Int64?) {
        guard let found = value(row) else { return buffer.null() }
        buffer.integer(found)
    }

    @inline(__always)
    mutating func fen(_ name: String, _ doc: String, _ value: (Row) -> Fen) {
        buffer.integer(value(row).amount)
    }

    @inline(__always)
    mutating func fenOrNull(_ name: String, _ doc: String, _ value: (Row) -> Fen?) {
        guard let found = value(row) else { return buffer.null() }
        buffer.integer(found.amount)
    }

    @inline(__always)
    mutating func instant(_ name: String, _ doc: String, _ value: (Row) -> Instant) {
        buffer.integer(value(row).milliseconds)
    }

    @inline(__always)
    mutating func instantOrNull(_ name: String, _ doc: String, _ value: (Row) -> Instant?) {
        guard let found = value(row) else { return buffer.null() }
        buffer.integer(found.milliseconds)
    }

    @inline(__always)
    mutating func flag(_ name: String, _ doc: String, _ value: (Row) -> Bool) {
        buffer.integer(value(row) ? 1 : 0)
    }

    @inline(__always)
    mutating func flagOrNull(_ name: String, _ doc: String, _ value: (Row) -> Bool?) {
        guard let found = value(row) else { return buffer.null() }
        buffer.integer(found ? 1 : 0)
    }

    @inline(__always)
    mutating func digest(_ name: String, _ doc: String, _ value: (Row) -> ContentHash) {
        buffer.digest(value(row))
    }

    @inline(__always)
    mutating func derived(
        _ name: String, _ type: SQLType, _ doc: @autoclosure () -> String,
        _ from: @autoclosure () -> ViewColumn.Derivation
    ) {}
}
