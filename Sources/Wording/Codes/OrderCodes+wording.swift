public import RefundDomain

extension ProductCategory: Worded {
    public var wording: Wording {
        switch self {
        case .gameCard: Wording("game card", zh: "游戏点卡")
        case .membership: Wording("membership", zh: "会员")
        case .software: Wording("software", zh: "软件")
        case .other: Wording("other product", zh: "其他商品")
        }
    }
}

extension OrderState: Worded {
    public var wording: Wording {
        switch self {
        case .undelivered: Wording("undelivered", zh: "未发货")
        case .unused: Wording("unused", zh: "未使用")
        case .completed: Wording("completed", zh: "已完成")
        case .closed: Wording("closed", zh: "已关闭")
        }
    }
}

extension TenderChannel: Worded {
    public var wording: Wording {
        switch self {
        case .alipay: Wording("Alipay", zh: "支付宝")
        case .wechat: Wording("WeChat Pay", zh: "微信支付")
        case .wallet: Wording("platform wallet", zh: "平台余额")
        case .bankCard: Wording("bank card", zh: "银行卡")
        case .privateTransfer: Wording("private transfer", zh: "私人转账")
        case .other: Wording("other payment", zh: "其他支付方式")
        }
    }
}

extension Currency: Worded {
    public var wording: Wording {
        switch self {
        case .cny: Wording("yuan (CNY)", zh: "人民币")
        }
    }
}

extension SecretState: Worded {
    public var wording: Wording {
        switch self {
        case .sealed: Wording("sealed", zh: "未查看")
        case .revealed: Wording("revealed to the buyer", zh: "已向买家展示")
        case .leaked: Wording("leaked", zh: "已泄露")
        }
    }
}

extension UsageState: Worded {
    public var wording: Wording {
        switch self {
        case .unused: Wording("unused", zh: "未使用")
        case .partlyUsed: Wording("partly used", zh: "部分使用")
        case .redeemed: Wording("redeemed", zh: "已充值")
        case .unknown: Wording("usage unknown", zh: "使用情况未知")
        }
    }
}

extension ActivationState: Worded {
    public var wording: Wording {
        switch self {
        case .notActivated: Wording("not activated", zh: "未激活")
        case .activated: Wording("activated", zh: "已激活")
        case .unknown: Wording("activation unknown", zh: "激活情况未知")
        }
    }
}

extension BindingState: Worded {
    public var wording: Wording {
        switch self {
        case .unbound: Wording("not bound", zh: "未绑定")
        case .bound: Wording("bound to an account or device", zh: "已绑定账号或设备")
        case .unknown: Wording("binding unknown", zh: "绑定情况未知")
        }
    }
}

extension ValidityState: Worded {
    public var wording: Wording {
        switch self {
        case .valid: Wording("valid", zh: "有效期内")
        case .expired: Wording("expired", zh: "已过期")
        case .unknown: Wording("validity unknown", zh: "有效期未知")
        }
    }
}

extension ObservationSource: Worded {
    public var wording: Wording {
        switch self {
        case .platformCheck: Wording("platform check", zh: "平台核验")
        case .vendorCheck: Wording("vendor check", zh: "厂商核验")
        case .channelCheck: Wording("channel check", zh: "渠道核验")
        case .buyerClaim: Wording("buyer's claim", zh: "买家自述")
        }
    }
}

extension AmountUnit: Worded {
    public var wording: Wording {
        switch self {
        case .fen: Wording("fen", zh: "分")
        case .day: Wording("days", zh: "天")
        }
    }
}

extension ListingFlagReason: Worded {
    public var wording: Wording {
        switch self {
        case .pirated: Wording("pirated product", zh: "盗版商品")
        case .descriptionFalse: Wording("false description", zh: "描述不实")
        case .complaints: Wording("many complaints", zh: "投诉较多")
        case .other: Wording("other reason", zh: "其他原因")
        }
    }
}

extension ChargebackStage: Worded {
    public var wording: Wording {
        switch self {
        case .inquiry: Wording("inquiry", zh: "渠道问询")
        case .opened: Wording("opened", zh: "争议已提起")
        case .preArbitration: Wording("pre-arbitration", zh: "仲裁前协商")
        case .arbitration: Wording("arbitration", zh: "仲裁中")
        case .won: Wording("won", zh: "商户胜诉")
        case .lost: Wording("lost", zh: "商户败诉")
        case .closed: Wording("closed", zh: "争议已关闭")
        }
    }
}
