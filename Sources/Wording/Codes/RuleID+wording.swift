public import RefundDomain

/// What the rules say, each in one line.
///
/// Source: ARTICLE.md for the rules, section 14 of ACTIONS.md for the decisions on its gaps.
extension RuleID {
    /// What the rule says; `nil` for a rule this program does not know.
    public var wording: Wording? {
        guard let number = Int(text.dropFirst()), number >= 1 else { return nil }
        let texts: [Wording]
        switch text.first {
        case "R": texts = Self.rules
        case "G": texts = Self.gaps
        case _: return nil
        }
        return number <= texts.count ? texts[number - 1] : nil
    }

    /// R1 and so on.
    private static let rules: [Wording] = [
        Wording(
            "No refund without a rule: every verdict cites its rules.",
            zh: "退款须有规则依据，结论须引用所依据的规则。"),
        Wording(
            "New, unused and not activated goods are the easiest to refund.",
            zh: "未激活、未使用的全新商品退款成功率较高。"),
        Wording(
            "Goods partly used, bound or expired are decided by a person only.",
            zh: "已部分使用、已绑定或已过期的商品须人工审核。"),
        Wording(
            "An application is taken within the window after payment, 24 to 72 hours.",
            zh: "须在购买后规定时间（24 至 72 小时）内申请，超时不予受理。"),
        Wording(
            "Where the platform is at fault, all of it is refunded, without any deduction.",
            zh: "因平台方原因退款的，全额退款，不扣任何费用。"),
        Wording(
            "Where the buyer is at fault, a fee is kept, or only a part is refunded.",
            zh: "因用户自身原因退款的，扣除一定手续费或仅支持部分退款。"),
        Wording(
            "A game card is refunded if unused and its secret has not leaked.",
            zh: "点卡未充值且卡号密码未泄露的，支持退款。"),
        Wording(
            "A game card needs order number, card number and proof of purchase.",
            zh: "点卡退款须提供订单号、卡号及购买凭证。"),
        Wording(
            "The platform checks a card before it is refunded, to the original account.",
            zh: "点卡须经平台核实未使用后，原路退回。"),
        Wording(
            "A redeemed card is not refunded; the game vendor can help.",
            zh: "已充值到游戏账户的，不予退款，请联系游戏官方客服。"),
        Wording(
            "A membership that is not activated is refunded.",
            zh: "会员未激活且未生效的，可申请退款。"),
        Wording(
            "An activated membership is refunded by days left, less fixed costs.",
            zh: "已激活的会员按剩余时长比例退款，并扣除固定成本。"),
        Wording(
            "Where the terms say so, activation counts as use.",
            zh: "商品说明如有约定，激活即视为已使用。"),
        Wording(
            "The listing terms shown with the order govern the case.",
            zh: "以下单时的商品说明为准。"),
        Wording(
            "An unused genuine licence is refunded.",
            zh: "未使用的正版软件授权码可以退款。"),
        Wording(
            "Software activated and bound to a device is not refunded; its vendor can help.",
            zh: "已激活并绑定设备的软件不予退款，请联系软件厂商。"),
        Wording(
            "Pirated software is never refunded, and its listing is flagged.",
            zh: "破解版、盗版软件不予退款，并标记该商品。"),
        Wording(
            "Everything goes by the platform's official channel.",
            zh: "一切操作须通过平台官方渠道完成。"),
        Wording(
            "Only the buyer of the order, or an agent on the buyer's behalf, may apply.",
            zh: "仅限订单买家本人，或由客服代买家提出。"),
        Wording(
            "Orders are found by number, product name or time of payment.",
            zh: "可按订单号、商品名称或购买时间查找订单。"),
        Wording(
            "Only some states of an order allow an application.",
            zh: "订单状态须符合申请条件。"),
        Wording(
            "A reason from the list must be given.",
            zh: "须填写退款原因。"),
        Wording(
            "More than what is left is never refunded; less than all where the policy allows it.",
            zh: "退款金额不得超过可退余额；规则允许时可部分退款。"),
        Wording(
            "A description should say what is wrong, not just that it is bad.",
            zh: "补充说明应具体，避免模糊表述。"),
        Wording(
            "The evidence that the kind of product and the reason ask for must be there.",
            zh: "须按商品类型和退款原因提供相应凭证。"),
        Wording(
            "Game cards: a voucher screenshot or a record of the failed top-up.",
            zh: "点卡：卡号密码截图、充值失败记录。"),
        Wording(
            "Memberships: a screenshot of the status, the order's page.",
            zh: "会员：服务未生效截图、订单详情页截图。"),
        Wording(
            "Software: the failed activation, or that it is not installed.",
            zh: "软件：激活失败提示、软件未安装截图。"),
        Wording(
            "Evidence must be clear and complete, and prove the point.",
            zh: "凭证须清晰、完整，能直接证明问题。"),
        Wording(
            "Edited evidence does not count.",
            zh: "不得过度编辑凭证，经篡改的凭证无效。"),
        Wording(
            "A review takes one to three working days.",
            zh: "审核须在 1 至 3 个工作日内完成。"),
        Wording(
            "A policy may let clear cases be decided at once by the system.",
            zh: "规则可允许系统对明确情形实时审核。"),
        Wording(
            "The platform may ask for more evidence, which must come in time.",
            zh: "平台可要求补充材料，买家须按时提供。"),
        Wording(
            "Money goes back to the original account in one to five working days, each refund once.",
            zh: "审核通过后 1 至 5 个工作日内退回原支付账户，同一笔只退一次。"),
        Wording(
            "A rejection gives its reasons.",
            zh: "驳回须说明原因。"),
        Wording(
            "A rejection may be amended, or appealed before another person.",
            zh: "被驳回后可修改申请，或向他人申诉。"),
        Wording(
            "The buyer confirms that the money arrived.",
            zh: "买家须确认款项是否到账。"),
        Wording(
            "Money may take one to two hours to arrive after the channel paid.",
            zh: "第三方支付到账可能延迟 1 至 2 小时。"),
        Wording(
            "The buyer may always ask how a refund stands.",
            zh: "买家可随时催办、查询退款状态。"),
        Wording(
            "Amounts that do not agree are a problem to be settled.",
            zh: "退款金额不符的，须核实处理。"),
        Wording(
            "For a used item a part may be agreed on, up to the proven unused value.",
            zh: "已使用的商品可凭剩余价值证明协商部分退款，不超过剩余价值。"),
        Wording(
            "Goodwill needs a statement of no ill intent and evidence, and is never automatic.",
            zh: "人性化处理须声明非恶意并提供凭证，不得自动通过。"),
        Wording(
            "Who is late may ask, with a reason, to apply after the window.",
            zh: "超过期限的，可说明情况申请延期受理。"),
        Wording(
            "Beyond seven days from payment nothing is taken any more.",
            zh: "购买超过 7 天的，不再受理。"),
        Wording(
            "Missing or further evidence may be asked for: payment record, official proof.",
            zh: "可要求补充支付记录、官方证明等材料。"),
        Wording(
            "The same evidence is not handed in twice.",
            zh: "不得重复提交相同凭证。"),
        Wording(
            "Not paid five working days after approval is late; the first step is a chase.",
            zh: "审核通过后超过 5 个工作日未到账的，可先催办。"),
        Wording(
            "What stays unsolved can be complained about by official channels.",
            zh: "仍未解决的，可通过官方投诉渠道投诉。"),
        Wording(
            "An answer to a complaint explains the delay and promises a date.",
            zh: "答复投诉须说明原因并限期处理。"),
        Wording(
            "A platform should be registered and of good repute.",
            zh: "选择正规备案、口碑良好的平台。"),
        Wording(
            "Payment by a guaranteed trade is preferred.",
            zh: "优先选择第三方担保交易。"),
        Wording(
            "Private transfers and unknown links are a warning sign.",
            zh: "避免私人转账或通过不明链接付款。"),
        Wording(
            "The listing says whether and until when it can be refunded.",
            zh: "商品详情须说明是否支持退款、条件及时效。"),
        Wording(
            "Many complaints about a product are a warning sign.",
            zh: "投诉较多的商品须留意风险。"),
        Wording(
            "A price far below the market is a warning sign.",
            zh: "价格明显低于市场价的，存在盗版、失效风险。"),
        Wording(
            "Personal data is kept out of texts and evidence.",
            zh: "不得泄露身份证号、银行卡密码等个人隐私。"),
        Wording(
            "No settlement off the platform.",
            zh: "禁止私下交易，一切操作须在平台内完成。"),
        Wording(
            "Reviews are kept fair: two persons for large or contested amounts, times measured.",
            zh: "审核须公正：大额或争议款项由两人经手，并统计时效。"),
        Wording(
            "Rules are published, versioned and quoted.",
            zh: "规则须公开发布、注明版本并在结论中引用。"),
    ]

