public import RefundDomain

extension Basis: Worded {
    public var wording: Wording {
        switch self {
        case .full: Wording("in full", zh: "全额退款")
        case .lessFee: Wording("less a fee", zh: "扣除手续费")
        case .prorata: Wording("pro rata", zh: "按剩余时长比例")
        case .unusedValue: Wording("unused value", zh: "按剩余价值")
        case .negotiated: Wording("negotiated", zh: "协商部分退款")
        }
    }
}

extension ReviewBasis: Worded {
    public var wording: Wording {
        switch self {
        case .full: Wording("in full", zh: "全额退款")
        case .lessFee: Wording("less a fee", zh: "扣除手续费")
        case .prorata: Wording("pro rata", zh: "按剩余时长比例")
        case .unusedValue: Wording("unused value", zh: "按剩余价值")
        }
    }
}

extension RejectionReason: Worded {
    public var wording: Wording {
        switch self {
        case .windowExpired: Wording("window expired", zh: "超过受理期限")
        case .orderStateNotEligible: Wording("order state not eligible", zh: "订单状态不符合条件")
        case .alreadyUsed: Wording("already used", zh: "商品已使用")
        case .activatedCountsAsUsed: Wording("activated counts as used", zh: "激活即视为已使用")
        case .activatedAndBound: Wording("activated and bound", zh: "已激活并绑定")
        case .expiredItem: Wording("item expired", zh: "商品已过期")
        case .secretLeaked: Wording("secret leaked", zh: "卡密已泄露")
        case .evidenceInsufficient: Wording("evidence insufficient", zh: "凭证不足")
        case .evidenceUnclear: Wording("evidence unclear", zh: "凭证不清晰")
        case .evidenceTampered: Wording("evidence tampered with", zh: "凭证经过篡改")
        case .reasonUnclear: Wording("reason unclear", zh: "退款原因不明确")
        case .amountInvalid: Wording("amount invalid", zh: "退款金额有误")
        case .piratedIneligible: Wording("pirated, ineligible", zh: "盗版商品不予退款")
        case .notRefundableByTerms: Wording("not refundable by its terms", zh: "商品说明约定不可退款")
        case .fraudSuspected: Wording("fraud suspected", zh: "涉嫌欺诈")
        }
    }
}

extension Referral: Worded {
    public var wording: Wording {
        switch self {
        case .gameVendor: Wording("game vendor", zh: "游戏官方客服")
        case .softwareVendor: Wording("software vendor", zh: "软件厂商")
        }
    }
}

extension ComponentKind: Worded {
    public var wording: Wording {
        switch self {
        case .fee: Wording("handling fee", zh: "手续费")
        case .fixedCost: Wording("fixed cost", zh: "固定成本")
        case .concession: Wording("concession", zh: "协商让步")
        }
    }
}

extension AppealGrounds: Worded {
    public var wording: Wording {
        switch self {
        case .wrongFacts: Wording("wrong facts", zh: "事实认定有误")
        case .newEvidence: Wording("new evidence", zh: "有新凭证")
        case .ruleMisapplied: Wording("rule misapplied", zh: "规则适用错误")
        case .amountTooLow: Wording("amount too low", zh: "金额过低")
        case .other: Wording("other grounds", zh: "其他理由")
        }
    }
}

extension AppealOutcome: Worded {
    public var wording: Wording {
        switch self {
        case .verdictUpheld: Wording("verdict upheld", zh: "维持原结论")
        case .verdictOverturned: Wording("verdict overturned", zh: "推翻原结论")
        }
    }
}
