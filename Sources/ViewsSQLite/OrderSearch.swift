import Foundation
import GRDB
public import Units

/// What orders are looked for by; everything given must hold (R20).
public struct OrderSearch: Equatable, Sendable {
    /// The beginning of the order's number.
    public var numberPrefix: String?
    /// The buyer.
    public var buyer: String?
    /// A part of a product's name; ASCII letters match in either case.
    public var productName: String?
    /// Paid on this day in Shanghai or later.
    public var paidFrom: LocalDate?
    /// Paid on this day in Shanghai or earlier.
    public var paidThrough: LocalDate?
    /// The status of the latest case, by its permanent name.
    public var caseStatus: String?
    /// How much was paid back: none, partial or full.
    public var refundStatus: String?
    /// Which amount must lie between the next two.
    public var amount = OrderAmount.paid
    /// The least amount, in fen.
    public var amountFrom: Fen?
    /// The highest amount, in fen.
    public var amountThrough: Fen?
    /// The first bytes of the SHA-256 digest of some evidence; 32 of them at most.
    public var evidence: [UInt8]?
    /// The number of a payout.
    public var refundNumber: String?
    /// Somebody who acted in the order, in any role; who was refused acted, too.
    public var actor: String?
    /// How many orders at most; never more than ``limitMax``.
    public var limit = 50

    /// The most orders that one answer holds.
    public static let limitMax = 1_000

    /// Looks for every order.
    public init() {}

    /// Whether an index leads to few orders.
    fileprivate var isNarrow: Bool {
        numberPrefix != nil || buyer != nil || evidence != nil || refundNumber != nil
    }
}

/// An amount of an order.
public enum OrderAmount: String, CaseIterable, Sendable {
    case paid
    case approved
    case paidOut = "paid_out"
}

/// An order as the search shows it.
public struct FoundOrder: Equatable, Sendable {
    /// The order's number.
    public var number: String
    /// The buyer.
    public var buyer: String
    /// The products' names; a JSON array.
    public var productNames: String
    /// When it was paid, in UTC milliseconds.
    public var paidAt: Instant
    /// What the shop last said of it.
    public var orderState: String
    /// What was paid, in fen.
    public var paid: Fen
    /// What is approved, in fen.
    public var approved: Fen
    /// What was paid back and stands, in fen.
    public var paidOut: Fen
    /// None, partial or full.
    public var refundStatus: String
    /// The latest case; `nil` without any.
    public var latestCase: String?
    /// Its status.
    public var latestCaseStatus: String?
}

/// What a search found.
public struct FoundOrders: Equatable, Sendable {
    /// The orders, latest paid first.
    public var orders: [FoundOrder]
    /// Whether there are more than the limit let through.
    public var hasMore: Bool
    /// The position of the log they are current to.
    public var position: Int64
}

extension ViewStore {
    /// Finds orders, latest paid first.
    ///
    /// By number, buyer or evidence it reads an index. By refund number it reads all payouts, by
    /// actor alone all events, by anything else every order until the limit is reached: that costs
    /// a search some tenths of a second in a million events, and recording nothing.
    ///
    /// - Parameter search: What they are looked for by.
    /// - Returns: The orders found, at most the search's limit.
    /// - Throws: ``ViewStoreError``.
    public func orders(_ search: OrderSearch) throws(ViewStoreError) -> FoundOrders {
        let limit = search.limitInForce
        let (sql, arguments) = statement(of: search)
        return try translating {
            try read { db in
                let found = try Row.fetchAll(db, sql: sql, arguments: arguments)
                    .map(FoundOrder.init)
                return FoundOrders(
                    orders: Array(found.prefix(limit)), hasMore: found.count > limit,
                    position: try Self.position(db))
            }
        }
    }

    /// How an order stands, as the view has it.
    ///
    /// - Parameter number: The order's number.
    /// - Returns: The order; `nil` when the view has none with that number.
    /// - Throws: ``ViewStoreError``.
    public func order(_ number: String) throws(ViewStoreError) -> FoundOrder? {
        try translating {
            try lookUp { db in
                let statement = try db.cachedStatement(
                    sql: """
                        SELECT \(FoundOrder.columns) FROM order_status \
                        WHERE order_no = CAST(? AS TEXT)
                        """)
                // As bytes, too, or another order would be found.
                return try Row.fetchOne(statement, arguments: [Data(number.utf8)])
                    .map(FoundOrder.init)
            }
        }
    }
}

