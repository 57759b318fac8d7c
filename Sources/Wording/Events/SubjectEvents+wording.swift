public import RefundDomain
import Units

extension SubjectErased: Worded {
    public var wording: Wording {
        Wording(
            "what is held about \(subject.text) erased, \(ground.text(in: .en))",
            zh: "删除 \(subject.text) 的个人信息，\(ground.text(in: .zh))")
    }
}

extension SubjectRestricted: Worded {
    public var wording: Wording {
        Wording(
            "what is held about \(subject.text) only stored until \(until.shanghaiMinute), "
                + ground.text(in: .en),
            zh: "\(subject.text) 的个人信息在 \(until.shanghaiMinute) 前仅予存储，\(ground.text(in: .zh))")
    }
}
