import EventLog
import EventLogSQLite
import JSONText
import MerkleTree
import RefundLedger
import Units
import Wording

/// What `verify` found, for people and for programs.
struct VerifyResult {
    let log: LogVerification
    /// What came of folding the orders; `nil` when only the log was asked for.
    let orders: InvariantReport?
    let checkpoints: CheckpointReport
    /// Files of evidence that are not what was recorded.
    var evidence: [OrderFinding] = []

    /// One thing that is wrong.
    private struct Finding {
        let part: String
        let name: Wording
        let position: Position?
        let segment: Int64?
        let order: String?
        let detail: String
    }

    /// Whether nothing is wrong.
    var isSound: Bool { log.isComplete && findings.isEmpty }

    /// Those of the file first; what does not read was found there already.
    private var findings: [Finding] {
        log.findings.map {
            Finding(
                part: $0.part.rawValue, name: $0.part.wording, position: $0.position,
                segment: $0.segment, order: nil, detail: $0.detail)
        }
            + ((orders?.findings ?? []) + evidence).filter {
                $0.invariant != .readable || log.findings.isEmpty
            }.map {
                Finding(
                    part: $0.invariant.rawValue, name: $0.invariant.wording,
                    position: $0.position, segment: nil, order: $0.order?.text,
                    detail: $0.detail)
            }
            + checkpoints.findings.map {
                Finding(
                    part: $0.isOutside ? "outside_checkpoint" : "checkpoint",
                    name: $0.isOutside
                        ? Wording("outside checkpoint", zh: "外部检查点")
                        : Wording("checkpoint", zh: "检查点"),
                    position: $0.position, segment: nil, order: nil,
                    detail: "\($0.statement): \($0.detail)")
            }
    }

    private var findingsLeftOut: Int { log.findingsLeftOut + (orders?.findingsLeftOut ?? 0) }

    /// Of the events, if any is wrong; a wrong row of an index only names the stream it is of.
    private var firstBadPosition: Position? {
        let indexes = [LogFinding.Part.head, .mark, .node].map(\.rawValue)
        let ofEvents = findings.filter { !indexes.contains($0.part) }.compactMap(\.position)
        return ofEvents.min() ?? findings.compactMap(\.position).min()
    }

    private var badSegments: [Int64] {
        Set(findings.compactMap(\.segment)).sorted()
    }

    /// One JSON object; sizes are in bytes.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("sound", isSound)
        writer.member("size", log.head?.size)
        writer.member("root", orNull: log.head?.root.hex)
        writer.member("events", log.events)
        writer.member("segments", log.segments)
        writer.member("orders", orders?.orders)
        writer.member("events_not_folded", orders?.eventsNotFolded)
        writer.member("tree_heads", log.treeHeads)
        writer.member("tree_heads_not_checked", log.treeHeadsUnchecked)
        writer.member("file_bytes", log.fileBytes)
        writer.member("entry_bytes", log.entryBytes)
        writer.member("checkpoints", checkpoints.stored)
        writer.member("outside_checkpoints", checkpoints.outside)
        writer.member("signatures", checkpoints.signatures)
        writer.member("signatures_by_unknown_keys", checkpoints.unknownSignatures)
        writer.member("first_bad_position", firstBadPosition)
        writer.name("bad_segments")
        writer.beginArray()
        for segment in badSegments { writer.integer(segment) }
        writer.endArray()
        writer.name("findings")
        writer.beginArray()
        for finding in findings {
            writer.beginObject()
            writer.member("part", finding.part)
            writer.member("position", finding.position)
            writer.member("segment", finding.segment)
            writer.member("order", orNull: finding.order)
            writer.member("detail", finding.detail)
            writer.endObject()
        }
        writer.endArray()
        writer.member("findings_left_out", Int64(findingsLeftOut))
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    /// The same for people.
    func text(_ language: Language) -> String {
        var lines: [String] = []
        if !findings.isEmpty {
            var table = TextTable(
                [
                    Wording("part", zh: "部分"), Wording("position", zh: "位置"),
                    Wording("segment", zh: "段"), Wording("order", zh: "订单"),
                    Wording("what is wrong", zh: "问题"),
                ].map { $0.in(language) })
            for finding in findings {
                table.add([
                    finding.name.in(language), finding.position.map { "\($0)" } ?? "",
                    finding.segment.map { "\($0)" } ?? "", finding.order ?? "",
                    FindingTexts.text(finding.detail, in: language),
                ])
            }
            lines += [table.text, ""]
        }
        lines += [summary.in(language), signed.in(language)]
        if let head = log.head {
            lines.append(
                Wording(
                    "Root of \(head.size) events: \(head.root.hex)",
                    zh: "\(head.size) 个事件的根：\(head.root.hex)"
                ).in(language))
        }
        lines.append(verdict.in(language))
        return lines.joined(separator: "\n")
    }

