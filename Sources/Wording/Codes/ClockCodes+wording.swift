public import RefundDomain

extension ClockName: Worded {
    public var wording: Wording {
        switch self {
        case .review: Wording("review", zh: "审核")
        case .payout: Wording("payout", zh: "退款")
        case .supplement: Wording("supplement", zh: "补充材料")
        case .appeal: Wording("appeal", zh: "申诉")
        case .arrival: Wording("arrival", zh: "到账")
        case .chase: Wording("chase", zh: "催办")
        case .complaint: Wording("complaint", zh: "投诉")
        case .commitment: Wording("commitment", zh: "承诺")
        }
    }
}

extension ClockOutcome: Worded {
    public var wording: Wording {
        switch self {
        case .running: Wording("running", zh: "计时中")
        case .met: Wording("met", zh: "按时")
        case .breached: Wording("breached", zh: "超时")
        case .suspended: Wording("suspended", zh: "已中止")
        case .cancelled: Wording("cancelled", zh: "已取消")
        }
    }
}

extension DayKind: Worded {
    public var wording: Wording {
        switch self {
        case .holiday: Wording("holiday", zh: "法定节假日")
        case .workday: Wording("working weekend day", zh: "调休工作日")
        }
    }
}

extension ReviewMode: Worded {
    public var wording: Wording {
        switch self {
        case .manual: Wording("manual review", zh: "人工审核")
        case .realtime: Wording("realtime review", zh: "实时审核")
        }
    }
}

extension BuyerFaultMode: Worded {
    public var wording: Wording {
        switch self {
        case .fee: Wording("refund less a fee", zh: "扣除手续费退款")
        case .partialOnly: Wording("partial refund only", zh: "仅支持部分退款")
        }
    }
}

extension ProrataUnit: Worded {
    public var wording: Wording {
        switch self {
        case .day: Wording("day", zh: "天")
        }
    }
}

extension Rounding: Worded {
    public var wording: Wording {
        switch self {
        case .halfUp: Wording("half up", zh: "四舍五入")
        }
    }
}
