/// Free text as people write it; nothing in it looks like personal data.
enum Phrases {
    /// Why a buyer wants the money back.
    static func description(_ reason: String, _ random: inout SplitMix64) -> String {
        if random.chance(4) { return random.pick(["商品不好", "不想要了", "不满意", "质量差", "退款"]) }
        let core = random.pick(cores(reason))
        switch random.below(5) {
        case 0: return random.pick(openings) + core
        case 1: return core + random.pick(endings)
        case 2: return random.pick(openings) + core + random.pick(endings)
        case 3: return core + ",已等待\(random.number(1...9))小时"
        case _: return core
        }
    }

    private static func cores(_ reason: String) -> [String] {
        switch reason {
        case "item_unusable":
            ["卡密提示无效,无法使用", "兑换时显示代码错误", "The code is rejected as invalid", "商品打不开,一直报错"]
        case "not_as_described":
            ["面值与商品描述不符", "页面写的是季卡,收到的是月卡", "Not the region the page promised", "版本和介绍的不一样"]
        case "not_delivered": ["付款后一直没有发货", "订单显示处理中,没收到卡密", "Nothing was delivered so far"]
        case "topup_not_credited": ["充值后没有到账", "游戏里余额没有变化", "Top-up was never credited"]
        case "not_effective": ["会员一直没有生效", "账号仍显示非会员", "Membership shows as inactive"]
        case "activation_failed": ["授权码激活失败", "激活时提示已被占用", "Activation fails with an error"]
        case "mistaken_purchase":
            ["买错了面值", "误拍,卡密尚未查看", "选错了区服", "Ordered the wrong item by mistake"]
        case "demand_changed": ["不再需要该服务", "临时改了计划,用不上了", "I no longer need this plan"]
        case _: ["情况比较特殊,请协助处理", "与客服沟通后申请", "Please see the attached screenshots"]
        }
    }

    private static let openings = ["您好,", "麻烦处理一下:", "客服你好,", "Hello, ", "刚下单不久,"]
    private static let endings = [
        ",申请退款", ",请尽快核实", ",截图已上传", ", please refund", ",谢谢", ",麻烦看看订单详情",
    ]

    static func explanation(_ code: String, _ random: inout SplitMix64) -> String {
        random.pick(explanations(code)) + random.pick(["", "。", ",如有疑问请联系客服", ",感谢理解"])
    }

    private static func explanations(_ code: String) -> [String] {
        switch code {
        case "window_expired": ["申请已超过退款时限"]
        case "order_state_not_eligible": ["订单状态不支持退款"]
        case "already_used": ["卡密已充值到游戏账户,请联系游戏官方", "The card was redeemed before the claim"]
        case "activated_counts_as_used": ["会员已激活,按商品条款视为已使用"]
        case "activated_and_bound": ["授权码已激活并绑定设备,请联系软件厂商"]
        case "expired_item": ["商品已过有效期"]
        case "secret_leaked": ["卡密已泄露,无法收回"]
        case "evidence_insufficient": ["凭证不足,请补充截图", "Please add a screenshot of the error"]
        case "evidence_unclear": ["截图不清晰,请重新上传"]
        case "evidence_tampered": ["截图有修改痕迹"]
        case "reason_unclear": ["申请原因不明确,请说明具体情况"]
        case "amount_invalid": ["申请金额与订单不符"]
        case "pirated_ineligible": ["盗版软件不具备退款资格"]
        case "not_refundable_by_terms": ["该商品注明不支持无理由退款"]
        case _: ["系统检测到异常,不予退款", "Rejected after a check of the account"]
        }
    }

    static let withdrawals = ["问题已解决,不退了", "找到了使用方法", "Sorted it out, thanks", "和家人商量后决定保留"]
    static let assessments = ["截图完整", "时间与订单一致", "Matches the order", "部分内容偏暗但可辨认"]
    static let supplements = ["请补充官方失败凭证", "需要支付记录截图", "Please add the payment record"]
    static let approvals = ["情况属实", "按规则退款", "Verified with the vendor", "客服已核实"]
    static let appeals = ["审核没有看到我的截图", "厂商已出具说明", "The rule was misread", "事实与结论不符"]
    static let upheld = ["复核后维持原结论", "新材料不足以改变结论", "The first decision stands"]
    static let overturned = ["厂商说明证明问题在出售前已存在", "复核认定为平台责任", "New evidence is convincing"]
    static let disputes = ["银行卡里没有查到这笔钱", "只到账了一部分", "Only part of it has arrived"]
    static let chases = ["什么时候到账", "已经好几天了", "请尽快退款", "Any news on my refund?"]
    static let answers = ["退款排队处理中", "已联系支付渠道核实", "预计两个工作日内到账", "We are on it"]
    static let complaints = ["多次催促没有结果", "要求说明原因和时间", "No answer for days"]
    static let offPlatform = ["对方要求加好友私下退款", "卖家说转账更快", "Seller asked to settle elsewhere"]
    static let voids = ["审批依据有误,作废重审", "订单重复退款风险", "Approved against the wrong order"]
    static let offers = ["按剩余价值协商", "综合使用情况给出方案", "Best we can do"]

    /// What the ledger must not take: test numbers that belong to nobody.
    static let personal = [
        "身份证号是11010519491231002X", "卡号4111 1111 1111 1111,请打到这里", "请联系我13800138000",
        "账号密码:abcd1234", "my password: hunter42", "退到4111-1111-1111-1111",
    ]
}
