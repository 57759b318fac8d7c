import Records
public import RefundDomain
import Units

/// What was paid out and taken back, by day in Shanghai, channel and category.
public enum PayoutDaily: EventProjection {
    public typealias Row = MoneyMovements.Row

    public static let table = Table(
        "payout_daily", "Payouts by day in Shanghai, channel and category.", .summed,
        key: ["date", "channel", "category"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("date", "the day that counts, in Shanghai; YYYY-MM-DD") {
            LocalDate(of: $0.at).quickText
        }
        column.text("channel", "payment channel") { $0.channel }
        column.text("category", "kind of the first claimed line's product") { $0.category }
        column.fen("succeeded_fen", "paid out") { $0.gross }
        column.fen("reversed_fen", "taken back") { $0.reversed }
        column.net("net_fen", "succeeded_fen", less: "reversed_fen")
        column.count("count", "payouts succeeded; count") { $0.kind == .succeeded ? 1 : 0 }
    }

    public static let kinds: Set<EventKind>? = [.payoutSucceeded, .payoutReversed]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        for movement in effect.movements
        where movement.kind != .firstPaid {
            rows.add(movement)
        }
    }
}
