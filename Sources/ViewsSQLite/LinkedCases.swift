import GRDB
public import Units

/// Cases of other orders that have something in common with an order, latest opened first.
public struct LinkedCases: Equatable, Sendable {
    /// What two orders have in common.
    public enum Bond: String, CaseIterable, Sendable {
        case buyer
        case evidence
        case sku
    }

    /// A case of another order.
    public struct Case: Equatable, Sendable {
        /// The order.
        public var order: String
        /// The case.
        public var caseID: String
        /// When it was opened, in UTC milliseconds.
        public var openedAt: Instant
        /// How it stands now, whatever moment was asked for.
        public var status: String
        /// What was wanted, in fen, as it stands now.
        public var requested: Fen
    }

    /// What they have in common.
    public var bond: Bond
    /// How many there are.
    public var count: Int64
    /// The first of them.
    public var cases: [Case]
}

extension ViewStore {
    /// Finds the cases of other orders that share the buyer, the bytes of some evidence, or a
    /// product with an order.
    ///
    /// It reads indexes: by product as many entries as the product has cases.
    ///
    /// - Parameters:
    ///   - order: The order's number.
    ///   - instant: Only cases opened, and evidence uploaded, at this instant or before count.
    ///   - limit: How many cases of each kind at most; all are counted.
    /// - Returns: What was found, for each kind of bond.
    /// - Throws: ``ViewStoreError``.
    public func linkedCases(
        of order: String, openedBy instant: Instant = .distantFuture, limit: Int
    ) throws(ViewStoreError) -> [LinkedCases] {
        try translating {
            try read { db in
                try LinkedCases.Bond.allCases.map { bond in
                    try Self.linkedCases(db, bond, order, instant, limit)
                }
            }
        }
    }

    private static func linkedCases(
        _ db: Database, _ bond: LinkedCases.Bond, _ order: String, _ instant: Instant, _ limit: Int
    ) throws -> LinkedCases {
        let arguments: StatementArguments = ["order": order, "instant": instant.milliseconds]
        let count = try Int64.fetchOne(
            db, sql: "SELECT count(*) FROM (\(bond.cases))", arguments: arguments)
        // Those that are shown are chosen first, and only their rows are read.
        let order = "ORDER BY opened_at DESC, order_no, case_id"
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT order_no, case_id, opened_at, status, requested_fen FROM \
                (\(bond.cases) \(order) LIMIT \(max(limit, 0))) \
                JOIN (SELECT order_no, case_id, status, requested_fen FROM refund_case) \
                USING (order_no, case_id) \(order)
                """, arguments: arguments)
        return LinkedCases(
            bond: bond, count: count ?? 0,
            cases: rows.map {
                LinkedCases.Case(
                    order: $0[0], caseID: $0[1], openedAt: Instant(milliseconds: $0[2]),
                    status: $0[3], requested: Fen($0[4]))
            })
    }
}

extension LinkedCases.Bond {
    /// The cases that are bound to `:order`, of other orders: number, case, and when opened.
    fileprivate var cases: String {
        switch self {
        case .buyer:
            """
            SELECT order_no, case_id, opened_at FROM refund_case \
            WHERE opened_at <= :instant \
            AND order_no IN (SELECT other.order_no FROM order_status AS this \
            JOIN order_status AS other ON other.buyer_ref = this.buyer_ref \
            AND other.order_no <> this.order_no WHERE this.order_no = :order)
            """
        case .evidence:
            """
            SELECT order_no, case_id, opened_at FROM refund_case \
            WHERE opened_at <= :instant AND (order_no, case_id) IN (\
            SELECT other.order_no, other.case_id FROM evidence AS this \
            JOIN evidence AS other ON other.sha256 = this.sha256 \
            AND other.order_no <> this.order_no \
            JOIN case_timeline ON global_position = other.position \
            AND occurred_at <= :instant WHERE this.order_no = :order)
            """
        case .sku:
            """
            SELECT DISTINCT order_no, case_id, opened_at FROM case_product \
            WHERE sku IN (SELECT value FROM order_status, json_each(skus) \
            WHERE order_no = :order) AND order_no <> :order AND opened_at <= :instant
            """
        }
    }
}
