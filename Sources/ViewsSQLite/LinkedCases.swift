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
    /// By buyer and evidence it reads an index; by product it reads every order with a case.
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
        let from = "FROM refund_case WHERE opened_at <= :instant AND \(bond.condition)"
        let count = try Int64.fetchOne(db, sql: "SELECT count(*) \(from)", arguments: arguments)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT order_no, case_id, opened_at, status, requested_fen \(from) \
                ORDER BY opened_at DESC, order_no, case_id LIMIT \(max(limit, 0))
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
    /// Which rows of `refund_case` are bound to `:order`, one of another order.
    fileprivate var condition: String {
        switch self {
        case .buyer:
            """
            order_no IN (SELECT other.order_no FROM order_status AS this \
            JOIN order_status AS other ON other.buyer_ref = this.buyer_ref \
            AND other.order_no <> this.order_no WHERE this.order_no = :order)
            """
        case .evidence:
            """
            (order_no, case_id) IN (SELECT other.order_no, other.case_id FROM evidence AS this \
            JOIN evidence AS other ON other.sha256 = this.sha256 \
            AND other.order_no <> this.order_no \
            JOIN case_timeline ON global_position = other.position \
            AND occurred_at <= :instant WHERE this.order_no = :order)
            """
        case .sku:
            """
            order_no IN (SELECT other.order_no FROM order_status AS this, \
            json_each(this.skus) AS sku, order_status AS other \
            WHERE this.order_no = :order AND other.case_count > 0 \
            AND other.order_no <> this.order_no \
            AND instr(other.skus, json_quote(sku.value)) > 0)
            """
        }
    }
}
