public import RefundDomain

extension PayoutStatus: Worded {
    public var wording: Wording {
        switch self {
        case .initiated: Wording("initiated", zh: "已发起")
        case .accepted: Wording("accepted by the channel", zh: "渠道已受理")
        case .succeeded: Wording("succeeded", zh: "退款成功")
        case .failed: Wording("failed", zh: "退款失败")
        case .reversed: Wording("reversed", zh: "已被撤销")
        }
    }
}

extension RefundStatus: Worded {
    public var wording: Wording {
        switch self {
        case .none: Wording("none", zh: "未退款")
        case .partial: Wording("partial", zh: "部分退款")
        case .full: Wording("full", zh: "全额退款")
        }
    }
}

extension Destination: Worded {
    public var wording: Wording {
        switch self {
        case .original: Wording("original account", zh: "原支付账户")
        case .privateTransfer: Wording("private transfer", zh: "私人转账")
        case .otherAccount: Wording("other account", zh: "其他账户")
        case .unknownLink: Wording("unknown link", zh: "不明链接")
        case .thirdParty: Wording("third party", zh: "第三方")
        }
    }
}

extension Remedy: Worded {
    public var wording: Wording {
        switch self {
        case .userBankCard: Wording("buyer's bank card", zh: "退到用户银行卡")
        case .merchantBankCard: Wording("merchant's bank card", zh: "退到商户银行卡")
        }
    }
}

extension ChannelStatus: Worded {
    public var wording: Wording {
        switch self {
        case .abnormal: Wording("abnormal", zh: "退款异常")
        case .closed: Wording("closed", zh: "退款关闭")
        case .error: Wording("error", zh: "渠道报错")
        }
    }
}

extension MismatchKind: Worded {
    public var wording: Wording {
        switch self {
        case .missingInLedger: Wording("missing in the ledger", zh: "账本缺失")
        case .notSucceeded: Wording("payout not succeeded", zh: "退款未成功")
        case .amountDiffers: Wording("amount differs", zh: "金额不一致")
        case .missingInStatement: Wording("missing in the statement", zh: "对账单缺失")
        }
    }
}
