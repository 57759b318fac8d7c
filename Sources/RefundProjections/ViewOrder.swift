public import RefundDomain

/// An order while its events go into the views.
///
/// It is a class so that the order is folded in place: a copy of it before each event would copy
/// every list the event changes.
public final class ViewOrder {
    /// The order as its latest event left it.
    public internal(set) var order: Order

    /// The working days known at its latest event.
    var calendar = WorkingCalendar()

    /// Its money after its latest event.
    var money: OrderSums

    /// Whether its rows wait to be written.
    var isWaiting = false

    /// Whether it will be at hand for its next event; if so, its rows may be written later.
    public var isRemembered = true

    /// Takes over an order as it is before an event.
    public init(_ order: Order) {
        self.order = order
        money = OrderSums(order.isRegistered ? order.paid : nil, order.verdicts, order.payouts)
    }

    /// Adds its money up again.
    func sumMoney() {
        money = OrderSums(order.isRegistered ? order.paid : nil, order.verdicts, order.payouts)
    }

    // What is looked up here is copied alone; `order.refundCase(_:)` would copy the whole order.

    func refundCase(_ id: CaseID) -> RefundCase? { order.cases.first { $0.id == id } }

    func verdict(_ id: VerdictID) -> Verdict? { order.verdicts.first { $0.id == id } }

    func payout(_ id: PayoutID) -> Payout? { order.payouts.first { $0.id == id } }
}
