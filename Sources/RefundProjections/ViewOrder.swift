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

    /// The batch that it was touched in last, by the position that the batch follows.
    var batch: Int64 = -1

    /// Takes over an order as it is before an event.
    public init(_ order: Order) {
        self.order = order
        money = OrderSums(order.registration?.paid, order.verdicts, order.payouts)
    }

    /// Adds its money up again.
    func sumMoney() {
        money = OrderSums(order.registration?.paid, order.verdicts, order.payouts)
    }
}
