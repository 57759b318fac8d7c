/// The words that views and answers use beyond the closed lists of codes.
///
/// The raw values are the words as they stand in the views.
public enum ViewWord: String, CaseIterable, Worded {
    // What a step of the complaint timeline belongs to.
    case chase, complaint, breach
    // The steps.
    case chased, answered, filed, acknowledged, responded, escalated, resolved, withdrawn
    case breached
    // How a case ended, and what a verdict was.
    case refunded, rejected, voided, approved
    // What kind of movement money made.
    case succeeded, reversed
    case firstPaid = "first_paid"
    // What the ledger notices by itself (section 12 of ACTIONS.md).
    case priceFarBelowMarket = "price_far_below_market"
    case privateTransferPayment = "private_transfer_payment"
    case tenderNotGuaranteed = "tender_not_guaranteed"
    case claimConflictsWithCheck = "claim_conflicts_with_check"
    case redeemedAfterApplication = "redeemed_after_application"
    case evidenceHashInOtherOrder = "evidence_hash_in_other_order"
    case editedEvidence = "edited_evidence"

    public var wording: Wording {
        switch self {
        case .chase: Wording("chase", zh: "催办")
        case .complaint: Wording("complaint", zh: "投诉")
        case .breach: Wording("missed due date", zh: "超时记录")
        case .chased: Wording("chased", zh: "已催办")
        case .answered: Wording("answered", zh: "已答复催办")
        case .filed: Wording("filed", zh: "已提交")
        case .acknowledged: Wording("acknowledged", zh: "已受理")
        case .responded: Wording("responded", zh: "已答复")
        case .escalated: Wording("escalated", zh: "已升级")
        case .resolved: Wording("resolved", zh: "已解决")
        case .withdrawn: Wording("withdrawn", zh: "已撤回")
        case .breached: Wording("breached", zh: "已超时")
        case .refunded: Wording("refunded", zh: "已退款")
        case .rejected: Wording("rejected", zh: "已驳回")
        case .voided: Wording("voided", zh: "已撤销")
        case .approved: Wording("approved", zh: "审核通过")
        case .succeeded: Wording("paid out", zh: "退款成功")
        case .reversed: Wording("taken back", zh: "退款被撤销")
        case .firstPaid: Wording("first paid in full", zh: "首次全部退清")
        case .priceFarBelowMarket:
            Wording("price far below the market", zh: "价格明显低于市场价")
        case .privateTransferPayment: Wording("paid by private transfer", zh: "通过私人转账付款")
        case .tenderNotGuaranteed: Wording("payment not guaranteed", zh: "未使用担保交易")
        case .claimConflictsWithCheck:
            Wording("buyer's claim conflicts with the check", zh: "买家自述与核验不符")
        case .redeemedAfterApplication:
            Wording("redeemed after the application", zh: "申请退款后仍充值使用")
        case .evidenceHashInOtherOrder:
            Wording("same evidence in another order", zh: "凭证与其他订单重复")
        case .editedEvidence: Wording("edited evidence", zh: "凭证经过编辑")
        }
    }

    /// A word of the views in a language; as it is when it is nobody's.
    public static func text(_ word: String, in language: Language) -> String {
        ViewWord(rawValue: word)?.text(in: language) ?? word
    }
}