    private var summary: Wording {
        Wording(
            "Read \(log.fileBytes) bytes: \(log.events) events in \(log.segments) segments and "
                + "the tail, \(log.entryBytes) bytes hashed; \(log.treeHeads) appends compared; "
                + (orders.map { "\($0.orders) orders folded." } ?? "no order folded."),
            zh: "读取 \(log.fileBytes) 字节：\(log.segments) 个段及尾部共 \(log.events) 个事件，"
                + "\(log.entryBytes) 字节重新计算哈希；比对 \(log.treeHeads) 次追加的根；"
                + (orders.map { "重新折叠 \($0.orders) 个订单。" } ?? "未折叠订单。"))
    }

    private var signed: Wording {
        let outside = checkpoints.outside
        return Wording(
            "\(checkpoints.stored) stored checkpoints compared"
                + (outside > 0 ? ", and \(outside) from outside" : "")
                + "; \(checkpoints.signatures) signatures checked, "
                + "\(checkpoints.unknownSignatures) by unknown keys.",
            zh: "比对 \(checkpoints.stored) 个已存检查点"
                + (outside > 0 ? "及 \(outside) 个外部检查点" : "")
                + "；验证 \(checkpoints.signatures) 个签名，"
                + "\(checkpoints.unknownSignatures) 个来自未知密钥。")
    }

    private var verdict: Wording {
        guard !isSound || orders != nil else {
            return Wording(
                "Everything is as it was written. No order was folded.",
                zh: "一切与写入时一致。未折叠订单。")
        }
        guard !isSound else {
            return Wording(
                "Everything is as it was written, and every order adds up.",
                zh: "一切与写入时一致，每个订单的金额与职责分离均成立。")
        }
        let left = findingsLeftOut
        let count = findings.count + left
        let segments = badSegments.map { "\($0)" }.joined(separator: ", ")
        let position = firstBadPosition.map { "\($0)" } ?? "-"
        let missed = orders.map { "\($0.eventsNotFolded)" } ?? "-"
        return Wording(
            "\(count) findings\(left > 0 ? " (\(left) not shown)" : ""). First bad position: "
                + "\(position). Bad segments: \(segments.isEmpty ? "none" : segments). "
                + "Events that could not be folded: \(missed). Restore a backup, or "
                + "salvage what is intact.",
            zh: "共 \(count) 处问题\(left > 0 ? "（\(left) 处未列出）" : "")。首个损坏位置：\(position)。"
                + "损坏的段：\(segments.isEmpty ? "无" : segments)。无法折叠的事件：\(missed)。请从备份恢复，或用 salvage 抢救完好部分。"
        )
    }
}

extension LogFinding.Part {
    fileprivate var wording: Wording {
        switch self {
        case .file: Wording("file", zh: "文件")
        case .guards: Wording("guards", zh: "保护触发器")
        case .ledger: Wording("ledger", zh: "账本标识")
        case .dictionary: Wording("dictionary", zh: "压缩字典")
        case .segment: Wording("segment", zh: "段")
        case .tail: Wording("tail", zh: "尾部")
        case .treeHead: Wording("tree head", zh: "树头")
        case .chain: Wording("chain", zh: "事件链")
        case .head: Wording("index of streams", zh: "流索引")
        case .mark: Wording("index of marks", zh: "标记索引")
        case .node: Wording("index of tree nodes", zh: "树节点索引")
        }
    }
}

extension OrderFinding.Invariant {
    fileprivate var wording: Wording {
        switch self {
        case .readable: Wording("event", zh: "事件")
        case .registeredSum: Wording("sum of the order", zh: "订单金额合计")
        case .verdictSum: Wording("sum of the verdict", zh: "裁决金额合计")
        case .orderMoney: Wording("money of the order", zh: "订单金额")
        case .lineMoney: Wording("money of a line", zh: "商品行金额")
        case .tenderMoney: Wording("money of a tender", zh: "支付方式金额")
        case .evidenceFile: Wording("file of evidence", zh: "凭证文件")
        case .decider: Wording("decider", zh: "裁决人")
        case .appealDecider: Wording("decider of the appeal (R36)", zh: "申诉裁决人（R36）")
        case .fourEyesPayout: Wording("four eyes on a payout (R58)", zh: "打款双人复核（R58）")
        case .fourEyesVoid: Wording("four eyes on a voided verdict (R58)", zh: "撤销裁决双人复核（R58）")
        }
    }
}

extension JSONWriter {
    /// Writes a member that is null when there is no number.
    mutating func member(_ name: String, _ value: Int64?) {
        if let value { return member(name, value) }
        self.name(name)
        null()
    }

    /// Writes a member that is null when there is no text.
    mutating func member(_ name: String, orNull value: String?) {
        if let value { return member(name, value) }
        self.name(name)
        null()
    }
}
