public import JSONText
import Records
public import RefundDomain
public import Units

/// The status of an order, as ACTIONS.md, section 13.2 defines it.
public struct OrderStatus: Equatable, Sendable {
    /// A clock as it stands at the instant of judgement.
    public struct ClockStatus: Equatable, Sendable {
        /// The clock.
        public let clock: Clock
        /// How it stands.
        public let outcome: ClockOutcome
        /// By how many working days it is or was late.
        public let overdueWorkingDays: Int
    }

    /// The order.
    public let order: OrderID
    /// What the shop says of it; `nil` when it is not registered.
    public let orderState: OrderState?
    /// The latest case, if there is one.
    public let latestCase: RefundCase?
    /// The money, in fen.
    public let money: OrderMoney
    /// The clocks of the latest case and those without a case, by start.
    public let clocks: [ClockStatus]
    /// Every case with its status, oldest first.
    public let cases: [RefundCase]
    /// The position of the latest event that counts.
    public let position: Int64

    /// The status of an order as of the moment its history was read for.
    public init(_ history: OrderHistory) {
        let order = history.order
        self.order = order.number
        orderState = order.isRegistered ? order.state : nil
        latestCase = order.cases.last
        money = order.money
        let latest = order.cases.last?.id
        clocks = order.clocks.filter { $0.caseID == nil || $0.caseID == latest }.map { clock in
            ClockStatus(
                clock: clock, outcome: clock.outcome(at: history.judgedAt),
                overdueWorkingDays: clock.overdueWorkingDays(
                    at: history.judgedAt, history.calendar))
        }
        cases = order.cases
        position = order.positions.last ?? 0
    }

    /// Writes the status as one JSON object.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("order", order.text)
        writer.member("order_state", orNull: orderState?.name)
        writer.member("case", orNull: latestCase?.id.text)
        writer.member("case_status", orNull: latestCase?.status.name)
        writer.member("refund_status", money.refundStatus.name)
        writer.name("money")
        money.write(to: &writer)
        writer.name("clocks")
        writer.beginArray()
        for clock in clocks { clock.write(to: &writer) }
        writer.endArray()
        writer.name("cases")
        writer.beginArray()
        for refundCase in cases {
            writer.beginObject()
            writer.member("id", refundCase.id.text)
            writer.member("status", refundCase.status.name)
            writer.endObject()
        }
        writer.endArray()
        writer.member("position", position)
        writer.endObject()
    }
}

extension OrderStatus.ClockStatus {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("clock", clock.name.name)
        writer.member("cycle", clock.cycle)
        writer.member("started_at", clock.startedAt.shanghaiText)
        writer.member("due_at", clock.dueAt.shanghaiText)
        writer.member("outcome", outcome.name)
        writer.member("overdue_working_days", Int64(overdueWorkingDays))
        writer.member("provisional", clock.isProvisional)
        if let stop = clock.stop { writer.member("stopped_at", stop.at.shanghaiText) }
        writer.endObject()
    }
}

extension JSONWriter {
    /// Writes a member that is null when there is no value.
    mutating func member(_ name: String, orNull value: String?) {
        if let value { return member(name, value) }
        self.name(name)
        null()
    }
}
