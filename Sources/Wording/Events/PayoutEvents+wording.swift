public import RefundDomain
import Units

// What events of this group recorded, in a line; never what a person wrote freely.

extension PayoutInitiated: Worded {
    public var wording: Wording {
        Wording(
            "payout \(payoutID.text) of ¥\(amount) to \(channel.en), number \(outRefundNo.text)",
            zh: "发起退款 \(payoutID.text)，¥\(amount)，\(channel.zh)，退款单号 \(outRefundNo.text)")
    }
}

extension PayoutAccepted: Worded {
    public var wording: Wording {
        Wording("payout \(payoutID.text) accepted by the channel", zh: "渠道受理退款 \(payoutID.text)")
    }
}

extension PayoutSucceeded: Worded {
    public var wording: Wording {
        Wording(
            "payout \(payoutID.text) of ¥\(amount) succeeded at \(channelSuccessAt.shanghaiMinute)",
            zh: "退款 \(payoutID.text) 成功，¥\(amount)，渠道时间 \(channelSuccessAt.shanghaiMinute)")
    }
}

extension PayoutFailed: Worded {
    public var wording: Wording {
        Wording(
            "payout \(payoutID.text) failed: \(channelStatus.en), \(code.text)",
            zh: "退款 \(payoutID.text) 失败：\(channelStatus.zh)，\(code.text)")
    }
}

extension PayoutRetried: Worded {
    public var wording: Wording {
        Wording(
            "payout \(payoutID.text) tried again, attempt \(attempt)",
            zh: "重试退款 \(payoutID.text)，第 \(attempt) 次")
    }
}

extension PayoutReissued: Worded {
    public var wording: Wording {
        Wording(
            "payout \(payoutID.text) replaces \(replaces.text), number \(outRefundNo.text)",
            zh: "退款 \(payoutID.text) 替代 \(replaces.text)，退款单号 \(outRefundNo.text)")
    }
}

extension PayoutReversed: Worded {
    public var wording: Wording {
        Wording(
            "payout \(payoutID.text) of ¥\(amount) reversed: \(reason.text)",
            zh: "退款 \(payoutID.text)（¥\(amount)）被撤销：\(reason.text)")
    }
}

extension ArrivalConfirmed: Worded {
    public var wording: Wording {
        Wording("arrival of ¥\(amount) confirmed", zh: "确认到账 ¥\(amount)")
    }
}

extension ArrivalPresumed: Worded {
    public var wording: Wording {
        Wording("arrival presumed", zh: "推定已到账")
    }
}

extension ArrivalDisputed: Worded {
    public var wording: Wording {
        Wording("arrival disputed, ¥\(claimed) claimed", zh: "对到账有异议，主张 ¥\(claimed)")
    }
}

extension StatementLineMatched: Worded {
    public var wording: Wording {
        Wording(
            "statement \(statementID.text) agrees on ¥\(ledger)",
            zh: "对账单 \(statementID.text) 一致，¥\(ledger)")
    }
}

extension StatementMismatchFound: Worded {
    public var wording: Wording {
        Wording(
            "statement \(statementID.text) disagrees: \(kind.en)",
            zh: "对账单 \(statementID.text) 不一致：\(kind.zh)")
    }
}

extension ChargebackObserved: Worded {
    public var wording: Wording {
        Wording(
            "chargeback \(channelRef.text) over ¥\(amount): \(stage.en)",
            zh: "渠道争议 \(channelRef.text)，¥\(amount)：\(stage.zh)")
    }
}
