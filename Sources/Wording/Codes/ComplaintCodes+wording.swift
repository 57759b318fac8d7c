public import RefundDomain

extension ComplaintChannel: Worded {
    public var wording: Wording {
        switch self {
        case .platformOnline: Wording("platform, online", zh: "平台在线投诉")
        case .platformEmail: Wording("platform, by email", zh: "平台投诉邮箱")
        case .hotline12321: Wording("12321 (bad content reports)", zh: "12321 网络不良与垃圾信息举报受理中心")
        case .hotline12315: Wording("12315 (consumer complaints)", zh: "12315 消费者投诉")
        case .other: Wording("other body", zh: "其他渠道")
        }
    }
}

extension EscalationChannel: Worded {
    public var wording: Wording {
        switch self {
        case .hotline12321: Wording("12321 (bad content reports)", zh: "12321 网络不良与垃圾信息举报受理中心")
        case .hotline12315: Wording("12315 (consumer complaints)", zh: "12315 消费者投诉")
        case .other: Wording("other body", zh: "其他渠道")
        }
    }
}

extension ComplaintSubject: Worded {
    public var wording: Wording {
        switch self {
        case .payoutDelayed: Wording("payout delayed", zh: "退款延迟")
        case .reviewDelayed: Wording("review delayed", zh: "审核延迟")
        case .rejected: Wording("application rejected", zh: "申请被拒")
        case .amountMismatch: Wording("amount does not match", zh: "退款金额不符")
        case .other: Wording("other subject", zh: "其他问题")
        }
    }
}

extension ComplaintDemand: Worded {
    public var wording: Wording {
        switch self {
        case .explainAndDeadline: Wording("explain, and set a deadline", zh: "说明原因并限期处理")
        case .payNow: Wording("pay now", zh: "立即退款")
        case .reopen: Wording("reopen the case", zh: "重新处理")
        case .other: Wording("other demand", zh: "其他诉求")
        }
    }
}

extension ComplaintOutcome: Worded {
    public var wording: Wording {
        switch self {
        case .paidInFull: Wording("paid in full", zh: "已全额退款")
        case .paidPartly: Wording("paid in part", zh: "已部分退款")
        case .explained: Wording("explained", zh: "已解释说明")
        case .notUpheld: Wording("not upheld", zh: "投诉不成立")
        case .other: Wording("other outcome", zh: "其他结果")
        }
    }
}

extension ComplaintState: Worded {
    public var wording: Wording {
        switch self {
        case .filed: Wording("filed", zh: "已提交")
        case .acknowledged: Wording("acknowledged", zh: "已受理")
        case .responded: Wording("responded", zh: "已答复")
        case .escalated: Wording("escalated", zh: "已升级")
        case .resolved: Wording("resolved", zh: "已解决")
        case .withdrawn: Wording("withdrawn", zh: "已撤回")
        }
    }
}

extension ComplaintFlag: Worded {
    public var wording: Wording {
        switch self {
        case .noPriorChase: Wording("no chase before", zh: "投诉前未催办")
        }
    }
}

extension ExplanationCode: Worded {
    public var wording: Wording {
        switch self {
        case .merchantBalanceInsufficient: Wording("merchant balance insufficient", zh: "商户余额不足")
        case .channelDelay: Wording("channel delay", zh: "支付渠道延迟")
        case .accountAbnormal: Wording("account abnormal", zh: "收款账户异常")
        case .reviewBacklog: Wording("review backlog", zh: "审核积压")
        case .systemFault: Wording("system fault", zh: "系统故障")
        case .alreadyPaid: Wording("already paid", zh: "款项已退")
        case .ruleExplained: Wording("rule explained", zh: "已说明规则")
        case .other: Wording("other explanation", zh: "其他说明")
        }
    }
}