    /// G1 and so on.
    private static let gaps: [Wording] = [
        Wording(
            "The window is 72 hours, or what the terms say, at least 24; its end is included.",
            zh: "受理期限为 72 小时，商品说明可缩短至不少于 24 小时，含截止时刻。"),
        Wording(
            "The window starts with payment; what is undelivered never lapses.",
            zh: "期限自付款起算；未发货的订单不受期限限制。"),
        Wording(
            "Undelivered, unused and completed orders may be applied for.",
            zh: "未发货、未使用、已完成的订单均可申请。"),
        Wording(
            "The fee is a value of the policy: 5 %, rounded half up.",
            zh: "手续费由规则设定：5%，四舍五入。"),
        Wording(
            "The fixed cost is 0.6 % of what was paid, never on top of a fee.",
            zh: "固定成本为实付金额的 0.6%，不与手续费叠加。"),
        Wording(
            "Pro rata counts whole days up to the first application; a started day is used.",
            zh: "按比例退款以首次申请时的整天数计算，不足一天按一天计。"),
        Wording(
            "The platform's fault outweighs the item's state, but only a person decides so.",
            zh: "平台责任优先于商品状态，但须人工认定。"),
        Wording(
            "The listing term decides whether activation is use; without one it is pro rata.",
            zh: "激活是否视为使用以商品说明为准，未约定的按比例计算。"),
        Wording(
            "Pirated goods are always refused and flagged.",
            zh: "盗版商品一律不予退款并标记。"),
        Wording(
            "Working days follow the State Council's calendar; the first day does not count.",
            zh: "工作日以国务院安排为准，起始日不计。"),
        Wording(
            "A supplement or negotiation stops the review, which then starts afresh.",
            zh: "补充材料或协商期间审核中止，之后重新计时。"),
        Wording(
            "A supplement is due in 72 hours; without it the review goes on.",
            zh: "补充材料期限为 72 小时，逾期则按现有材料审核。"),
        Wording(
            "Two amendments in 72 hours; one appeal in 7 days, before another person; then final.",
            zh: "72 小时内可修改两次；7 天内可申诉一次，由他人处理，之后终局。"),
        Wording(
            "An approved amount may be appealed as too low before any payout starts.",
            zh: "退款发起前，可以金额过低为由申诉。"),
        Wording(
            "An offer is at most the unused value less fixed cost, and lapses after 72 hours.",
            zh: "方案金额不超过剩余价值减固定成本，72 小时后失效。"),
        Wording(
            "An extension moves the end of the window, to at most 168 hours from payment.",
            zh: "延期可延长受理期限，最长至付款后 168 小时。"),
        Wording(
            "The payout clock stops when the channel has paid; arrival has its own.",
            zh: "渠道退款成功即停止退款计时，到账另行计时。"),
        Wording(
            "Arrival is presumed when the buyer is silent, and may be disputed later.",
            zh: "买家未答复的推定为已到账，之后仍可提出异议。"),
        Wording(
            "A chase before a complaint is advice; a complaint without one is flagged.",
            zh: "投诉前催办仅为建议，未催办的作标记。"),
        Wording(
            "Complaints on the platform are answered in three working days.",
            zh: "平台内投诉须在 3 个工作日内答复。"),
        Wording(
            "Any body may be complained to.",
            zh: "投诉渠道不作限制。"),
        Wording(
            "Voucher screenshots are secret; uploading one is no leak.",
            zh: "卡密截图按机密处理，上传不视为泄露。"),
        Wording(
            "A refund is divided over lines and tenders; each tender has its payout.",
            zh: "退款按商品行和支付款项分摊，每笔支付款项单独退回。"),
        Wording(
            "One open case for each order.",
            zh: "每个订单同时只能有一个进行中的退款申请。"),
        Wording(
            "An abnormal account needs a remedy of the channel, by finance.",
            zh: "收款账户异常时，由财务按渠道方式补救。"),
        Wording(
            "After 365 days the channel no longer refunds.",
            zh: "超过 365 天的，渠道不再退款。"),
        Wording(
            "An open channel dispute blocks payouts.",
            zh: "渠道争议未结期间暂停退款。"),
        Wording(
            "Seven days are only the bound of goodwill, not a right.",
            zh: "7 天仅为酌情受理的上限，并非无理由退货权。"),
    ]
}
