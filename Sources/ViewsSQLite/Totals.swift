import GRDB
public import Units

/// What the totals are grouped by.
public enum TotalsGrouping: String, CaseIterable, Sendable {
    case none, day, month, channel, category
    case categoryChannel = "category_channel"
    case reason, basis, fault, platform

    /// What of `money_movement` is the key; `date` is the day in Shanghai.
    fileprivate var column: String {
        switch self {
        case .none: "'total'"
        case .day: "date"
        case .month: "substr(date, 1, 7)"
        case .categoryChannel: "category || '/' || channel"
        case .channel, .category, .basis, .fault, .platform: rawValue
        case .reason: "reason_code"
        }
    }
}

/// Money that went out, came back and was kept (ACTIONS.md, section 13.2).
public struct Totals: Equatable, Sendable {
    /// The totals of one key.
    public struct Row: Equatable, Sendable {
        /// The key; `total` for all of them, `category/channel` for two at once.
        public var key: String
        /// How many payouts succeeded.
        public var count: Int64 = 0
        /// Paid out, in fen.
        public var gross = Fen.zero
        /// Taken back, in fen.
        public var reversed = Fen.zero
        /// Fees kept, in fen.
        public var fees = Fen.zero
        /// Fixed costs kept, in fen.
        public var fixedCosts = Fen.zero
        /// Paid out less taken back, in fen.
        public var net: Fen { gross - reversed }
    }

    /// The rows, by key; none when grouped by nothing.
    public var rows: [Row]
    /// The sum of all rows.
    public var total: Row
    /// The position of the log they are current to.
    public var position: Int64
}

extension ViewStore {
    /// The totals of the ledger.
    ///
    /// - Parameters:
    ///   - grouping: What to group by.
    ///   - first: The first day that counts, in Shanghai.
    ///   - last: The last day that counts, in Shanghai, inclusive.
    ///   - asOf: Only events that happened at this instant or before count.
    ///   - position: Only events up to this position count.
    /// - Returns: The rows sorted by key, and their sum.
    /// - Throws: ``ViewStoreError``.
    public func totals(
        by grouping: TotalsGrouping = .none, from first: LocalDate? = nil,
        to last: LocalDate? = nil, asOf: Instant? = nil, through position: Int64? = nil
    ) throws(ViewStoreError) -> Totals {
        try translating {
            try read {
                try Self.totals(
                    $0, by: grouping, from: first, to: last, asOf: asOf, through: position)
            }
        }
    }

    static func totals(
        _ db: Database, by grouping: TotalsGrouping, from first: LocalDate? = nil,
        to last: LocalDate? = nil, asOf: Instant? = nil, through end: Int64? = nil
    ) throws -> Totals {
        let found = try GRDB.Row.fetchAll(
            db,
            sql: """
                SELECT \(grouping.column) AS key, sum(kind = 'succeeded'), sum(gross_fen), \
                sum(reversed_fen), sum(fee_fen), sum(fixed_cost_fen) FROM money_movement \
                WHERE occurred_at <= ? AND at >= ? AND at < ? AND position <= ? \
                AND (kind <> 'first_paid' OR fee_fen > 0 OR fixed_cost_fen > 0) \
                GROUP BY key ORDER BY key
                """,
            arguments: [
                (asOf ?? .distantFuture).milliseconds,
                (first?.start ?? .distantPast).milliseconds,
                (last?.adding(days: 1).start ?? .distantFuture).milliseconds,
                end ?? .max,
            ])
        let rows = found.map { row in
            Totals.Row(
                key: row[0], count: row[1], gross: Fen(row[2]), reversed: Fen(row[3]),
                fees: Fen(row[4]), fixedCosts: Fen(row[5]))
        }
        let total = rows.reduce(into: Totals.Row(key: "total")) { total, row in
            total.count += row.count
            total.gross += row.gross
            total.reversed += row.reversed
            total.fees += row.fees
            total.fixedCosts += row.fixedCosts
        }
        return Totals(
            rows: grouping == .none ? [] : rows, total: total, position: try position(db))
    }
}
