public import RefundDomain

extension ClockName {
    /// What somebody waits for while the clock runs.
    public var awaited: Wording {
        switch self {
        case .review: Wording("the verdict", zh: "审核结论")
        case .payout: Wording("the payout", zh: "退款到账")
        case .supplement: Wording("the supplement", zh: "补充材料")
        case .appeal: Wording("the appeal's decision", zh: "申诉结论")
        case .arrival: Wording("the arrival to be confirmed", zh: "确认到账")
        case .chase: Wording("the answer to the chase", zh: "催办答复")
        case .complaint: Wording("the response to the complaint", zh: "投诉答复")
        case .commitment: Wording("the promise to be kept", zh: "承诺兑现")
        }
    }
}
