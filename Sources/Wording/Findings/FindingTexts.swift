/// What `verify` says of each thing that is wrong, in other languages.
///
/// The log and the checks of orders say in English what they expected and found; here it is found
/// by that text. What a library said of a failure stays as it is. Tests damage ledgers and find
/// what is not here.
public enum FindingTexts {
    /// A finding in every language; `nil` when nobody has translated it.
    public static func wording(of detail: String) -> Wording? {
        chinese(detail).map { Wording(detail, zh: $0) }
    }

    /// A finding in a language; as it is when nobody has translated it.
    public static func text(_ detail: String, in language: Language) -> String {
        wording(of: detail)?.in(language) ?? detail
    }

    private static func chinese(_ text: String) -> String? {
        if let list = rowsOfIndex(text) { return list }
        return (file.chinese(text, value: inner) ?? orders.chinese(text, value: inner))
    }

    private static func inner(_ value: String) -> String { chinese(value) ?? value }

    /// What is wrong with an index, such as "3 rows of the index of marks are wrong: first; second".
    private static func rowsOfIndex(_ text: String) -> String? {
        for (heading, translated) in indexes {
            guard let place = text.firstRange(of: heading), Int(text[..<place.lowerBound]) != nil
            else { continue }
            let rows = text[place.upperBound...].split(separator: "; ").map { inner(String($0)) }
            return "\(translated)有 \(text[..<place.lowerBound]) 行错误：" + rows.joined(separator: "；")
        }
        return nil
    }

    private static let indexes = [
        (" rows of the index of streams are wrong: ", "流索引"),
        (" rows of the index of marks are wrong: ", "标记索引"),
        (" rows of the index of tree nodes are wrong: ", "树节点索引"),
    ]

