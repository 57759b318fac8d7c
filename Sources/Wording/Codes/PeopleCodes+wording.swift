public import RefundDomain

extension Role: Worded {
    public var wording: Wording {
        switch self {
        case .buyer: Wording("buyer", zh: "买家")
        case .agent: Wording("customer service", zh: "客服")
        case .reviewer: Wording("reviewer", zh: "审核员")
        case .supervisor: Wording("supervisor", zh: "主管")
        case .appeals: Wording("appeals officer", zh: "申诉专员")
        case .finance: Wording("finance", zh: "财务")
        case .compliance: Wording("compliance", zh: "合规")
        case .channel: Wording("payment channel", zh: "支付渠道")
        case .system: Wording("system", zh: "系统")
        case .auditor: Wording("auditor", zh: "审计员")
        case .investigator: Wording("investigator", zh: "调查员")
        }
    }
}

extension Via: Worded {
    public var wording: Wording {
        switch self {
        case .official: Wording("official channel", zh: "官方渠道")
        case .qq: Wording("QQ", zh: "QQ 私聊")
        case .wechatPrivate: Wording("private WeChat", zh: "微信私聊")
        case .phone: Wording("phone", zh: "电话")
        case .email: Wording("email", zh: "电子邮件")
        case .other: Wording("other way", zh: "其他途径")
        }
    }
}

extension ContactMedium: Worded {
    public var wording: Wording {
        switch self {
        case .phone: Wording("phone", zh: "电话")
        case .sms: Wording("text message", zh: "短信")
        case .inApp: Wording("in-app message", zh: "站内消息")
        case .email: Wording("email", zh: "电子邮件")
        }
    }
}

extension ContactOutcome: Worded {
    public var wording: Wording {
        switch self {
        case .reached: Wording("reached", zh: "已联系上")
        case .noAnswer: Wording("no answer", zh: "无人接听")
        case .refused: Wording("refused to talk", zh: "拒绝沟通")
        }
    }
}

extension OffPlatformMedium: Worded {
    public var wording: Wording {
        switch self {
        case .qq: Wording("QQ", zh: "QQ 私聊")
        case .wechatPrivate: Wording("private WeChat", zh: "微信私聊")
        case .phone: Wording("phone", zh: "电话")
        case .sms: Wording("text message", zh: "短信")
        case .other: Wording("other way", zh: "其他途径")
        }
    }
}

extension ProposedBy: Worded {
    public var wording: Wording {
        switch self {
        case .seller: Wording("seller", zh: "卖家")
        case .buyer: Wording("buyer", zh: "买家")
        case .agent: Wording("customer service", zh: "客服")
        case .unknown: Wording("somebody unknown", zh: "身份不明者")
        }
    }
}

extension PersonalDataKind: Worded {
    public var wording: Wording {
        switch self {
        case .idNumber: Wording("identity number", zh: "身份证号")
        case .bankCard: Wording("bank card number", zh: "银行卡号")
        case .mobile: Wording("mobile number", zh: "手机号")
        case .password: Wording("password", zh: "密码")
        }
    }
}
