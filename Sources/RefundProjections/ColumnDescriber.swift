import Units

/// Lists the columns of a table without any row.
struct ColumnDescriber<Row>: ColumnVisitor {
    private(set) var columns: [ViewColumn] = []

    private mutating func add(
        _ name: String, _ type: SQLType, null isNullable: Bool = false, _ doc: String
    ) {
        columns.append(
            ViewColumn(name: name, type: type, isNullable: isNullable, doc: doc, derivation: nil))
    }

    mutating func text(_ name: String, _ doc: String, _ value: (Row) -> String) {
        add(name, .text, doc)
    }

    mutating func textOrNull(_ name: String, _ doc: String, _ value: (Row) -> String?) {
        add(name, .text, null: true, doc)
    }

    mutating func list(_ name: String, _ doc: String, _ value: (Row) -> [String]) {
        add(name, .text, doc + "; JSON array of texts")
    }

    mutating func count(_ name: String, _ doc: String, _ value: (Row) -> Int64) {
        add(name, .integer, doc)
    }

    mutating func countOrNull(_ name: String, _ doc: String, _ value: (Row) -> Int64?) {
        add(name, .integer, null: true, doc)
    }

    mutating func fen(_ name: String, _ doc: String, _ value: (Row) -> Fen) {
        add(name, .integer, doc + "; fen")
    }

    mutating func fenOrNull(_ name: String, _ doc: String, _ value: (Row) -> Fen?) {
        add(name, .integer, null: true, doc + "; fen")
    }

    mutating func instant(_ name: String, _ doc: String, _ value: (Row) -> Instant) {
        add(name, .integer, doc + "; ms since 1970, UTC")
    }

    mutating func instantOrNull(_ name: String, _ doc: String, _ value: (Row) -> Instant?) {
        add(name, .integer, null: true, doc + "; ms since 1970, UTC")
    }

    mutating func flag(_ name: String, _ doc: String, _ value: (Row) -> Bool) {
        add(name, .integer, doc + "; 0 or 1")
    }

    mutating func flagOrNull(_ name: String, _ doc: String, _ value: (Row) -> Bool?) {
        add(name, .integer, null: true, doc + "; 0 or 1")
    }

    mutating func digest(_ name: String, _ doc: String, _ value: (Row) -> ContentHash) {
        add(name, .blob, doc + "; SHA-256, 32 bytes")
    }

    mutating func derived(
        _ name: String, _ type: SQLType, _ doc: @autoclosure () -> String,
        _ from: @autoclosure () -> ViewColumn.Derivation
    ) {
        columns.append(
            ViewColumn(
                name: name, type: type, isNullable: true, doc: doc(), derivation: from()))
    }
}
