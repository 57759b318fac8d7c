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
    /// How many there are, as far as they were counted.
    public var count: Int64
    /// Whether there are more than were counted.
    public var hasMore: Bool
    /// The first of them.
    public var cases: [Case]
}

extension ViewStore {
    /// Finds the cases of other orders that share the buyer, the bytes of some evidence, or a
    /// product with an order.
    ///
    /// It reads indexes: the latest cases of the buyer and of each product, and as many as are
    /// counted; and all that show the same evidence.
    ///
    /// - Parameters:
    ///   - order: The order's number.
    ///   - instant: Only cases opened, and evidence uploaded, at this instant or before count.
    ///   - limit: How many cases of each kind at most.
    ///   - countMax: How many of each kind are counted at most: a product may have had a million.
    /// - Returns: What was found, for each kind of bond.
    /// - Throws: ``ViewStoreError``.
    public func linkedCases(
        of order: String, openedBy instant: Instant = .distantFuture, limit: Int,
        countMax: Int64 = 1_000
    ) throws(ViewStoreError) -> [LinkedCases] {
        try translating {
            try read { db in
                try LinkedCases.Bond.allCases.map { bond in
                    let search = LinkedSearch(
                        db: db, bond: bond, order: order, instant: instant, limit: max(limit, 0))
                    let count = try search.count(through: countMax + 1)
                    return LinkedCases(
                        bond: bond, count: min(count, countMax), hasMore: count > countMax,
                        cases: try search.latest())
                }
            }
        }
    }
}

/// A search for the cases that one kind of bond binds to an order.
private struct LinkedSearch {
    let db: Database
    let bond: LinkedCases.Bond
    let order: String
    let instant: Instant
    let limit: Int

    private static let newestFirst = "ORDER BY opened_at DESC, order_no, case_id"

    /// How many there are, counted no further than wanted.
    func count(through most: Int64) throws -> Int64 {
        let sql = "SELECT count(*) FROM (\(bond.cases) LIMIT :most)"
        return try Int64.fetchOne(
            db.cachedStatement(sql: sql),
            arguments: ["order": order, "instant": instant.milliseconds, "most": most]) ?? 0
    }

    /// Those opened last.
    ///
    /// They are chosen first, and only their rows are read.
    func latest() throws -> [LinkedCases.Case] {
        let chosen = "\(bond.latest) \(Self.newestFirst) LIMIT :limit"
        let sql = """
            SELECT order_no, case_id, opened_at, status, requested_fen FROM (\(chosen)) \
            JOIN (SELECT order_no, case_id, status, requested_fen FROM refund_case) \
            USING (order_no, case_id) \(Self.newestFirst)
            """
        return try Row.fetchAll(
            db.cachedStatement(sql: sql),
            arguments: ["order": order, "instant": instant.milliseconds, "limit": limit]
        ).map {
            LinkedCases.Case(
                order: $0[0], caseID: $0[1], openedAt: Instant(milliseconds: $0[2]),
                status: $0[3], requested: Fen($0[4]))
        }
    }
}

extension LinkedCases.Bond {
    /// The cases that are bound to `:order`, of other orders: number, case, and when opened.
    fileprivate var cases: String {
        switch self {
        case .buyer:
            """
            SELECT order_no, case_id, opened_at FROM refund_case \
            WHERE buyer_ref = (SELECT buyer_ref FROM order_status WHERE order_no = :order) \
            AND order_no <> :order AND opened_at <= :instant
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
        case .sku: Self.casesOfProducts(openedFrom: nil)
        }
    }

    /// The latest `:limit` of the cases, and perhaps others.
    fileprivate var latest: String {
        guard self == .sku else { return cases }
        // When the last of those was opened that are wanted of a product, so that not all the cases
        // it ever had are sorted.
        return Self.casesOfProducts(
            openedFrom: """
                ifnull((SELECT opened_at FROM case_product WHERE sku = own.sku \
                AND order_no <> :order AND opened_at <= :instant \
                ORDER BY opened_at DESC LIMIT 1 OFFSET :limit - 1), 0)
                """)
    }

    private static func casesOfProducts(openedFrom earliest: String?) -> String {
        let isLate = earliest.map { "AND opened_at >= \($0)" } ?? ""
        return """
            SELECT DISTINCT order_no, case_id, opened_at FROM \
            (SELECT DISTINCT value AS sku FROM order_status, json_each(skus) \
            WHERE order_no = :order) AS own CROSS JOIN case_product USING (sku) \
            WHERE order_no <> :order AND opened_at <= :instant \(isLate)
            """
    }
}
