import Records
import RefundDomain
import Units

/// How many events of each type there are.
///
/// Every event counts, so a batch counts them itself and has one row for each type.
public enum EventCounts: Projection {
    /// What is added for a type.
    public struct Row: Sendable {
        let kind: EventKind
        let count: Int64
    }

    public static let table = Table(
        "event_count", "How many events of each type the views hold.", .summed, key: ["type"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("type", "the type of event") { $0.kind.name }
        column.count("count", "events; count") { $0.count }
    }

    /// Lists the rows of a batch, from how often each number of a kind came.
    static func rows(of counts: [Int64]) -> RowBuffer {
        var buffer = RowBuffer()
        Rows<Self>.append(to: &buffer) { rows in
            for kind in EventKind.allCases {
                let count = counts[Int(kind.rawValue)]
                if count > 0 { rows.add(Row(kind: kind, count: count)) }
            }
        }
        return buffer
    }
}
