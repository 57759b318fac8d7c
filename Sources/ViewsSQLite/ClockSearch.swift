import GRDB
public import Units

/// Which clocks that still run are looked for.
public struct ClockSearch: Equatable, Sendable {
    /// Those whose due date has passed; arrival is never late by silence.
    public var overdue = false
    /// Those due within so many milliseconds, not yet overdue.
    public var dueWithin: Int64?
    /// Only clocks of this permanent name.
    public var name: String?
    /// When they are judged; `nil` for each order's latest event.
    public var judgedAt: Instant?
    /// How many clocks at most; never more than ``limitMax``.
    public var limit = 100

    /// The most clocks that one answer holds.
    public static let limitMax = 10_000

    /// Looks for every clock that runs.
    public init() {}
}

/// A clock that still runs.
public struct RunningClock: Equatable, Sendable {
    /// The order.
    public var order: String
    /// The case; `nil` for a complaint without one.
    public var caseID: String?
    /// What is waited for, by its permanent name.
    public var name: String
    /// Counts from 1 for each case and name.
    public var cycle: Int64
    /// The chase or complaint it waits for.
    public var subject: String?
    /// When it started, in UTC milliseconds.
    public var startedAt: Instant
    /// When it is due, exclusive, in UTC milliseconds.
    public var dueAt: Instant
    /// When it is judged, in UTC milliseconds.
    public var judgedAt: Instant
    /// The calendar its due date rests on.
    public var calendar: String
    /// Whether its due date touched a year without a calendar.
    public var isProvisional: Bool
}

/// The clocks that a search found.
public struct RunningClocks: Equatable, Sendable {
    /// The clocks, by due date.
    public var clocks: [RunningClock]
    /// How many there are, shown or not.
    public var count: Int64
    /// The position of the log they are current to.
    public var position: Int64
}

extension ViewStore {
    /// Finds clocks that still run, by due date.
    ///
    /// It reads every clock once: few of them run, and an index would cost each that is stopped.
    ///
    /// - Parameter search: Which ones.
    /// - Returns: The clocks found, at most the search's limit, and how many there are.
    /// - Throws: ``ViewStoreError``.
    public func clocks(_ search: ClockSearch) throws(ViewStoreError) -> RunningClocks {
        var dates: [String] = []
        if search.overdue { dates.append("(clock <> 'arrival' AND due_at <= judged_at)") }
        if search.dueWithin != nil {
            dates.append("(due_at > judged_at AND due_at <= judged_at + :within)")
        }
        let filter = """
            FROM (SELECT sla_clock.*, coalesce(:judged_at, last_at) AS judged_at \
            FROM sla_clock JOIN order_status USING (order_no) WHERE stopped_at IS NULL) \
            WHERE clock = coalesce(:name, clock) \
            AND (\(dates.isEmpty ? "TRUE" : dates.joined(separator: " OR ")))
            """
        var arguments: StatementArguments = [
            "judged_at": search.judgedAt?.milliseconds, "name": search.name,
        ]
        if let within = search.dueWithin { arguments += ["within": within] }
        let limit = min(max(search.limit, 0), ClockSearch.limitMax)
        return try translating {
            try read { db in
                let count = try Int64.fetchOne(
                    db, sql: "SELECT count(*) \(filter)", arguments: arguments)
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT order_no, case_id, clock, cycle, subject, started_at, due_at, \
                        judged_at, calendar_version, provisional \(filter) \
                        ORDER BY due_at, order_no, number LIMIT \(limit)
                        """, arguments: arguments)
                return RunningClocks(
                    clocks: rows.map {
                        RunningClock(
                            order: $0[0], caseID: $0[1], name: $0[2], cycle: $0[3],
                            subject: $0[4], startedAt: Instant(milliseconds: $0[5]),
                            dueAt: Instant(milliseconds: $0[6]),
                            judgedAt: Instant(milliseconds: $0[7]), calendar: $0[8],
                            isProvisional: $0[9])
                    }, count: count ?? 0, position: try Self.position(db))
            }
        }
    }
}
