import Records
import Units

/// A column together with where its value comes from: name, unit, meaning and source on one line.
///
/// The unit is part of how a column is made, so no column can be without one.
public struct Column<Row>: Sendable {
    let column: ViewColumn
    let write: @Sendable (Row, inout RowBuffer) -> Void

    private init(
        _ name: String, _ type: SQLType, null isNullable: Bool = false, _ doc: String,
        _ write: @escaping @Sendable (Row, inout RowBuffer) -> Void
    ) {
        column = ViewColumn(
            name: name, type: type, isNullable: isNullable, doc: doc, derivation: nil)
        self.write = write
    }

    private init(_ name: String, _ type: SQLType, _ doc: String, _ from: ViewColumn.Derivation) {
        column = ViewColumn(
            name: name, type: type, isNullable: true, doc: doc, derivation: from)
        write = { _, _ in }
    }

    static func text(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> String
    ) -> Column { Column(name, .text, doc) { $1.text(value($0)) } }

    static func textOrNull(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> String?
    ) -> Column {
        Column(name, .text, null: true, doc) { row, rows in
            if let text = value(row) { rows.text(text) } else { rows.null() }
        }
    }

    /// A list of texts as a JSON array.
    static func list(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> [String]
    ) -> Column { Column(name, .text, doc + "; JSON array of texts") { $1.text(json(value($0))) } }

    static func count(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> Int64
    ) -> Column { Column(name, .integer, doc) { $1.integer(value($0)) } }

    static func countOrNull(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> Int64?
    ) -> Column {
        Column(name, .integer, null: true, doc) { row, rows in
            if let value = value(row) { rows.integer(value) } else { rows.null() }
        }
    }

    static func fen(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> Fen
    ) -> Column { Column(name, .integer, doc + "; fen") { $1.integer(value($0).amount) } }

    static func fenOrNull(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> Fen?
    ) -> Column {
        Column(name, .integer, null: true, doc + "; fen") { row, rows in
            if let value = value(row) { rows.integer(value.amount) } else { rows.null() }
        }
    }

    static func instant(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> Instant
    ) -> Column {
        Column(name, .integer, doc + "; ms since 1970, UTC") { $1.integer(value($0).milliseconds) }
    }

    static func instantOrNull(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> Instant?
    ) -> Column {
        Column(name, .integer, null: true, doc + "; ms since 1970, UTC") { row, rows in
            if let value = value(row) { rows.integer(value.milliseconds) } else { rows.null() }
        }
    }

    static func flag(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> Bool
    ) -> Column { Column(name, .integer, doc + "; 0 or 1") { $1.integer(value($0) ? 1 : 0) } }

    static func flagOrNull(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> Bool?
    ) -> Column {
        Column(name, .integer, null: true, doc + "; 0 or 1") { row, rows in
            if let value = value(row) { rows.integer(value ? 1 : 0) } else { rows.null() }
        }
    }

    static func bytes(
        _ name: String, _ doc: String, _ value: @escaping @Sendable (Row) -> [UInt8]
    ) -> Column { Column(name, .blob, doc) { $1.blob(value($0)) } }

    /// The instant of another column, for people and reporting jobs.
    static func shanghaiTime(_ name: String, of instant: String) -> Column {
        Column(
            name, .text, "\(instant) in Shanghai; ISO 8601, to the second",
            .shanghaiTime(of: instant))
    }

    /// One amount less another.
    static func net(_ name: String, _ first: String, less second: String) -> Column {
        Column(name, .integer, "\(first) - \(second); fen", .difference(first, second))
    }

    /// A part of a whole, in hundredths of a percent.
    static func basisPoints(_ name: String, _ part: String, of whole: String) -> Column {
        Column(
            name, .integer, "\(part) / \(whole), rounded down, null without any; basis points",
            .basisPoints(part, of: whole))
    }

    /// A member of another column's JSON object.
    static func member(_ name: String, _ member: String, of object: String) -> Column {
        Column(name, .text, "\(member) of \(object)", .member(member, of: object))
    }
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
