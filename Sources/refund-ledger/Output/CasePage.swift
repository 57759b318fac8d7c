import EventLog
import MerkleTree
import Records
import RefundDomain
import RefundLedger
import TransparencyLog
import Units
import Wording

/// A case file as a page that any browser shows, without a network.
struct CasePage {
    let file: CaseFile
    let trace: Trace
    let language: Language

    /// The whole page.
    var html: String {
        let order = trace.history.order
        let title = say("Order \(order.number.text)", "订单 \(order.number.text)")
        return """
            <!DOCTYPE html>
            <html lang="\(language == .zh ? "zh-CN" : "en")">
            <head>
            <meta charset="utf-8">
            <title>\(escaped(title))</title>
            <style>
            body { font: 16px/1.5 sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border-bottom: 1px solid #bbb; padding: .3em .6em; text-align: left; \
            vertical-align: top; }
            code { font-size: 85%; overflow-wrap: anywhere; }
            blockquote { margin: .3em 0 0; white-space: pre-wrap; }
            </style>
            </head>
            <body>
            <h1>\(escaped(title))</h1>
            <p>\(escaped(money(order.money)))</p>
            <ul>\(order.cases.map(caseLine).joined())</ul>
            <table>
            <tr>\(headings)</tr>
            \(zip(trace.steps, file.items).map(row).joined(separator: "\n"))
            </table>
            <h2>\(escaped(say("What is signed", "签名内容")))</h2>
            <p>\(escaped(signed))</p>
            <p><code>\(file.checkpoint.checkpoint.root.hex)</code></p>
            </body>
            </html>

            """
    }

    private var headings: String {
        [
            say("position", "位置"), say("time (Shanghai)", "时间（上海）"), say("event", "事件"),
            say("by", "操作人"), say("hash", "哈希"),
        ].map { "<th>\(escaped($0))</th>" }.joined()
    }

    private func row(_ step: Trace.Step, _ item: CaseFile.Item) -> String {
        let header = step.recorded.header
        let position = item.entry.position
        var event = escaped(step.recorded.event.text(in: language))
        if file.withText {
            event += step.texts.map { "<blockquote>\(escaped($0.shown))</blockquote>" }.joined()
        } else if !step.texts.isEmpty {
            event += "<br><i>\(escaped(say("text left out", "文字内容已略去")))</i>"
        }
        if step.changesStatus, let status = step.statusAfter {
            event += "<br>" + escaped(say("case is now ", "状态：") + status.text(in: language))
        }
        if step.before != step.after { event += "<br>" + escaped(money(step.after)) }
        let actor = header.context.actor
        let leaf = MerkleTree.leafHash(item.entry.bytes).hex
        let cells = [
            "<a href=\"\(CaseFile.receiptPath(position))\">\(position)</a>",
            escaped(header.occurredAt.shanghaiSecond), event,
            escaped("\(actor.id.text) (\(actor.role.text(in: language)))"), "<code>\(leaf)</code>",
        ]
        return "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
    }

    private func caseLine(_ refundCase: RefundCase) -> String {
        "<li>"
            + escaped(
                say("case \(refundCase.id.text): ", "退款申请 \(refundCase.id.text)：")
                    + refundCase.status.text(in: language)) + "</li>"
    }

    private func money(_ money: OrderMoney) -> String {
        say(
            "paid ¥\(money.paid), approved ¥\(money.approved), in flight ¥\(money.inFlight), "
                + "paid out ¥\(money.paidOut), refundable ¥\(money.refundable)",
            "实付 ¥\(money.paid)，已批准 ¥\(money.approved)，退款中 ¥\(money.inFlight)，"
                + "已退款 ¥\(money.paidOut)，可退余额 ¥\(money.refundable)")
    }

    private var signed: String {
        let log = file.checkpoint.checkpoint
        return say(
            "The log '\(log.origin)' signed that it held \(log.size) events with this root. "
                + "README.txt says how to check it.",
            "日志“\(log.origin)”签署：共 \(log.size) 个事件，根哈希如下。核验方法见 README.txt。")
    }

    private func say(_ english: String, _ chinese: String) -> String {
        Wording(english, zh: chinese).in(language)
    }

    /// Text that no browser takes for anything else.
    private func escaped(_ text: String) -> String {
        text.shown.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
