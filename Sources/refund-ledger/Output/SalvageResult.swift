import EventLog
import JSONText
import MerkleTree
import RefundLedger
import Units
import Wording

/// What `salvage` kept and lost, for people and for programs.
struct SalvageResult {
    let directory: String
    let head: LogHead
    /// The number of events that the damaged log stated.
    let size: Position
    let salvage: LogSalvage
    let leftOutFile: String?

    /// Whether the new log holds everything.
    var isWhole: Bool { salvage.gaps.isEmpty }

    private var lost: Int64 { salvage.gaps.reduce(0) { $0 + $1.last - $1.first + 1 } }

    /// One JSON object.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("whole", isWhole)
        writer.member("directory", directory)
        writer.member("stated_size", size)
        writer.member("size", head.size)
        writer.member("root", head.root.hex)
        writer.member("kept", salvage.kept)
        writer.member("lost", lost)
        writer.member("left_out", salvage.leftOut)
        writer.member("left_out_file", orNull: leftOutFile)
        writer.name("gaps")
        writer.beginArray()
        for gap in salvage.gaps {
            writer.beginObject()
            writer.member("first", gap.first)
            writer.member("last", gap.last)
            writer.member("fault", gap.fault)
            writer.endObject()
        }
        writer.endArray()
        writer.name("orders")
        writer.beginArray()
        for order in salvage.orders { writer.string(order.text) }
        writer.endArray()
        writer.member("orders_complete", salvage.isIndexCompared)
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    /// The same for people.
    func text(_ language: Language) -> String {
        var lines: [String] = []
        if !isWhole {
            var table = TextTable(
                [
                    Wording("first position", zh: "起始位置"), Wording("last", zh: "结束位置"),
                    Wording("why it is not in the new ledger", zh: "未收入新账本的原因"),
                ].map { $0.in(language) })
            for gap in salvage.gaps.prefix(Self.shownMax) {
                table.add([
                    "\(gap.first)", "\(gap.last)", FindingTexts.text(gap.fault, in: language),
                ])
            }
            let more = salvage.gaps.count - Self.shownMax
            if more > 0 {
                let text = Wording(
                    "and \(more) more (--json lists all)", zh: "另有 \(more) 处（--json 列出全部）")
                table.add(["…", "…", text.in(language)])
            }
            lines += [table.text, "", orders.in(language)]
        }
        lines.append(summary.in(language))
        lines.append(
            Wording(
                "Root of \(head.size) events in '\(directory)': \(head.root.hex)",
                zh: "“\(directory)”中 \(head.size) 个事件的根：\(head.root.hex)"
            ).in(language))
        return lines.joined(separator: "\n")
    }

    private static let shownMax = 20

    private var orders: Wording {
        let names = salvage.orders.prefix(Self.shownMax).map(\.text)
        let more = salvage.orders.count - names.count
        let list = names.joined(separator: ", ")
        let note = salvage.isIndexCompared
        return Wording(
            "\(salvage.orders.count) orders are not whole: \(list)"
                + (more > 0 ? " and \(more) more (--json lists all)" : "")
                + (note ? "." : "; there may be more, for the index of streams does not read."),
            zh: "\(salvage.orders.count) 个订单不完整：\(list)"
                + (more > 0 ? "，另有 \(more) 个（--json 列出全部）" : "")
                + (note ? "。" : "；流索引无法读取，可能还有其他订单。"))
    }

    private var summary: Wording {
        guard !isWhole else {
            return Wording(
                "All \(salvage.kept) events were intact; the new ledger is the same log.",
                zh: "全部 \(salvage.kept) 个事件均完好；新账本与原日志相同。")
        }
        let file = leftOutFile.map { " \($0)" } ?? ""
        return Wording(
            "Kept \(salvage.kept) of \(size) events as they were. \(lost) are not in the new "
                + "ledger; \(salvage.leftOut) of them read, and stand in\(file.isEmpty ? " no file" : file).",
            zh: "\(size) 个事件中有 \(salvage.kept) 个原样保留。\(lost) 个未收入新账本；"
                + "其中 \(salvage.leftOut) 个可读，"
                + (leftOutFile.map { "写在 \($0)。" } ?? "没有另存文件。"))
    }
}
