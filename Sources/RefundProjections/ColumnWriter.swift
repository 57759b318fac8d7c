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
        buffer.text(json(value(row)))
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

/// Texts as a JSON array without spaces (RFC 8259).
func json(_ texts: [String]) -> String {
    guard !texts.isEmpty else { return "[]" }
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    for (place, text) in texts.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            case _: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "]"))
    return String(decoding: bytes, as: UTF8.self)
}
