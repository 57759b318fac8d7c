public import RefundDomain

extension Reason: Worded {
    public var wording: Wording {
        switch self {
        case .itemUnusable: Wording("item unusable", zh: "商品无法使用")
        case .notAsDescribed: Wording("not as described", zh: "商品描述不符")
        case .notDelivered: Wording("not delivered", zh: "未发货")
        case .topupNotCredited: Wording("top-up not credited", zh: "充值未到账")
        case .notEffective: Wording("service not effective", zh: "服务未生效")
        case .activationFailed: Wording("activation failed", zh: "激活失败")
        case .mistakenPurchase: Wording("bought by mistake", zh: "误购")
        case .demandChanged: Wording("no longer wanted", zh: "需求变更")
        case .other: Wording("other reason", zh: "其他原因")
        }
    }
}

extension Fault: Worded {
    public var wording: Wording {
        switch self {
        case .platform: Wording("platform", zh: "平台责任")
        case .buyer: Wording("buyer", zh: "买家责任")
        }
    }
}

extension Route: Worded {
    public var wording: Wording {
        switch self {
        case .auto: Wording("automatic", zh: "自动审核")
        case .manual: Wording("manual", zh: "人工审核")
        }
    }
}

extension WindowBasis: Worded {
    public var wording: Wording {
        switch self {
        case .standard: Wording("within the window", zh: "正常受理期内")
        case .extension: Wording("by extension", zh: "经批准延期")
        }
    }
}

extension ApplicationWarning: Worded {
    public var wording: Wording {
        switch self {
        case .vagueDescription: Wording("vague description", zh: "说明过于笼统")
        }
    }
}

extension CaseStatus: Worded {
    public var wording: Wording {
        switch self {
        case .underReview: Wording("under review", zh: "审核中")
        case .awaitingSupplement: Wording("awaiting supplement", zh: "待补充材料")
        case .negotiating: Wording("negotiating", zh: "协商中")
        case .approved: Wording("approved", zh: "审核通过")
        case .rejected: Wording("rejected", zh: "已驳回")
        case .appealing: Wording("appealing", zh: "申诉中")
        case .paying: Wording("paying", zh: "退款中")
        case .payoutFailed: Wording("payout failed", zh: "退款失败")
        case .paid: Wording("paid", zh: "已退款")
        case .completed: Wording("completed", zh: "已完成")
        case .withdrawn: Wording("withdrawn", zh: "已撤回")
        case .closedUnpaid: Wording("closed unpaid", zh: "未退款关闭")
        }
    }
}

extension CaseOutcome: Worded {
    public var wording: Wording {
        switch self {
        case .rejected: Wording("rejected", zh: "驳回")
        }
    }
}

extension ExtensionReason: Worded {
    public var wording: Wording {
        switch self {
        case .businessTrip: Wording("business trip", zh: "出差")
        case .illness: Wording("illness", zh: "生病")
        case .discoveredLate: Wording("discovered late", zh: "发现较晚")
        case .other: Wording("other reason", zh: "其他原因")
        }
    }
}

extension ExtensionDenialReason: Worded {
    public var wording: Wording {
        switch self {
        case .beyondHardLimit: Wording("beyond the hard limit", zh: "超过最长受理期限")
        case .reasonNotAccepted: Wording("reason not accepted", zh: "理由不成立")
        case .itemStateUnverifiable: Wording("item state cannot be verified", zh: "无法核实商品状态")
        case .other: Wording("other reason", zh: "其他原因")
        }
    }
}

extension EvidenceKind: Worded {
    public var wording: Wording {
        switch self {
        case .orderDetail: Wording("order detail page", zh: "订单详情页截图")
        case .voucherScreenshot: Wording("voucher screenshot", zh: "卡号密码截图")
        case .topupFailureScreenshot: Wording("top-up failure screenshot", zh: "充值失败截图")
        case .membershipStatus: Wording("membership status", zh: "会员状态截图")
        case .activationFailurePrompt: Wording("activation failure prompt", zh: "激活失败提示截图")
        case .notInstalledScreenshot: Wording("not-installed screenshot", zh: "软件未安装截图")
        case .remainingValueProof: Wording("proof of remaining value", zh: "剩余价值证明")
        case .paymentRecord: Wording("payment record", zh: "支付记录")
        case .officialFailureProof: Wording("official proof of failure", zh: "官方失败证明")
        case .compatibilityErrorScreenshot:
            Wording("compatibility error screenshot", zh: "设备兼容性错误截图")
        case .proofOfPurchase: Wording("proof of purchase", zh: "购买凭证")
        case .vendorLetter: Wording("letter of the vendor", zh: "厂商说明")
        case .other: Wording("other evidence", zh: "其他凭证")
        }
    }
}

extension Sensitivity: Worded {
    public var wording: Wording {
        switch self {
        case .normal: Wording("normal", zh: "普通")
        case .voucherSecret: Wording("voucher secret", zh: "含卡密")
        case .personal: Wording("personal data", zh: "含个人信息")
        }
    }
}

extension EvidenceStatus: Worded {
    public var wording: Wording {
        switch self {
        case .active: Wording("active", zh: "有效")
        case .quarantined: Wording("quarantined", zh: "已隔离")
        case .erased: Wording("erased", zh: "已删除")
        }
    }
}

extension Judgement: Worded {
    public var wording: Wording {
        switch self {
        case .yes: Wording("yes", zh: "是")
        case .no: Wording("no", zh: "否")
        case .unknown: Wording("unknown", zh: "不确定")
        }
    }
}

extension ErasureBasis: Worded {
    public var wording: Wording {
        switch self {
        case .buyerRequest: Wording("buyer's request", zh: "买家要求")
        case .legalOrder: Wording("legal order", zh: "法律要求")
        case .retentionExpired: Wording("retention expired", zh: "保存期满")
        }
    }
}

extension RestrictionGround: Worded {
    public var wording: Wording {
        switch self {
        case .legalRetention: Wording("retention required by law", zh: "法定保存期限")
        case .legalOrder: Wording("legal order", zh: "司法或行政命令")
        case .dispute: Wording("dispute", zh: "争议处理")
        }
    }
}