    private static let file = Sentences([
        "SQLite's check says: {}": "SQLite 自检报告：{1}",
        "it does not read: {}": "无法读取：{1}",
        "the table 'ledger' has {} rows, not 1": "表 ledger 有 {1} 行，应为 1 行",
        "the ledger table is empty": "表 ledger 为空",
        "the table {} is missing": "缺少表 {1}",
        "the table {} is not this program's": "表 {1} 不是本程序所建",
        "the trigger {} is missing": "缺少触发器 {1}",
        "the trigger {} is not this program's": "触发器 {1} 不是本程序所建",
        "the index {} is missing": "缺少索引 {1}",
        "the index {} is not this program's": "索引 {1} 不是本程序所建",
        "the view {} is not this program's": "视图 {1} 不是本程序所建",
        "dictionaries {} to {} are missing": "缺少压缩字典 {1} 至 {2}",
        "dictionary {} is missing or not what its digest says": "压缩字典 {1} 缺失或与其摘要不符",
        "dictionary {} is missing": "缺少压缩字典 {1}",
        "dictionary {} is not what its digest says": "压缩字典 {1} 与其摘要不符",
        "there is no segment {}": "没有段 {1}",
        "segments are numbered up to {}, and there are {}": "段的编号至 {1}，实有 {2} 个",
        "segment {} states the root {}, its entries give {}": "段 {1} 所载的根为 {2}，由其条目算得 {3}",
        "segment {} was written with root {} and reads as {}": "段 {1} 写入时的根为 {2}，读出为 {3}",
        "segment {} does not have the root it states": "段 {1} 与其所载的根不符",
        "segment {} does not read: {}": "段 {1} 无法读取：{2}",
        "segment {} does not fit: {}": "段 {1} 不相合：{2}",
        "segment {}: {}": "段 {1}：{2}",
        "event {} stands in a segment and in the tail": "事件 {1} 同时在段中和尾部",
        "events {} to {} are missing": "缺少事件 {1} 至 {2}",
        "events are missing": "缺少事件",
        "there is no such event": "没有该事件",
        "{} entries do not read; the first: {}": "{1} 个条目无法读取；首个：{2}",
        "{} entries do not follow the one before; the first: {}": "{1} 个条目与前一条目不相接；首个：{2}",
        "version {} after position {} does not follow version {} at {}":
            "位置 {2} 之后的版本 {1} 不接位置 {4} 的版本 {3}",
        "{} appends, of sizes {} to {}, stated another root than the entries up to there give; "
            + "up to event {} all is as stated":
            "{1} 次追加（规模 {2} 至 {3}）所载的根与至此条目算得的根不同；事件 {4} 及之前均与所载一致",
        "{} appends, of sizes {}, stated another root than the entries up to there give; "
            + "up to event {} all is as stated":
            "{1} 次追加（规模 {2}）所载的根与至此条目算得的根不同；事件 {3} 及之前均与所载一致",
        // Why an event was not salvaged.
        "it does not read": "无法读取", "it does not read, or is not there": "无法读取，或已不存在",
        "segment {} does not read": "段 {1} 无法读取",
        "no hash that is left proves it": "现存的哈希均不能证明它",
        "an earlier event of its stream is lost": "其所在流中较早的事件已丢失",
        "what happened does not read": "事件内容无法读取",
        "the name of its stream is lost": "其所在流的名称已丢失",
        "the newest append made {} events, only {} are here": "最近一次追加后应有 {1} 个事件，仅存 {2} 个",
        "the newest append made {} events, and {} are here": "最近一次追加后应有 {1} 个事件，现有 {2} 个",
        "the log ends at {}, and {} events were recorded": "日志止于 {1}，而曾记录 {2} 个事件",
        "stream {} '{}' has {} in the log and {} in the index": "流 {1}“{2}”在日志中为{3}，在索引中为{4}",
        "version {} at {}": "位置 {2} 的版本 {1}",
        "no event": "无事件",
        "nothing": "无",
        "a mark of stream {} is missing": "缺少流 {1} 的一个标记",
        "a mark of stream {} is superfluous": "流 {1} 多出一个标记",
        "node {} of level {} is missing": "缺少第 {2} 层的节点 {1}",
        "node {} of level {} is not as its segments say": "第 {2} 层的节点 {1} 与各段不符",
        "there are {} nodes and should be {}": "有 {1} 个节点，应为 {2} 个",
        "version {} of stream {} after position {}": "流 {2} 的版本 {1} 前一位置为 {3}",
        "the entry does not read: {}": "条目无法读取：{1}",
        "unknown event type number {}": "未知的事件类型编号 {1}",
        "context: {}": "上下文：{1}",
        "its stream has no first event": "其流没有首个事件",
        "a digest of {} bytes": "摘要为 {1} 字节",
    ])

    private static let orders = Sentences([
        "paid {}, lines {}, tenders {}": "实付 {1}，商品行合计 {2}，支付方式合计 {3}",
        "paid {}, approved {}, in flight {}, paid out {}": "实付 {1}，已批准 {2}，退款中 {3}，已退款 {4}",
        "verdict {} of {}: lines {}, tenders {}": "结论 {1} 为 {2}：商品行合计 {3}，支付方式合计 {4}",
        "{} decided appeal {} and verdict {}": "{1} 既裁决申诉 {2} 又裁决结论 {3}",
        "{} voided {} and confirmed it": "{1} 既撤销 {2} 又予以确认",
        "{} names {} as decider, decided by {}": "{1} 所载裁决人为 {2}，实由 {3} 裁决",
        "payout {} pays no approval": "退款 {1} 没有对应的批准",
        "{} approved {} of {} and started payout {}": "{1} 既批准 {2}（{3}）又发起退款 {4}",
        "line {}: paid {}, approved {}": "商品行 {1}：实付 {2}，已批准 {3}",
        "tender {}: paid {}, approved {}, in flight and paid out {}":
            "支付方式 {1}：实付 {2}，已批准 {3}，退款中及已退款 {4}",
    ])
}
