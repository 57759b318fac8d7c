import GRDB
public import Units

/// What orders are looked for by; everything given must hold (R20).
public struct OrderSearch: Equatable, Sendable {
    /// The order's number.
    public var number: String?
    /// The buyer.
    public var buyer: String?
    /// A part of a product's name; ASCII letters match in either case.
    public var productName: String?
    /// Paid on this day in Shanghai or later.
    public var paidFrom: LocalDate?
    /// Paid on this day in Shanghai or earlier.
    public var paidThrough: LocalDate?
    /// How many orders at most; never more than ``limitMax``.
    public var limit = 50

    /// The most orders that one answer holds.
    public static let limitMax = 1_000

    /// Looks for every order.
    public init() {}
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
    /// What was paid back and stands, in fen.
    public var paidOut: Fen
    /// None, partial or full.
    public var refundStatus: String
    /// The latest case; `nil` without any.
    public var latestCase: String?
    /// Its status.
    public var latestCaseStatus: String?
}

extension ViewStore {
    /// Finds orders, latest paid first.
    ///
    /// By number, buyer or days it reads an index; by product name alone, every order.
    ///
    /// - Parameter search: What they are looked for by.
    /// - Returns: The orders found, at most the search's limit.
    /// - Throws: ``ViewStoreError``.
    public func orders(_ search: OrderSearch) throws(ViewStoreError) -> [FoundOrder] {
        var conditions: [String] = []
        var arguments: [any DatabaseValueConvertible] = []
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments.append(value)
        }
        require("order_no = ?", search.number)
        require("buyer_ref = ?", search.buyer)
        require("product_names LIKE ? ESCAPE '^'", search.productName.map(Self.pattern))
        require("paid_at >= ?", search.paidFrom?.start.milliseconds)
        require("paid_at < ?", search.paidThrough?.adding(days: 1).start.milliseconds)
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        arguments.append(min(max(search.limit, 0), OrderSearch.limitMax))
        let sql = """
            SELECT order_no, buyer_ref, product_names, paid_at, order_state, paid_fen, \
            paid_out_fen, refund_status, latest_case_id, latest_case_status \
            FROM order_status \(filter) ORDER BY paid_at DESC, order_no LIMIT ?
            """
        return try translating {
            try read { db in
                try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments)).map {
                    FoundOrder(
                        number: $0[0], buyer: $0[1], productNames: $0[2],
                        paidAt: Instant(milliseconds: $0[3]), orderState: $0[4],
                        paid: Fen($0[5]), paidOut: Fen($0[6]), refundStatus: $0[7],
                        latestCase: $0[8], latestCaseStatus: $0[9])
                }
            }
        }
    }

    /// A pattern for `LIKE` that finds a text anywhere inside JSON strings.
    private static func pattern(_ text: String) -> String {
        var pattern = "%"
        for character in text {
            switch character {
            case "\"", "\\": pattern += "\\" + String(character)
            case "%", "_", "^": pattern += "^" + String(character)
            case _: pattern.append(character)
            }
        }
        return pattern + "%"
    }
}
