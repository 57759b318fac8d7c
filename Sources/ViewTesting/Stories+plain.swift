import Records
public import RefundDomain
public import Units

extension History {
    /// Ten events: a plain refund of a card, paid within two days.
    public mutating func plain(_ order: OrderID, at start: Instant = start) {
        register(order, buyer: "buyer-5", paid: [9_900], at: start)
        play(
            start.adding(hours: 1), "buyer-5", .buyer, order,
            ApplyRefund {
                $0.reason = .mistakenPurchase
                $0.description = FreeText("bought the wrong region by mistake")
            })
        play(
            start.adding(hours: 1), "buyer-5", .buyer, order,
            UploadEvidence { $0.kind = .paymentRecord })
        play(
            start.adding(hours: 2), "check", .system, order,
            ObserveItem {
                $0.facets = Facets { $0.usage = .unused }
                $0.source = .platformCheck
            })
        play(
            start.adding(hours: 3), "rev-1", .reviewer, order,
            AssessEvidence {
                $0.evidenceID = "E1"
                ($0.clear, $0.complete, $0.unedited, $0.relevant) = (.yes, .yes, .yes, .yes)
            })
        play(start.adding(hours: 24), "rev-1", .reviewer, order, Approve { $0.basis = .lessFee })
        play(start.adding(hours: 25), "fin-1", .finance, order, InitiatePayout())
        play(
            start.adding(hours: 26), "alipay", .channel, order,
            ReportPayoutAccepted {
                $0.payoutID = "P1"
                $0.channelRefundID = "ali-9"
            })
        play(
            start.adding(hours: 27), "alipay", .channel, order,
            ReportPayoutSucceeded {
                $0.payoutID = "P1"
                $0.channelRefundID = "ali-9"
                $0.amount = 9_405
            })
        play(start.adding(hours: 48), "buyer-5", .buyer, order, ConfirmArrival())
    }
}
