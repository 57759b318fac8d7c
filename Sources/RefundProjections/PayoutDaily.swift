import Records
public import RefundDomain
import Units

/// What was paid out and taken back, by day in Shanghai, channel and category.
public enum PayoutDaily: EventProjection {
    public static let table = Table<MoneyMovements.Row>(
        "payout_daily", "Payouts by day in Shanghai, channel and category.", .summed,
        key: ["date", "channel", "category"],
        [
            .text("date", "the day that counts, in Shanghai; YYYY-MM-DD") {
                LocalDate(of: $0.at).quickText
            },
            .text("channel", "payment channel") { $0.channel },
            .text("category", "kind of the first claimed line's product") { $0.category },
            .fen("succeeded_fen", "paid out") { $0.gross },
            .fen("reversed_fen", "taken back") { $0.reversed },
            .net("net_fen", "succeeded_fen", less: "reversed_fen"),
            .count("count", "payouts succeeded; count") { $0.kind == .succeeded ? 1 : 0 },
        ])

    public static let kinds: Set<EventKind>? = [.payoutSucceeded, .payoutReversed]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<MoneyMovements.Row>
    ) {
        for movement in effect.movements
        where movement.kind != .firstPaid {
            rows.add(movement)
        }
    }
}
