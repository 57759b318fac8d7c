public import RefundDomain
import Units

// What events of this group recorded, in a line; never what a person wrote freely.

extension EvidenceUploaded: Worded {
    public var wording: Wording {
        Wording(
            "evidence \(evidenceID.text) uploaded: \(kind.en)",
            zh: "上传凭证 \(evidenceID.text)：\(kind.zh)")
    }
}

extension EvidenceAssessed: Worded {
    public var wording: Wording {
        Wording(
            "evidence \(evidenceID.text) assessed: clear \(clear.en), complete \(complete.en), unedited \(unedited.en), relevant \(relevant.en)",
            zh:
                "评估凭证 \(evidenceID.text)：清晰 \(clear.zh)，完整 \(complete.zh)，未经编辑 \(unedited.zh)，相关 \(relevant.zh)"
        )
    }
}

extension EvidenceQuarantined: Worded {
    public var wording: Wording {
        Wording("evidence \(evidenceID.text) quarantined", zh: "隔离凭证 \(evidenceID.text)")
    }
}

extension EvidenceErased: Worded {
    public var wording: Wording {
        Wording(
            "evidence \(evidenceID.text) erased: \(basis.en)",
            zh: "删除凭证 \(evidenceID.text)：\(basis.zh)")
    }
}

extension SupplementRequested: Worded {
    public var wording: Wording {
        Wording(
            "more evidence wanted (\(requestID.text)): \(requiredKinds.list(.en))",
            zh: "要求补充材料（\(requestID.text)）：\(requiredKinds.list(.zh))")
    }
}

extension SupplementProvided: Worded {
    public var wording: Wording {
        Wording("evidence provided for \(requestID.text)", zh: "已按 \(requestID.text) 补充材料")
    }
}

extension SupplementLapsed: Worded {
    public var wording: Wording {
        Wording("no evidence in time for \(requestID.text)", zh: "\(requestID.text) 逾期未补充材料")
    }
}

extension ContactAttempted: Worded {
    public var wording: Wording {
        Wording(
            "buyer contacted by \(medium.en): \(outcome.en)", zh: "通过\(medium.zh)联系买家：\(outcome.zh)"
        )
    }
}

extension ReviewAssigned: Worded {
    public var wording: Wording {
        Wording("review given to \(reviewer.text)", zh: "审核分派给 \(reviewer.text)")
    }
}

extension NegotiationRequested: Worded {
    public var wording: Wording {
        Wording(
            "asked for a part: \(unit.quantity(unused, .en)) unused",
            zh: "申请协商部分退款，未使用 \(unit.quantity(unused, .zh))")
    }
}

extension PartialOfferMade: Worded {
    public var wording: Wording {
        Wording("offer \(offerID.text) of ¥\(amount)", zh: "提出方案 \(offerID.text)，金额 ¥\(amount)")
    }
}

extension PartialOfferAccepted: Worded {
    public var wording: Wording {
        Wording("offer \(offerID.text) accepted", zh: "接受方案 \(offerID.text)")
    }
}

extension PartialOfferDeclined: Worded {
    public var wording: Wording {
        Wording("offer \(offerID.text) declined", zh: "拒绝方案 \(offerID.text)")
    }
}

extension PartialOfferLapsed: Worded {
    public var wording: Wording {
        Wording(
            "\(offerID.map { "offer \($0.text)" } ?? "request for a part") lapsed",
            zh: "\(offerID.map { "方案 \($0.text) " } ?? "协商申请")已失效")
    }
}

extension VerdictApproved: Worded {
    public var wording: Wording {
        Wording(
            "verdict \(verdictID.text): ¥\(amount) approved, \(basis.en), fault of the \(fault.en)",
            zh: "结论 \(verdictID.text)：同意退款 ¥\(amount)，\(basis.zh)，\(fault.zh)")
    }
}

extension VerdictRejected: Worded {
    public var wording: Wording {
        Wording(
            "verdict \(verdictID.text): rejected, \(reasonCodes.list(.en))",
            zh: "结论 \(verdictID.text)：驳回，\(reasonCodes.list(.zh))")
    }
}

extension AppealFiled: Worded {
    public var wording: Wording {
        Wording(
            "appeal \(appealID.text) against \(verdictID.text): \(grounds.en)",
            zh: "对结论 \(verdictID.text) 提出申诉 \(appealID.text)：\(grounds.zh)")
    }
}

extension AppealDecided: Worded {
    public var wording: Wording {
        Wording(
            "appeal \(appealID.text) decided: \(outcome.en)",
            zh: "申诉 \(appealID.text) 结论：\(outcome.zh)")
    }
}

extension VerdictVoided: Worded {
    public var wording: Wording {
        Wording(
            "verdict \(verdictID.text) voided, confirmed by \(confirmedBy.text)",
            zh: "撤销结论 \(verdictID.text)，由 \(confirmedBy.text) 确认")
    }
}

extension CaseClosed: Worded {
    public var wording: Wording {
        Wording("case closed: \(outcome.en)", zh: "退款申请关闭：\(outcome.zh)")
    }
}
