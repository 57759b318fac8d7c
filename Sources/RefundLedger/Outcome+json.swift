public import JSONText
import Records
import RefundDomain
import Units

extension Outcome {
    /// Writes the outcome as one JSON object: the result line of `record` (section 1).
    public func write(to writer: inout JSONWriter, line: Int) {
        writer.beginObject()
        writer.member("line", Int64(line))
        if let order { writer.member("order", order.text) }
        writer.name("events")
        writer.beginArray()
        for event in events {
            writer.beginObject()
            writer.member("position", event.position)
            writer.member("type", event.kind.name)
            if order == nil, let order = event.order { writer.member("order", order.text) }
            writer.endObject()
        }
        writer.endArray()
        if let refusal {
            writer.name("refused")
            writer.beginObject()
            writer.member("code", refusal.code.name)
            if let rule = refusal.rule { writer.member("rule", rule.text) }
            writer.endObject()
        }
        writer.endObject()
    }
}
