/// The first lines of every history: the policies and a calendar, before any order.
enum OpeningDay {
    /// Tuesday 2024-01-02, nine o'clock in Shanghai.
    static let start = Moment.of(dayNumber: CivilDate.dayNumber(2024, 1, 2), hour: 9)

    /// Orders registered next, each in one event, so that the chores know their positions.
    static let foundingOrders = 16

    /// Events of ``publications()``; the sweep of an empty ledger adds none.
    static let publishedEvents: Int64 = 3

    static func publications() -> ToldLines {
        var told = ToldLines()
        let by = People.compliance[0]
        let from = start + Moment.hour / 2
        told.tell(
            "publish_policy", by: by, at: start, order: nil,
            [
                "version": "realtime-v1", "based_on": "default-v1",
                "platform": .text(Policy.realtimePlatform), "effective_from": .moment(from),
                "params": .object(["review_mode": "realtime", "realtime_review_seconds": 300]),
            ])
        let strict = Policy.inForce(on: Policy.strictPlatform)
        told.tell(
            "publish_policy", by: by, at: start + Moment.minute, order: nil,
            [
                "version": "strict-v1", "platform": .text(Policy.strictPlatform),
                "effective_from": .moment(from),
                "params": .object([
                    "window_hours": .integer(strict.windowHours),
                    "buyer_fault_fee_bps": .integer(strict.feeBasisPoints),
                    "buyer_fault_fee_min_fen": .integer(strict.feeMin),
                    "fixed_cost_bps": .integer(strict.fixedCostBasisPoints),
                ]),
            ])
        DailyChores.publishCalendar(
            year: 2027, revision: 0, closed: nil, at: start + 2 * Moment.minute, in: &told)
        told.tell(
            "sweep", by: People.system, at: start + 3 * Moment.minute, order: nil, [:])
        return told
    }
}
