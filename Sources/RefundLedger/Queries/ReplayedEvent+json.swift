import EventLog
public import JSONText
import Records
public import RefundDomain
public import Units

extension ReplayedEvent {
    /// The order, as the stream's name says; `nil` for the ledger's own streams.
    public var order: OrderID? { Streams.order(of: stream) }

    /// The case of the event, else the latest of the order, as the event left it.
    public var refundCase: RefundCase? {
        guard let order = folded?.order else { return nil }
        return recorded.event.caseID.flatMap(order.refundCase) ?? order.cases.last
    }

    /// Writes the event as one JSON object, with the order's state and money after it.
    ///
    /// `after` is absent for events of the ledger's own streams, and when orders were not asked
    /// for. Amounts are in fen.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        recorded.writeMembers(to: &writer, order: order, version: entry.version)
        if let order = folded?.order {
            let money = order.money
            writer.name("after")
            writer.beginObject()
            writer.member(
                "order_state", orNull: order.isRegistered ? order.state.name : nil)
            writer.member("case", orNull: refundCase?.id.text)
            writer.member("case_status", orNull: refundCase?.status.name)
            writer.member("refund_status", money.refundStatus.name)
            writer.name("money")
            money.write(to: &writer)
            writer.endObject()
        }
        writer.endObject()
    }
}
