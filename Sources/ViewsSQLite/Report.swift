import GRDB
public import Units

/// The ledger on one page (ACTIONS.md, section 13.2, `report`).
public struct Report: Equatable, Sendable {
    /// Orders registered.
    public var orders: Int64
    /// Cases opened.
    public var cases: Int64
    /// Cases completed.
    public var completed: Int64
    /// Cases closed without payment.
    public var closedUnpaid: Int64
    /// The money, as in ``Totals``.
    public var money: Totals.Row
    /// Verdicts that approved.
    public var verdictsApproved: Int64
    /// Verdicts that rejected.
    public var verdictsRejected: Int64
    /// Appeals filed.
    public var appealsFiled: Int64
    /// Appeals that overturned a verdict.
    public var appealsOverturned: Int64
    /// Complaints filed.
    public var complaintsFiled: Int64
    /// Complaints taken to another body.
    public var complaintsEscalated: Int64
    /// Missed due dates that were noted.
    public var slaBreachesRecorded: Int64
    /// Actions the rules forbade.
    public var refusals: Int64
    /// Orders paid back in full.
    public var refundedFull: Int64
    /// Orders paid back in part.
    public var refundedPartial: Int64
    /// Orders of which nothing was paid back.
    public var refundedNone: Int64
    /// Cases with a payout clock.
    public var payoutClocks: Int64
    /// Cases with a payout clock that is breached.
    public var payoutSLABreached: Int64
    /// The position of the log it is current to.
    public var position: Int64
}

extension ViewStore {
    /// Counts what the views hold; for another moment, build views of the events up to it.
    ///
    /// - Parameter judgedAt: When running clocks are judged, which are breached from their due
    ///   date on; `nil` to judge each order's clocks at its latest event.
    /// - Returns: The report.
    /// - Throws: ``ViewStoreError``.
    public func report(judgedAt: Instant?) throws(ViewStoreError) -> Report {
        try translating { try read { try Self.report($0, judgedAt) } }
    }

    private static func report(_ db: Database, _ judgedAt: Instant?) throws -> Report {
        func counts(_ sql: String) throws -> [String: Int64] {
            let rows = try Row.fetchAll(db, sql: sql)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
        let events = try counts("SELECT type, count FROM event_count")
        let cases = try counts("SELECT status, count(*) FROM refund_case GROUP BY status")
        let refunds = try counts(
            "SELECT refund_status, count(*) FROM order_status GROUP BY refund_status")
        let overturned = try Int64.fetchOne(
            db, sql: "SELECT count(*) FROM appeal WHERE outcome = 'verdict_overturned'")
        let clocks = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*), coalesce(sum(breached), 0) FROM (
                  SELECT max(CASE WHEN stopped_at IS NULL THEN due_at <= coalesce(?, last_at)
                    ELSE outcome = 'breached' END) AS breached
                  FROM sla_clock JOIN order_status USING (order_no) WHERE clock = 'payout' GROUP BY order_no, case_id)
                """, arguments: [judgedAt?.milliseconds])
        return Report(
            orders: refunds.values.reduce(0, +),
            cases: cases.values.reduce(0, +),
            completed: cases["completed"] ?? 0,
            closedUnpaid: cases["closed_unpaid"] ?? 0,
            money: try totals(db, by: .none).total,
            verdictsApproved: events["verdict_approved"] ?? 0,
            verdictsRejected: events["verdict_rejected"] ?? 0,
            appealsFiled: events["appeal_filed"] ?? 0,
            appealsOverturned: overturned ?? 0,
            complaintsFiled: events["complaint_filed"] ?? 0,
            complaintsEscalated: events["complaint_escalated"] ?? 0,
            slaBreachesRecorded: events["sla_breach_recorded"] ?? 0,
            refusals: events["action_refused"] ?? 0,
            refundedFull: refunds["full"] ?? 0,
            refundedPartial: refunds["partial"] ?? 0,
            refundedNone: refunds["none"] ?? 0,
            payoutClocks: clocks?[0] ?? 0,
            payoutSLABreached: clocks?[1] ?? 0,
            position: try position(db))
    }
}
