import Records
public import RefundDomain
import Units

/// What was paid out, taken back and kept, by month and everything a report groups by.
public enum PayoutTotals: EventProjection {
    public typealias Row = MoneyMovements.Row

    public static let table = Table(
        "payout_totals", "Payouts by month in Shanghai and all that a report groups by.",
        .summed,
        key: ["period", "platform", "channel", "category", "reason_code", "basis", "fault"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("period", "the month that counts, in Shanghai; YYYY-MM") {
            String(LocalDate(of: $0.at).quickText.prefix(7))
        }
        column.text("platform", "the platform's name, empty when not given") { $0.platform }
        column.text("channel", "payment channel") { $0.channel }
        column.text("category", "kind of the first claimed line's product") { $0.category }
        column.text("reason_code", "the reason as it stands") { $0.reason }
        column.text("basis", "the formula of the approval") { $0.basis }
        column.text("fault", "whose fault the approval says it was: platform or buyer") {
            $0.fault
        }
        column.count("count", "payouts succeeded; count") { $0.kind == .succeeded ? 1 : 0 }
        column.fen("gross_fen", "paid out") { $0.gross }
        column.fen("reversed_fen", "taken back") { $0.reversed }
        column.fen("fee_fen", "fees kept by cases first paid in the month") { $0.fee }
        column.fen("fixed_cost_fen", "fixed costs kept by cases first paid in the month") {
            $0.fixedCost
        }
        column.net("net_fen", "gross_fen", less: "reversed_fen")
    }

    public static let kinds: Set<EventKind>? = [.payoutSucceeded, .payoutReversed]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        for movement in effect.movements
        where !movement.isNothing {
            rows.add(movement)
        }
    }
}