extension FoundOrder {
    /// The number as bytes: GRDB ends a text at its first zero byte.
    fileprivate static let columns = """
        CAST(order_no AS BLOB), buyer_ref, product_names, paid_at, order_state, paid_fen, approved_fen, \
        paid_out_fen, refund_status, latest_case_id, latest_case_status
        """

    /// Takes the values of ``columns``.
    fileprivate init(_ row: Row) {
        self.init(
            number: String(decoding: row[0] as Data, as: UTF8.self), buyer: row[1],
            productNames: row[2],
            paidAt: Instant(milliseconds: row[3]), orderState: row[4], paid: Fen(row[5]),
            approved: Fen(row[6]), paidOut: Fen(row[7]), refundStatus: row[8],
            latestCase: row[9], latestCaseStatus: row[10])
    }
}

extension ViewStore {
    /// The question as SQL; it asks for one order more than the limit.
    func statement(of search: OrderSearch) -> (sql: String, arguments: StatementArguments) {
        let (filter, arguments) = search.filter
        // The plus keeps SQLite from walking all orders by day when another index leads to few.
        let sql = """
            SELECT \(FoundOrder.columns) FROM order_status \(filter) \
            ORDER BY \(search.isNarrow ? "+" : "")paid_at DESC, order_no \
            LIMIT \(search.limitInForce + 1)
            """
        return (sql, arguments)
    }
}

extension OrderSearch {
    fileprivate var limitInForce: Int { min(max(limit, 0), Self.limitMax) }

    /// The condition, and the values of its parameters.
    fileprivate var filter: (sql: String, arguments: StatementArguments) {
        var conditions: [String] = []
        var arguments: [any DatabaseValueConvertible] = []
        func require(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
            let given = values.compactMap { $0 }
            guard given.count == values.count else { return }
            conditions.append(condition)
            arguments += given
        }
        // U+10FFFF comes after everything that a number can go on with.
        require(
            "order_no >= ? AND order_no < ?", numberPrefix, numberPrefix.map { $0 + "\u{10FFFF}" })
        require("buyer_ref = ?", buyer)
        require(
            "EXISTS (SELECT 1 FROM json_each(product_names) WHERE value LIKE ? ESCAPE '^')",
            productName.map(Self.pattern))
        require("paid_at >= ?", paidFrom?.start.milliseconds)
        require("paid_at < ?", paidThrough?.adding(days: 1).start.milliseconds)
        require("latest_case_status = ?", caseStatus)
        require("refund_status = ?", refundStatus)
        require("\(amount.rawValue)_fen >= ?", amountFrom?.amount)
        require("\(amount.rawValue)_fen <= ?", amountThrough?.amount)
        require(
            "order_no IN (SELECT order_no FROM evidence WHERE sha256 BETWEEN ? AND ?)",
            evidence.map { Data($0.prefix(32)) },
            evidence.map {
                Data($0.prefix(32) + Array(repeating: 0xFF, count: max(0, 32 - $0.count)))
            })
        require(
            "order_no IN (SELECT order_no FROM payout WHERE out_refund_no = ?)", refundNumber)
        // With few orders at hand their events are looked at, else all events once.
        require(
            isNarrow
                ? "EXISTS (SELECT 1 FROM case_timeline "
                    + "WHERE case_timeline.order_no = order_status.order_no AND actor = ?)"
                : "order_no IN (SELECT order_no FROM case_timeline WHERE actor = ?)", actor)
        let sql = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return (sql, StatementArguments(arguments))
    }

    /// A pattern for `LIKE` that finds a text anywhere.
    private static func pattern(_ text: String) -> String {
        var pattern = "%"
        // By scalar: a percent sign with an accent on it means something, too.
        for scalar in text.unicodeScalars {
            if ["%", "_", "^"].contains(scalar) { pattern += "^" }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern + "%"
    }
}
