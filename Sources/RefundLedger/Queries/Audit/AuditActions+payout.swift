import EventLog
import Records
import RefundDomain
import Units

extension AuditActions {
    /// What leads to events of payouts, of arrival and of the reconciliation.
    var payout: [any ActionBody] {
        if case .payoutInitiated(let event) = head.event {
            return [everyTender(event), oneTender(event)]
        }
        if case .payoutRetried(let event) = head.event {
            return [
                RetryPayout {
                    $0.payoutID = event.payoutID
                    $0.remedy = event.remedy
                }
            ]
        }
        if case .payoutReissued(let event) = head.event { return [reissued(event)] }
        if case .payoutAccepted(let event) = head.event {
            return [
                ReportPayoutAccepted {
                    $0.payoutID = event.payoutID
                    $0.attempt = event.attempt
                    $0.channelRefundID = event.channelRefundID
                }
            ]
        }
        if case .payoutSucceeded(let event) = head.event { return [succeeded(event)] }
        if case .payoutFailed(let event) = head.event { return [failed(event)] }
        if case .payoutReversed(let event) = head.event {
            return [
                ReportPayoutReversed {
                    $0.payoutID = event.payoutID
                    $0.amount = event.amount
                    $0.reason = event.reason
                }
            ]
        }
        return arrival
    }

    /// A payout of the whole verdict: names and numbers come by themselves.
    private func everyTender(_ event: PayoutInitiated) -> InitiatePayout {
        InitiatePayout {
            $0.caseID = event.caseID
            $0.destination = event.destination
        }
    }

    /// A payout of one tender, with the name and the number it was given.
    private func oneTender(_ event: PayoutInitiated) -> InitiatePayout {
        InitiatePayout {
            $0.caseID = event.caseID
            $0.tenderID = event.tenderID
            $0.payoutID = event.payoutID
            $0.destination = event.destination
            $0.outRefundNo = given(event.outRefundNo, event.payoutID)
        }
    }

    private func reissued(_ event: PayoutReissued) -> ReissuePayout {
        ReissuePayout {
            $0.payoutID = event.replaces
            $0.newPayoutID = event.payoutID
            $0.outRefundNo = given(event.outRefundNo, event.payoutID)
        }
    }

    /// A refund number that somebody chose; `nil` for the usual one, which may hold characters
    /// of the order's number that nobody may choose.
    private func given(_ number: RefundNumber, _ payout: PayoutID) -> RefundNumber? {
        number.text == "\(order.number.text)-\(payout.text)" ? nil : number
    }

    private func succeeded(_ event: PayoutSucceeded) -> ReportPayoutSucceeded {
        ReportPayoutSucceeded {
            $0.payoutID = event.payoutID
            $0.attempt = event.attempt
            $0.channelRefundID = event.channelRefundID
            $0.amount = event.amount
            $0.channelSuccessAt = event.channelSuccessAt
        }
    }

    private func failed(_ event: PayoutFailed) -> ReportPayoutFailed {
        ReportPayoutFailed {
            $0.payoutID = event.payoutID
            $0.attempt = event.attempt
            $0.channelRefundID = event.channelRefundID
            $0.channelStatus = event.channelStatus
            $0.code = event.code
            $0.retryable = event.retryable
        }
    }

    private var arrival: [any ActionBody] {
        if case .arrivalConfirmed(let event) = head.event {
            return [
                ConfirmArrival {
                    $0.caseID = event.caseID
                    $0.amount = event.amount
                    $0.arrivedAt = event.arrivedAt
                }
            ]
        }
        if case .arrivalDisputed(let event) = head.event {
            return [
                DisputeArrival {
                    $0.caseID = event.caseID
                    $0.amount = event.claimed
                    $0.note = event.note
                }
            ]
        }
        if case .statementLineMatched(let event) = head.event {
            return [
                line(event.statementID, event.lineNo, event.outRefundNo, event.statement)
            ]
        }
        if case .statementMismatchFound(let event) = head.event {
            guard event.kind == .missingInStatement else {
                return [line(event.statementID, event.lineNo, event.outRefundNo, event.statement)]
            }
            return [
                ReportMissingLine {
                    $0.statementID = event.statementID
                    if let payout = event.payoutID { $0.payoutID = payout }
                }
            ]
        }
        if case .chargebackObserved(let event) = head.event {
            return [
                ReportChargeback {
                    $0.channelRef = event.channelRef
                    $0.stage = event.stage
                    $0.amount = event.amount
                }
            ]
        }
        return []
    }

    private func line(
        _ statement: Name, _ number: Int64?, _ refund: RefundNumber?, _ amount: Fen
    ) -> ReconcileLine {
        ReconcileLine {
            $0.statementID = statement
            if let number { $0.lineNo = number }
            if let refund { $0.outRefundNo = refund }
            $0.amount = amount
        }
    }
}
