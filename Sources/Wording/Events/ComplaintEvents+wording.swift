public import RefundDomain
import Units

// What events of this group recorded, in a line; never what a person wrote freely.

extension PayoutChased: Worded {
    public var wording: Wording {
        Wording(
            "chase \(chaseID.text)\(overdue ? ", payout overdue" : "")",
            zh: "催办 \(chaseID.text)\(overdue ? "，退款已逾期" : "")")
    }
}

extension ChaseAnswered: Worded {
    public var wording: Wording {
        Wording("chase \(chaseID.text) answered", zh: "答复催办 \(chaseID.text)")
    }
}

extension ComplaintFiled: Worded {
    public var wording: Wording {
        Wording(
            "complaint \(complaintID.text) filed: \(channel.en), \(subject.en)",
            zh: "提交投诉 \(complaintID.text)：\(channel.zh)，\(subject.zh)")
    }
}

extension ComplaintAcknowledged: Worded {
    public var wording: Wording {
        Wording("complaint \(complaintID.text) acknowledged", zh: "受理投诉 \(complaintID.text)")
    }
}

extension ComplaintResponded: Worded {
    public var wording: Wording {
        Wording(
            "complaint \(complaintID.text) answered: \(explanationCode.en)\(commitmentAt.map { ", promised by \($0.shanghaiMinute)" } ?? "")",
            zh:
                "答复投诉 \(complaintID.text)：\(explanationCode.zh)\(commitmentAt.map { "，承诺 \($0.shanghaiMinute) 前处理" } ?? "")"
        )
    }
}

extension ComplaintEscalated: Worded {
    public var wording: Wording {
        Wording(
            "complaint \(complaintID.text) taken to: \(toChannel.en)",
            zh: "投诉 \(complaintID.text) 升级至：\(toChannel.zh)")
    }
}

extension ComplaintResolved: Worded {
    public var wording: Wording {
        Wording(
            "complaint \(complaintID.text) resolved: \(outcome.en)",
            zh: "投诉 \(complaintID.text) 已解决：\(outcome.zh)")
    }
}

extension ComplaintWithdrawn: Worded {
    public var wording: Wording {
        Wording("complaint \(complaintID.text) withdrawn", zh: "撤回投诉 \(complaintID.text)")
    }
}

extension SlaBreachRecorded: Worded {
    public var wording: Wording {
        Wording(
            "\(clock.en) clock \(cycle) missed its due date \(dueAt.shanghaiMinute)",
            zh: "\(clock.zh)计时第 \(cycle) 轮超过期限 \(dueAt.shanghaiMinute)")
    }
}

extension DeadlineRecomputed: Worded {
    public var wording: Wording {
        Wording(
            "\(clock.en) clock \(cycle) is now due \(newDueAt.shanghaiMinute)",
            zh: "\(clock.zh)计时第 \(cycle) 轮期限改为 \(newDueAt.shanghaiMinute)")
    }
}
