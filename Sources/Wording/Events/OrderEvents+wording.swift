public import RefundDomain
import Units

// What events of this group recorded, in a line; never what a person wrote freely.

extension OrderRegistered: Worded {
    public var wording: Wording {
        Wording("order registered, paid ¥\(paid)", zh: "订单已登记，实付 ¥\(paid)")
    }
}

extension OrderStateChanged: Worded {
    public var wording: Wording {
        Wording("order is now \(to.en)", zh: "订单状态变为“\(to.zh)”")
    }
}

extension ItemStateObserved: Worded {
    public var wording: Wording {
        Wording(
            "line \(line.text): \(source.en), \(facets.en)",
            zh: "商品行 \(line.text)：\(source.zh)，\(facets.zh)")
    }
}

extension RefundApplied: Worded {
    public var wording: Wording {
        Wording("applied for ¥\(requested): \(reason.en)", zh: "申请退款 ¥\(requested)，原因：\(reason.zh)")
    }
}

extension ApplicationAmended: Worded {
    public var wording: Wording {
        Wording(
            "application amended to ¥\(requested): \(reason.en)",
            zh: "申请修改为 ¥\(requested)，原因：\(reason.zh)")
    }
}

extension ApplicationWithdrawn: Worded {
    public var wording: Wording {
        Wording("application withdrawn", zh: "撤回退款申请")
    }
}

extension ExtensionRequested: Worded {
    public var wording: Wording {
        Wording("asked to apply late: \(reason.en)", zh: "申请延期受理，理由：\(reason.zh)")
    }
}

extension ExtensionGranted: Worded {
    public var wording: Wording {
        Wording(
            "may apply until \(newDeadlineAt.shanghaiMinute)",
            zh: "批准延期至 \(newDeadlineAt.shanghaiMinute)")
    }
}

extension ExtensionDenied: Worded {
    public var wording: Wording {
        Wording("may not apply late: \(reason.en)", zh: "拒绝延期：\(reason.zh)")
    }
}

extension OffPlatformContactReported: Worded {
    public var wording: Wording {
        Wording(
            "settlement off the platform proposed (by: \(proposedBy.en), \(medium.en))",
            zh: "平台外私下交易（提议方：\(proposedBy.zh)，方式：\(medium.zh)）")
    }
}

extension RiskSignalRaised: Worded {
    public var wording: Wording {
        Wording(
            "risk signal: \(ViewWord.text(signal.text, in: .en))",
            zh: "风险提示：\(ViewWord.text(signal.text, in: .zh))")
    }
}

extension ListingFlagged: Worded {
    public var wording: Wording {
        Wording("product \(sku.text) flagged: \(reason.en)", zh: "商品 \(sku.text) 被标记：\(reason.zh)")
    }
}

extension NoteAdded: Worded {
    public var wording: Wording {
        Wording("note \(textRef.text)", zh: "备注 \(textRef.text)")
    }
}

extension CorrectionRecorded: Worded {
    public var wording: Wording {
        Wording(
            "event \(correctsPosition) was wrong in \(field.text)",
            zh: "更正事件 \(correctsPosition) 的 \(field.text)")
    }
}

extension ActionRefused: Worded {
    public var wording: Wording {
        Wording("refused to \(action.en): \(code.en)", zh: "拒绝操作“\(action.zh)”：\(code.zh)")
    }
}

extension PolicyPublished: Worded {
    public var wording: Wording {
        Wording("policy \(version.text) published", zh: "发布规则 \(version.text)")
    }
}

extension CalendarPublished: Worded {
    public var wording: Wording {
        Wording("calendar \(version.text) published", zh: "发布工作日历 \(version.text)")
    }
}
